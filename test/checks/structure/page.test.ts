import { assert, describe, expect, test } from 'vitest'
import { findIn, mended, told } from './written-guidebooks.ts'

/** What is told of one page. */
async function judged(text: string, codes: RegExp, file = 'a.md'): Promise<string[]> {
  return (await told({ [file]: text }, codes)).map((one) => one.replace(` ${file}`, ''))
}

describe('A page has one H1', () => {
  const cases: Record<string, [text: string, found: string[]]> = {
    'one is right': ['# A\n\n## B', []],
    'one in HTML too': ['<h1 align="center">A</h1>\n\n## B', []],
    'or a title in the frontmatter': ['---\ntitle: A\n---\n\n## B', []],
    'none is told': ['## B\n\ntext', ['missing-title: ']],
    'none is told of a page with the name of its file further down': ['## A', ['missing-title: ']],
    'its file’s name may be it': ['# A', []],
    'an empty one is told by itself': ['#', []],
    'nothing but text is told': ['text', ['missing-title: ']],
    'a second is told': ['# A\n\n# B\n\nC\n=\n', ['second-title: # B', 'second-title: C\n=']],
    'those in quotes and lists are others’': ['# A\n\n> # B\n\n- # C\n\n<details>\n\n</details>', []],
    'where only a quote has one, it is missing': ['> # B', ['missing-title: ']],
    'of frontmatter that is broken nobody knows': ['---\ntitle: [\n---\n\ntext', []],
  }
  for (const [name, [text, found]] of Object.entries(cases)) {
    test(name, async () => expect(await judged(text, /-title$/)).toStrictEqual(found))
  }

  for (const file of ['_note.md', 'includes/note.md', 'note.partial.md', 'issue-template.md']) {
    test(`${file} is a part of pages, and needs none`, async () =>
      expect(await judged('text', /missing-title/, file)).toStrictEqual([]))
  }

  test('where five pages of a folder have none, and most of it, it is told once', async () => {
    const untitled = ['a', 'b', 'c', 'd', 'e'].map((name) => [`x/${name}.md`, 'text'])
    const few = Object.fromEntries(untitled.slice(1))
    expect(await told(few, /missing-title/)).toHaveLength(4)
    expect(await told(Object.fromEntries(untitled), /missing-title/)).toStrictEqual(['missing-title x/a.md: '])
    const [found] = (await findIn(Object.fromEntries(untitled))).filter(({ code }) => code.endsWith('missing-title'))
    expect(found?.hint).toMatch(/; so are 4 other pages beside it$/)
    const titled = ['f', 'g', 'h', 'i', 'j'].map((name) => [`x/${name}.md`, '# T'])
    expect(await told(Object.fromEntries([...untitled, ...titled]), /missing-title/)).toHaveLength(5)
  })

  test('of MDX that is broken nobody knows', async () =>
    expect(await judged('<a', /-title$/, 'a.mdx')).toStrictEqual([]))
})

describe('Levels of headings have no gaps', () => {
  const cases: Record<string, [text: string, found: string[]]> = {
    'down one by one, up at once': ['# A\n\n## B\n\n### C\n\n#### D\n\n## E', []],
    'from 2 to 4, where 3 stands elsewhere': [
      '# A\n\n## B\n\n#### C\n\n##### D\n\n## E\n\n### F',
      ['heading-level: #### C'],
    ],
    'from 2 to 4, where no page has 3': ['# A\n\n## B\n\n#### C\n\n##### D', []],
    'from the title to 3': ['# A\n\n### B\n\n### C\n\n## D', ['heading-level: ### B']],
    'the first heading under a title in the frontmatter': ['---\ntitle: A\n---\n\n### B\n\n## C\n\n### D', []],
    'those after it count': ['---\ntitle: A\n---\n\n## B\n\n#### C\n\n### D', ['heading-level: #### C']],
    'a level that mostly leaves one out is how the page is written': [
      '# A\n\n## B\n\n#### C\n\n#### D\n\n## E\n\n### F\n\n#### G\n\n## H\n\n#### I',
      [],
    ],
    'a level that rarely does is not': [
      '# A\n\n## B\n\n### C\n\n#### D\n\n#### E\n\n## F\n\n#### G',
      ['heading-level: #### G'],
    ],
    'those in quotes do not count': ['# A\n\n> #### B\n\n## C\n\n- #### D', []],
  }
  for (const [name, [text, found]] of Object.entries(cases)) {
    test(name, async () => expect(await judged(text, /heading-level/)).toStrictEqual(found))
  }
})

test('a heading has a text, or an image', async () => {
  expect(await judged('# A\n\n##\n\n## ##\n\n## ![x](y.png)\n\n## `c`', /empty-heading/)).toStrictEqual([
    'empty-heading: ##',
    'empty-heading: ## ##',
  ])
})

describe('An alert', () => {
  test('of one of the five kinds is right, and so is any other quote', async () => {
    expect(
      await judged('# A\n\n> [!NOTE]\n> b\n\n> [!tip]\n> b\n\n> [!NOTICE] b\n\n> [x]\n> b', /alert/),
    ).toStrictEqual([])
  })

  const cases: [kind: string, hint: string, mended: string][] = [
    ['NOTES', 'Did you mean `NOTE`?', 'NOTE'],
    ['Warnnig', 'Did you mean `WARNING`?', 'WARNING'],
    ['NOTICE', 'Did you mean `NOTE`?', 'NOTICE'],
    ['DANGER', 'Did you mean `CAUTION`?', 'DANGER'],
    ['IMPORTNAT', 'Did you mean `IMPORTANT`?', 'IMPORTANT'],
    ['constructor', 'It is shown as a plain quote', 'constructor'],
  ]
  for (const [kind, hint, right] of cases) {
    test(`of the kind ${kind} is told`, async () => {
      const text = `# A\n\n- b\n\n  > [!${kind}]\n  > c\n`
      expect(await judged(text, /alert/)).toStrictEqual([`unknown-alert: [!${kind}]`])
      const [found] = (await findIn({ 'a.md': text })).filter(({ code }) => code.endsWith('alert'))
      expect(found?.hint).toBe(hint)
      expect(await mended({ 'a.md': text }, 'a.md', /alert/)).toBe(text.replace(kind, right))
    })
  }
})

test('what could not be read is told with the codes of its own', async () => {
  const files = {
    'README.md': '# A\n\n<script>b</script>',
    'b.md': '---\norder: two\n---\n# B\n',
    'c.mdx': '<c',
    'd.md': '# D',
    'd/README.md': '# Another D',
  }
  const found = (await findIn(files)).map(({ code, file, severity }) => `${code} ${file} ${severity}`)
  for (const expected of [
    'structure/dropped-html guidebooks/README.md warning',
    'structure/frontmatter-value guidebooks/b.md info',
    'structure/mdx guidebooks/c.mdx error',
    'structure/duplicate-address guidebooks/d.md warning',
  ]) {
    assert.ok(found.includes(expected), `${expected} in ${found.join(', ')}`)
  }
})
