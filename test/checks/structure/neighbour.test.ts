import { describe, expect, test } from 'vitest'
import { type Files, findIn, mended, told } from './written-guidebooks.ts'

/** Two pages of a guidebook with these header blocks. */
function pair(a: string, b: string): Files {
  return {
    'erp/README.md': '# ERP\n\n[A](a.md) [B](b.md)',
    'erp/a.md': `# Page A\n\n${a}\n`,
    'erp/b.md': `# Page B\n\n${b}\n`,
  }
}

describe('Neighbours that name each other are right', () => {
  const cases: Record<string, [a: string, b: string]> = {
    'downstream and upstream': ['**Downstream:** [B](b.md)', '**Upstream:** [A](a.md)'],
    'related both ways': ['**Related:** [B](b.md#x)', '**Related:** [A](./a.md)'],
    'downstream and related': ['**Downstream:** [B](b.md)', '**Related:** [A](a.md)'],
    'a neighbour without a header block': ['**Downstream:** [B](b.md)', 'Text'],
    'a neighbour whose header block names nobody': ['**Downstream:** [B](b.md)', '**Status:** ok\n**Owner:** me'],
    'oneself, another site, a missing page': [
      '**Related:** [A](a.md) [X](https://x.example) [Y](y.md)',
      '**Related:** [B](b.md)',
    ],
  }
  for (const [name, [a, b]] of Object.entries(cases)) {
    test(name, async () => expect(await told(pair(a, b), /one-way/)).toStrictEqual([]))
  }
})

describe('A neighbour that does not name the page back is told, and mended in its style', () => {
  const cases: Record<string, [a: string, b: string, selected: string, mended: string]> = {
    'in the field that is there': [
      '> **Downstream:** [B](b.md)',
      '> **Upstream:** [ERP](README.md) · [Other](other.md)\n> **Related:** [X](x.md)',
      '**Upstream:** [ERP](README.md) · [Other](other.md)',
      '> **Upstream:** [ERP](README.md) · [Other](other.md) · [Page A](a.md)\n> **Related:** [X](x.md)',
    ],
    'with the separator that is there': [
      '**Related:** [B](b.md)',
      '**Related**: [X](x.md), [Y](y.md)  \n**Owner**: me',
      '**Related**: [X](x.md), [Y](y.md)',
      '**Related**: [X](x.md), [Y](y.md), [Page A](a.md)  \n**Owner**: me',
    ],
    'with the separator of another field': [
      '**Upstream:** [B](b.md)',
      '**Upstream:** [X](x.md) | [Y](y.md)\n**Downstream:** [Z](z.md)',
      '**Downstream:** [Z](z.md)',
      '**Upstream:** [X](x.md) | [Y](y.md)\n**Downstream:** [Z](z.md) | [Page A](a.md)',
    ],
    'in a new line of a quote': [
      '> **Related:** [B](b.md)',
      '> **Status:** ok\n> **Upstream:** [X](x.md)',
      '**Upstream:** [X](x.md)',
      '> **Status:** ok\n> **Upstream:** [X](x.md)\n> **Related:** [Page A](a.md)',
    ],
    'in a new line after hard breaks': [
      '**Related:** [B](b.md)',
      '**Status**: ok  \n**Upstream**: [X](x.md)  \n**Owner**: me',
      '**Upstream**: [X](x.md)',
      '**Status**: ok  \n**Upstream**: [X](x.md)  \n**Related**: [Page A](a.md)  \n**Owner**: me',
    ],
    'in a new line after the only one': [
      '**Downstream:** [B](b.md)',
      '> __Related:__ [X](x.md)',
      '__Related:__ [X](x.md)',
      '> __Related:__ [X](x.md)\n> __Upstream:__ [Page A](a.md)',
    ],
    'in a field without a value': [
      '**Related:** [B](b.md)',
      '**Related:**\n**Owner:** me',
      '**Related:**',
      '**Related:** [Page A](a.md)\n**Owner:** me',
    ],
    'not where words follow': [
      '**Related:** [B](b.md)',
      '**Related:** [X](x.md) and so on',
      '**Related:** [X](x.md) and so on',
      '**Related:** [X](x.md) and so on',
    ],
    'not where lines are not lines': [
      '**Related:** [B](b.md)',
      '**Status:** ok <br> **Upstream:** [X](x.md)',
      '**Upstream:** [X](x.md)',
      '**Status:** ok <br> **Upstream:** [X](x.md)',
    ],
  }
  for (const [name, [a, b, selected, right]] of Object.entries(cases)) {
    test(name, async () => {
      for (const end of ['\n', '\r\n']) {
        const written = pair(a, b)
        const files = { ...written, 'erp/b.md': written['erp/b.md']?.replaceAll('\n', end) ?? '' }
        expect(await told(files, /one-way/)).toStrictEqual([`one-way erp/b.md: ${selected.replaceAll('\n', end)}`])
        const text = await mended(files, 'erp/b.md', /one-way/)
        expect(text).toBe(`# Page B\n\n${right}\n`.replaceAll('\n', end))
        const left = await told({ ...files, 'erp/b.md': text }, /one-way/)
        expect(left.length, 'after the fix').toStrictEqual(right === b ? 1 : 0)
      }
    })
  }
})

test('several pages are named in one finding, and mended by one line', async () => {
  const files = pair('**Related:** [B](b.md)', '**Upstream:** [X](x.md)')
  for (const name of ['c', 'd', 'e']) files[`erp/${name}.md`] = `# Page ${name}\n\n**Related:** [B](b.md)`
  const found = (await findIn(files)).filter(({ code }) => code === 'structure/one-way')
  expect(found.map(({ message }) => message)).toStrictEqual([
    'Unexpected header block whose `Related` lacks `guidebooks/erp/a.md`, `guidebooks/erp/c.md`, `guidebooks/erp/d.md` and 1 more, expected them there, since those pages name this one under `Related`',
  ])
  const text = await mended(files, 'erp/b.md', /one-way/)
  expect(text).toMatch(
    /\n\*\*Related:\*\* \[Page A\]\(a\.md\) · \[Page c\]\(c\.md\) · \[Page d\]\(d\.md\) · \[Page e\]\(e\.md\)\n/,
  )
})

describe('A hub', () => {
  const hub = (block: string, text: string, page: string): Files => ({
    'erp/README.md': `# ERP\n\n${block}\n\n${text}`,
    'erp/a.md': `# A\n\n${page}`,
  })
  const cases: Record<string, [files: Files, found: string[]]> = {
    'without Downstream need not name who is upstream of': [
      hub('**Related:** [X](../x.md)', '', '**Upstream:** [Hub](README.md)'),
      [],
    ],
    'that links to the page in its text need not either': [
      hub('**Downstream:** [X](x.md)', '[A](a.md)', '**Upstream:** [Hub](README.md)'),
      [],
    ],
    'that names others but not the page': [
      hub('**Downstream:** [X](x.md)', '', '**Upstream:** [Hub](README.md)'),
      ['one-way erp/README.md: **Downstream:** [X](x.md)'],
    ],
    'that is not named by a page downstream': [
      hub('**Downstream:** [A](a.md)', '', '**Upstream:** [X](x.md)'),
      ['one-way erp/a.md: **Upstream:** [X](x.md)'],
    ],
    'is related by the tree': [hub('**Related:** [A](a.md)', '', '**Related:** [X](x.md)'), []],
  }
  for (const [name, [files, found]] of Object.entries(cases)) {
    test(name, async () => expect(await told(files, /one-way/)).toStrictEqual(found))
  }
})
