import fc from 'fast-check'
import { assert, describe, expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { anyCharacter } from '../../text/any-character.ts'
import { findIn, textAt } from './written-input.ts'

function codesOf(found: { code: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { code } of found) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

const repeat = (count: number, one: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join('\n\n')

describe('In bounded time', () => {
  test('100,000 links that lead nowhere, all different, are told', async () => {
    const found = await findIn({ 'docs/page.md': repeat(100_000, (at) => `[a](no-${at}-such.md)`) })
    expect(codesOf(found)).toStrictEqual({ 'links/missing-file': 100_000 })
  })

  test('100,000 links to the wrong sections of a page of 1,000 are told', async () => {
    const headings = repeat(1_000, (at) => `# Section number ${at}`)
    const found = await findIn({ 'docs/page.md': `${headings}\n\n${repeat(100_000, (at) => `[a](#no-${at}-such)`)}` })
    expect(codesOf(found)).toStrictEqual({ 'links/missing-anchor': 100_000 })
  })

  test('100,000 undefined references in one paragraph are told', async () => {
    const found = await findIn({ 'docs/page.md': '[some label][label] '.repeat(100_000) })
    expect(codesOf(found)).toStrictEqual({ 'links/undefined-reference': 100_000 })
  })

  test('brackets without end are nothing', async () => {
    for (const text of ['['.repeat(100_000), ']['.repeat(100_000), 'a]['.repeat(100_000), `${'['.repeat(50_000)}][`])
      expect(await findIn({ 'docs/page.md': `# a][b\n\n${text}` })).toStrictEqual([])
  })

  test('links of 100 KB are told, shortly', async () => {
    const urls = [
      'x'.repeat(100_000),
      '%'.repeat(100_000),
      `#${'y-'.repeat(50_000)}`,
      `zz:${'z'.repeat(100_000)}`,
      '../'.repeat(33_000),
    ]
    const found = await findIn({ 'docs/page.md': urls.map((url) => `[a](${url})`).join('\n\n') })
    expect(found.length).toBe(urls.length)
    for (const { message, hint = '' } of found) assert.ok(message.length + hint.length < 500, message)
  })
})

test('No link that runs code goes untold', async () => {
  const found = await findIn({
    'docs/page.md':
      '[a](javascript:x) ![b](data:image/png;base64,AAAA) <a href="vbscript:x">c</a> [d](java&#9;script:x) <javascript:x>\n',
  })
  expect(codesOf(found)).toStrictEqual({ 'links/unsafe': 5 })
})

test('Whatever a page holds, its findings are known, short, and stand in it', () => {
  const part = fc.oneof(
    fc.constantFrom(
      '[a](',
      '![a](',
      ')',
      '[b]',
      '[c]: ',
      '<a href="',
      '">',
      '<img srcset="',
      '```mermaid\nclick A "',
      '\n```\n',
      '---\n',
    ),
    fc.constantFrom(
      '../',
      'page.md',
      '#',
      '%',
      '%zz',
      '\\',
      'http:',
      '//',
      'status:',
      'mailto:',
      'tel:',
      ' ',
      '\n',
      '\n\n',
      '> ',
      '- ',
    ),
    fc.string({ unit: anyCharacter, maxLength: 6 }),
  )
  const page = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(''))
  return fc.assert(
    fc.asyncProperty(page, fc.constantFrom('docs/page.md', 'docs/page.mdx'), async (text, file) => {
      for (const found of await findIn({ [file]: text, 'docs/README.md': '' })) {
        assert.ok(Object.hasOwn(links.codes, found.code), found.code)
        expect(found.message).toMatch(/^Unexpected [^\n]*, expected [^\n]*[^.]$/)
        assert.ok(found.line >= 1 && found.column >= 1 && found.endLine >= found.line)
        for (const edit of found.fix?.edits ?? []) assert.ok(textAt(text.replace(/^\uFEFF/, ''), edit).length > 0)
      }
    }),
    { numRuns: 500 },
  )
})
