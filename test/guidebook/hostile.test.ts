import { Buffer } from 'node:buffer'
import { assert, describe, expect, it } from 'vitest'
import { readPage } from '../../src/guidebook/page.ts'

const read = (text: string) => readPage('page.md', Buffer.from(text))
const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => part(index)).join('')

describe('What would cost the square of its length is bounded', () => {
  it('in a line of 20,000 links that is not ASCII, whose end is told and shown as written', () => {
    const text = `# T\n\n> **Related:** ${many(20_000, (index) => `[a](b${index}.md) · `)}`
    const { header, problems } = read(text)
    expect(problems.map(({ code, line }) => [code, line])).toStrictEqual([['nesting', 3]])
    assert.ok((header[0]?.links.length ?? 0) > 1000)
    expect(header[0]?.text ?? '').toMatch(/\[a\]\(b19999\.md\)/)
  })

  it('in a paragraph of 400,000 marks of emphasis', () => {
    expect(read('*a_ '.repeat(200_000)).links.length).toBe(0)
  })

  it('in frontmatter of 50,000 keys', () => {
    const { problems } = read(`---\n${many(50_000, (index) => `k${index}: v.md\n`)}---\n# T`)
    expect(problems[0]?.message ?? '').toMatch(/^Unexpected size of the frontmatter/)
  })

  it('in 20,000 comments behind each other', () => {
    const { ignores } = read(`${'<!-- waymark-ignore links/empty -->\n\n'.repeat(20_000)}text`)
    expect(ignores.length).toBe(20_000)
    assert.ok(ignores.every(({ from }) => from === 40_001))
  })
})

describe('A list of images', () => {
  for (const [srcset, urls] of [
    ['a.png 1x, b.png 2x', ['a.png', 'b.png']],
    ['https://example.org/w_1,h_2/a.png 1x,b.png 2x', ['https://example.org/w_1,h_2/a.png', 'b.png']],
    ['data:image/png;base64,AAAA 1x', ['data:image/png;base64,AAAA']],
    [' , a.png, b.png', ['a.png', 'b.png']],
    [',,', []],
  ] as const) {
    it(srcset, () => {
      expect(read(`<source srcset="${srcset}">`).links.map(({ url }) => url)).toStrictEqual(urls)
    })
  }
})

it('A fault of MDX is told in the form of all messages', () => {
  const { problems } = readPage('page.mdx', Buffer.from('# T\n\n<h2>\n'))
  expect(problems[0]?.message ?? '').toMatch(/^Unexpected MDX: /)
})
