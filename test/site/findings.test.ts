import { describe, expect, test } from 'vitest'
import type { Finding } from '../../src/finding/finding.ts'
import { readPage } from '../../src/guidebook/page.ts'
import { pageFindings } from '../../src/site/view/findings.ts'

const page = readPage('page.md', new TextEncoder().encode('# Page\n\nText.\n\n## Part\n\n[Shop](Shop.md)\n'))

function finding(line: number, parts: Partial<Finding> = {}): Finding {
  const place = { line, column: 1, endLine: line, endColumn: 2 }
  return { check: 'links', code: 'links/case', severity: 'error', message: 'x', file: 'page.md', ...place, ...parts }
}

describe('A finding on its page', () => {
  test('says in which section it stands, where that is not the beginning', () => {
    const sections = pageFindings([finding(1), finding(3), finding(7)], page, '/books/page.md').map(
      ({ section }) => section?.title,
    )
    expect(sections).toStrictEqual([undefined, undefined, 'Part'])
  })

  test('leads the editor to its place', () => {
    const [told] = pageFindings([finding(7)], page, '/books/page.md')
    expect([told?.place, told?.editor]).toStrictEqual(['page.md:7:1', '/books/page.md:7:1'])
  })

  const options: [code: string, option: string][] = [
    ['links/case', '--fix'],
    ['structure/outdated', '--fix-dates'],
  ]
  for (const [code, option] of options) {
    test(`names the option that mends it: ${code}`, () => {
      const fix = { title: 'Mend it', edits: [] }
      const [told] = pageFindings([finding(7, { code, fix })], page, '/books/page.md')
      expect(told?.fix).toStrictEqual({ title: 'Mend it', option })
    })
  }
})
