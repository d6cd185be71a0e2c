import { describe, expect, test } from 'vitest'
import { pageOf } from './written-page.ts'

/** The links of a table's only row, each with where it stands. */
function linksIn(row: string): string[] {
  const text = `Before.\n\n| a | b | c |\n| --- | --- | --- |\n${row}\n\n[after](after.md)\n`
  const links = pageOf(text).links
  const after = links.pop()
  expect([after?.url, after?.line, after?.column]).toStrictEqual(['after.md', 7, 1])
  return links.map(({ url, line, column, endColumn }) => {
    expect(line).toBe(5)
    return `${url} ${column}-${endColumn}`
  })
}

describe('A bare address in a table ends with its cell, as on GitHub', () => {
  const cases: [row: string, links: string[]][] = [
    ['| https://a.example|up | |', ['https://a.example 3-20']],
    ['|https://a.example|https://b.example/x|', ['https://a.example 2-19', 'https://b.example/x 20-39']],
    ['| https://a.example/|up|https://c.example|', ['https://a.example/ 3-21', 'https://c.example 25-42']],
    ['| www.a.example|up |', ['http://www.a.example 3-16']],
    ['| a@b.example|up |', ['mailto:a@b.example 3-14']],
    ['| é https://a.example/é|up | https://b.example |', ['https://a.example/é 5-24', 'https://b.example 30-47']],
    ['| https://a.example:8080|up |', ['https://a.example:8080 3-25']],
    ['| https://a.example.|up |', ['https://a.example 3-20']],
    ['| https://a.example/x\\|y | up |', ['https://a.example/x|y 3-25']],
    ['| [x](https://a.example/x\\|y) | up |', ['https://a.example/x|y 3-30']],
    ['| https://a.example | up |', ['https://a.example 3-20']],
    ['| `https://a.example` | up |', []],
  ]
  for (const [row, expected] of cases) test(row, () => expect(linksIn(row)).toStrictEqual(expected))

  test('outside of a table a | is part of it, as on GitHub', () => {
    expect(pageOf('See https://a.example/x|y\n').links.map(({ url }) => url)).toStrictEqual(['https://a.example/x|y'])
  })
})
