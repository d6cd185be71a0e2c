import { expect, test } from 'vitest'
import { type Unshown, unshownIn, unshownLines } from '../../src/site/unshown.ts'
import { pageOf } from '../guidebook/written-page.ts'

const inRoot = (file: string) => `docs/${file}`

test('HTML that is dropped is told by what it is, with the first place and the number', () => {
  const pages = [
    pageOf('# A\n\nRun <name> or <name>, <a target="_blank" href="x">there</a>.\n', 'a.md'),
    pageOf('<b style="x">c</b> <name>\n', 'b.md'),
  ]
  expect(unshownIn(pages, inRoot)).toStrictEqual([
    { name: '`<name>`', uses: 3, example: { file: 'docs/a.md', line: 3, column: 5 } },
    { name: '`style` of `<b>`', uses: 1, example: { file: 'docs/b.md', line: 1, column: 4 } },
  ])
})

test('A build tells of it in five lines at most, most used first, and of nothing in none', () => {
  const of = (name: string, uses: number): Unshown => ({
    name,
    uses,
    example: { file: `${name}.md`, line: 2, column: 3 },
  })
  expect(unshownLines([])).toStrictEqual([])
  expect(unshownLines([of('`<x>`', 1)])).toStrictEqual([
    '1 place has what the site does not show:',
    '  `<x>` at `<x>`.md:2:3',
    '  `waymark check --only structure` tells each place',
  ])
  expect(unshownLines(['a', 'b', 'c', 'd', 'e'].map((name, index) => of(name, index + 1)))).toStrictEqual([
    '15 places have what the site does not show:',
    '  e 5 times, such as at e.md:2:3',
    '  d 4 times, such as at d.md:2:3',
    '  c 3 times, such as at c.md:2:3',
    '  and 2 more; `waymark check --only structure` tells each place',
  ])
})

test('What a page’s author wrote does not steer the terminal', () => {
  const [, line] = unshownLines([{ name: '\u001b[2J', uses: 1, example: { file: 'a\u202e.md', line: 1, column: 1 } }])
  expect(line).toBe('  \uFFFD[2J at a\uFFFD.md:1:1')
})
