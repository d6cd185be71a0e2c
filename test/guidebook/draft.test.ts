import { describe, expect, test } from 'vitest'
import { readPage } from '../../src/guidebook/page.ts'

function isDraft(text: string, file = 'page.md'): boolean {
  return readPage(file, Buffer.from(text)).frontmatter.draft === true
}

describe('What says draft is one, however it is written', () => {
  const drafts: Record<string, string> = {
    'a boolean': 'draft: true',
    'a word': 'draft: "yes"',
    'a number': 'draft: 1',
    'a capital': 'Draft: true',
    'a capital beside a no': 'draft: false\nDRAFT: true',
    'a value of no known kind': 'draft: soon',
    'a list': 'draft: [1]',
    'in YAML that is broken': 'title: "open\ndraft: true',
    'in YAML that is broken, with a capital': 'title: a: b\nDraft: yes',
    'in YAML that is broken, in quotes': 'title: a: b\n"draft": "true"',
    'in a map that is broken': '{ title: x, draft: true',
    'in a list': '- draft: true',
    'with an alias that names nothing': 'title: *gone\ndraft: true',
  }
  for (const [name, yaml] of Object.entries(drafts)) {
    test(name, () => {
      expect(isDraft(`---\n${yaml}\n---\n# T\n`)).toBe(true)
      expect(isDraft(`---\r\n${yaml.replaceAll('\n', '\r\n')}\r\n---\r\n# T\r\n`)).toBe(true)
    })
  }

  test('in a block without an end, which is told', () => {
    const { frontmatter, problems } = readPage('page.md', Buffer.from('---\ntitle: T\n\ndraft: true\n\n# T\n'))
    expect(frontmatter.draft).toBe(true)
    expect(problems.map(({ code, line }) => `${line} ${code}`)).toStrictEqual(['1 frontmatter'])
  })

  test('on a page that is no valid MDX', () => {
    expect(isDraft('---\ndraft: true\n---\n# T\n\n<Open>\n', 'page.mdx')).toBe(true)
    expect(isDraft('---\ntitle: T\n---\n# T\n\n<Open>\n', 'page.mdx')).toBe(false)
  })
})

describe('Any other page is published', () => {
  const pages: Record<string, string> = {
    'without frontmatter': '# T\n\ndraft: true\n',
    'that says no': '---\ndraft: false\n---\n# T\n',
    'that says no in a word': '---\ndraft: "no"\n---\n# T\n',
    'that says no where it is broken': '---\ntitle: a: b\ndraft: false\n---\n# T\n',
    'that says nothing': '---\ndraft:\n---\n# T\n',
    'with a key of its own': '---\nredraft: true\ndrafts: true\n---\n# T\n',
    'with a draft below another key': '---\ntool:\n  draft: true\n---\n# T\n',
    'that begins with a rule': '---\n\nText.\n\n# T\n\ndraft: true\n',
    'that writes of drafts after its frontmatter': '---\ntitle: T\n---\ndraft: true\n',
  }
  for (const [name, text] of Object.entries(pages)) test(name, () => expect(isDraft(text)).toBe(false))
})
