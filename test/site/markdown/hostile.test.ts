import { assert, describe, expect, test } from 'vitest'
import { renderPage } from '../../../src/site/markdown/render.ts'
import { pageOf } from '../../guidebook/written-page.ts'
import { plainContext } from './rendered-page.ts'

/** Pages that no person wrote. Each was seen to overflow the stack, to take all memory or to take minutes. */
const tooDeep: Record<string, [text: string, place: string]> = {
  '100,000 quotes': [`# T\n\n${'>'.repeat(100_000)} a\n`, '3:100'],
  '50,000 lists': [`# T\n\n${'- '.repeat(50_000)}a\n`, '3:99'],
  '25,000 lists in quotes': [`# T\n\n${'> - '.repeat(25_000)}a\n`, '3:133'],
  '50,000 emphases': [`# T\n\n${'*a '.repeat(50_000)}${'b*'.repeat(50_000)}\n`, '3:295'],
  '100,000 stars': [`# T\n\n${'*'.repeat(100_000)}a${'*'.repeat(100_000)}\n`, '3:197'],
  '10,000 elements': [`# T\n\n${'<div>'.repeat(10_000)}x\n`, '3:1'],
  '10,000 elements, a paragraph each': [`# T\n\n${'<div>\n\n'.repeat(10_000)}x\n`, '403:1'],
  '10,000 elements in a line of text': [`# T\n\na ${'<span>'.repeat(10_000)}x\n`, '3:1203'],
  '10,000 elements, closed again': [`# T\n\n${'<div>'.repeat(10_000)}${'</div>'.repeat(10_000)}\n`, '3:1'],
  '5,000 styles, each reopened by the next paragraph': [
    `# T\n\n${Array.from({ length: 5000 }, (_, index) => `<p><b id=${index}>`).join('')}\n`,
    '3:1',
  ],
}

const many: Record<string, string> = {
  '500 placeholders': 'Ask <name> of <a> and <b>, see <title> and <div-id>\n\n'.repeat(500),
  '500 placeholders, a paragraph each': '<name>\n\n<title>\n\n'.repeat(500),
  '500 list items that are never closed': `<ul>\n${'<li><p>a <b>b\n'.repeat(500)}</ul>`,
  '100,000 brackets': '['.repeat(100_000),
  '50,000 brackets closed as links': `${'['.repeat(50_000)}a${'](b)'.repeat(50_000)}`,
  '200,000 character references in a paragraph': '&amp;'.repeat(200_000),
  '10,000 columns in 2,000 rows': `|${'a|'.repeat(10_000)}\n|${'-|'.repeat(10_000)}\n${'|\n'.repeat(2000)}`,
  '20,000 tags in a piece': `<table>\n<tr>\n${'<td>\n'.repeat(20_000)}`,
  '20,000 hidden elements in a heading': `# ${'a <svg> '.repeat(20_000)}`,
  '20,000 headings in a line of text': 'a <h2> '.repeat(20_000),
  '10,000 elements that hide their end': '<div><select></div></select>'.repeat(5000),
  '70,000 paragraphs in an element that is dropped': `<center>\n\n${'a\n\n'.repeat(70_000)}`,
  '20,000 attributes': `<b ${Array.from({ length: 20_000 }, (_, index) => `a${index}=1`).join(' ')}>`,
  '20,000 fields': `# T\n\n${'**K:** v\n'.repeat(20_000)}`,
  '20,000 steps': '[a](b.md) > '.repeat(20_000),
}

describe('A page that goes too deep is read, cut and told', () => {
  for (const [name, [text, place]] of Object.entries(tooDeep)) {
    test(name, () => {
      const page = pageOf(text)
      expect(page.title).toBe('T')
      expect(page.problems.map(({ code, line, column }) => `${code} ${line}:${column}`)).toStrictEqual([
        `nesting ${place}`,
      ])
    })

    test(`${name}, rendered`, () => {
      const { title, body } = renderPage(text, 'md', plainContext)
      expect(title).toBe('T')
      assert.ok(body.length < text.length * 8, 'nothing is multiplied')
    })
  }

  test('a page as deep as people write them is whole', () => {
    const list = Array.from({ length: 40 }, (_, depth) => `${'  '.repeat(depth)}- [a](${depth}.md)`).join('\n')
    const elements = `${'<div>'.repeat(90)}[a](b.md)${'</div>'.repeat(90)}`
    const page = pageOf(`${list}\n\n${'>'.repeat(90)} a\n\n${elements}\n\n${elements}\n\n${elements}\n`)
    expect(page.problems).toStrictEqual([])
    expect(page.links.length).toBe(40)
  })

  test('a line of code that only looks so is whole', () => {
    const line = `${'>'.repeat(3000)} ${'- '.repeat(2000)}`
    expect(pageOf(`\`\`\`\n${line}\n${'1) '.repeat(2000)}\n\`\`\`\n`).fences[0]?.value).toBe(
      `${line}\n${'1) '.repeat(2000)}`,
    )
  })

  test('what is cut is shown as it was written', () => {
    const { body } = renderPage(`${'> '.repeat(120)}*a*`, 'md', plainContext)
    expect(body).toMatch(/<p>(?:> ){21}\*a\*<\/p>/)
    const html = renderPage(`${'<div>\n\n'.repeat(201)}*a*`, 'md', plainContext).body
    expect(html.split('<div>').length - 1).toBe(200)
    expect(html).toMatch(/&#x3C;div>\n*<p><em>a<\/em><\/p>/)
  })
})

describe('A page with very many things is read and rendered', () => {
  for (const [name, text] of Object.entries(many)) {
    test(name, () => {
      const page = pageOf(text)
      expect(page.problems).toStrictEqual([])
      const { title, header, body } = renderPage(text, 'md', plainContext)
      assert.ok(title.length + header.length + body.length > 0)
    })
  }

  test.each([2000, 5000])('what its tags do not tell to be deep, %i times, is shown as it was written', (times) => {
    const { body } = renderPage(`# T\n\n${'<div><table></div></table>'.repeat(times)}\n\n*a*\n`, 'md', plainContext)
    expect(body).toMatch(/^\s*&#x3C;div>&#x3C;table>.*<p><em>a<\/em><\/p>\s*$/s)
  })

  test('character references mean what they mean, however many', () => {
    const text = `[x](a&amp;b "t&quot;") \`&amp;\` ${'&lt;&#35;&#x2764;&nope;'.repeat(1000)} [y](c&amp;d) \`e&amp;f\` ![&copy;](g)\n\n&amp;`
    const page = pageOf(text)
    expect(page.links.map(({ url, text: name }) => [url, name])).toStrictEqual([
      ['a&b', 'x'],
      ['c&d', 'y'],
      ['g', '©'],
    ])
    expect(page.inlineCode.map(({ value }) => value)).toStrictEqual(['&amp;', 'e&amp;f'])
    const { body } = renderPage(text, 'md', plainContext)
    expect(body.split('&#x3C;#❤&#x26;nope;').length - 1).toBe(1000)
    const code = `\`\`\`\n${'&amp; '.repeat(1000)}\n\`\`\`\n`
    expect(pageOf(code).fences[0]?.value).toBe('&amp; '.repeat(1000))
  })
})
