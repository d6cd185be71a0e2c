import { describe, expect, test } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { findIn, writtenInput } from './written-input.ts'

const text = '[a](gone.md) [b](generated/x.md) [c](http://) ![d](generated/e.png)\n'

async function found(ignore: string[]): Promise<string[]> {
  const result = await findIn({ 'docs/page.md': text }, { config: { checks: { links: { ignore } } } })
  return result.map(({ message }) => /`(.*?)`/.exec(message)?.[1] ?? '')
}

describe('What matches a pattern of `ignore` is not checked', () => {
  test('anywhere in the target', async () => {
    expect(await found([])).toStrictEqual(['gone.md', 'generated/x.md', 'http://', 'generated/e.png'])
    expect(await found(['generated'])).toStrictEqual(['gone.md', 'http://'])
    expect(await found(['^generated/.*\\.md$', '^http:'])).toStrictEqual(['gone.md', 'generated/e.png'])
  })

  test('what is no pattern of RE2 is told, and the others hold', async () => {
    const ignore = ['(', '^gone', '(?=x)', '(a)\\1']
    expect(await found(ignore)).toStrictEqual(['generated/x.md', 'http://', 'generated/e.png'])
    const { project } = writtenInput({}, { config: { checks: { links: { ignore } } } })
    const problems = (await links.checkSettings?.(project)) ?? []
    expect(problems.map(({ path, code }) => [path, code])).toStrictEqual(
      [0, 2, 3].map((index) => [['ignore', index], 'config/invalid-value']),
    )
  })

  test('a pattern that would never end elsewhere ends', async () => {
    const long = `[a](${'a'.repeat(50_000)}.md)`
    const ignore = ['(a+)+$', '(a|aa)*b$', '(.*a){20}$']
    const result = await findIn({ 'docs/page.md': long }, { config: { checks: { links: { ignore } } } })
    expect(result.length).toBe(1)
  })
})
