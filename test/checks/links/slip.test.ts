import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { Names } from '../../../checks/links/inside/names.ts'
import { isSlip } from '../../../checks/links/inside/slip.ts'

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
      assert.equal(isSlip(a, b), expected)
      assert.equal(isSlip(b, a), expected)
    })
  }
})

describe('The nearest of many names', () => {
  const near = (written: string, ...names: string[]) => new Names(names).near(written, { left: 100 })

  test('is certain where no other is near', () => {
    assert.deepEqual(near('stroage.md', 'storage.md', 'README.md'), { name: 'storage.md', isCertain: true })
    assert.deepEqual(near('stroage.md', 'storage.md', 'strange.md'), { name: 'storage.md', isCertain: false })
    assert.deepEqual(near('storge.md', 'storage.mdx'), { name: 'storage.mdx', isCertain: false })
  })

  test('is none where none is near', () => {
    assert.equal(near('deploy.md', 'storage.md', 'README.md'), undefined)
    assert.equal(near('x'.repeat(200), 'x'.repeat(199)), undefined)
  })

  test('is looked for as long as the effort lasts', () => {
    const effort = { left: 1 }
    const names = new Names(['storage.md'])
    assert.equal(names.near('stroage.md', effort)?.name, 'storage.md')
    assert.equal(names.near('stroage.md', effort), undefined)
  })
})
