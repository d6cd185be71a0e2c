import { describe, expect, test } from 'vitest'
import { isTypo, Names } from '../../../checks/links/internal/names.ts'

describe('A slip of the finger', () => {
  const cases: [a: string, b: string, isSlip: boolean][] = [
    ['stroage-and-recovery', 'storage-and-recovery', true],
    ['recovry', 'recovery', true],
    ['backups', 'backup', true],
    ['back-up', 'backup', true],
    ['troubleshoting', 'troubleshooting', true],
    ['configruation', 'configuration', true],
    ['install', 'uninstall', false],
    ['start', 'restart', false],
    ['online', 'offline', false],
    ['import', 'export', false],
    ['built', 'build', false],
    ['pod', 'pods', false],
    ['step-1', 'step-2', false],
    ['2-backup', '1-backup', false],
    ['backup-storage', 'backups-storages', false],
    ['', 'a', false],
  ]
  for (const [a, b, expected] of cases) {
    test(`${a} for ${b}: ${expected ? 'yes' : 'no'}`, () => {
      expect(isTypo(a, b)).toBe(expected)
      expect(isTypo(b, a)).toBe(expected)
    })
  }
})

describe('The nearest of many names', () => {
  const near = (written: string, ...names: string[]) => new Names(names).similar(written, { left: 100 })

  test('is certain where no other is near', () => {
    expect(near('stroage.md', 'storage.md', 'README.md')).toStrictEqual({ name: 'storage.md', isCertain: true })
    expect(near('stroage.md', 'storage.md', 'strange.md')).toStrictEqual({ name: 'storage.md', isCertain: false })
    expect(near('storage.md', 'storage.mdx')).toStrictEqual({ name: 'storage.mdx', isCertain: false })
    expect(near('storge.md', 'storage.mdx')).toBeUndefined()
  })

  test('is none where two words differ in more than a slip', () => {
    expect(near('feature-flags-spans.md', 'feature-flags-events.md')).toBeUndefined()
    expect(near('batch-processing', 'batch-receiving')).toBeUndefined()
    expect(near('2022-12-08.md', '2023-12-08.md')).toBeUndefined()
    expect(near('mitigation', 'motivation')).toBeUndefined()
  })

  test('is none where none is near', () => {
    expect(near('deploy.md', 'storage.md', 'README.md')).toBe(undefined)
    expect(near('x'.repeat(200), 'x'.repeat(199))).toBe(undefined)
  })

  test('is looked for as long as the budget lasts', () => {
    const budget = { left: 1 }
    const names = new Names(['storage.md'])
    expect(names.similar('stroage.md', budget)?.name).toBe('storage.md')
    expect(names.similar('stroage.md', budget)).toBe(undefined)
  })
})
