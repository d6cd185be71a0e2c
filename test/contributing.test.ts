import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'

/** What newcomers are told. Paths in their code are relative to the repository, links to the file. */
const documents = ['.github/CONTRIBUTING.md', 'guidebooks/waymark/architecture.md']
const scripts: Record<string, string> = JSON.parse(readFileSync('package.json', 'utf8')).scripts
const steps = Array.from(readFileSync('test/all.ts', 'utf8').matchAll(/^ {2}(\w+): \{/gm), ([, name]) => name)

for (const document of documents)
  describe(document, () => {
    const text = readFileSync(document, 'utf8')
    const code = Array.from(
      text.matchAll(/`([^`\n]+)`|^(?: {3})?((?:npm|npx|node|git) .*)$/gm),
      ([, span, line]) => span ?? line ?? '',
    )

    test('names paths that are there', () => {
      const words = code.flatMap((one) => one.split(/\s+/))
      const paths = words.filter((word) => /^(?:src|checks|test|guidebooks|\.ci|\.github|\.vscode)\/./.test(word))
      expect(paths.filter((one) => !existsSync(one))).toStrictEqual([])
      assert.ok(paths.length > 2, 'there are some')
    })

    test('links to files that are there', () => {
      const links = Array.from(text.matchAll(/\]\(([^)#\s]+)/g), ([, link = '']) => link).filter(
        (link) => !/^\w+:/.test(link),
      )
      expect(links.filter((link) => !existsSync(path.join(path.dirname(document), link)))).toStrictEqual([])
      assert.ok(links.length > 2, 'there are some')
    })

    test('names commands that are there', () => {
      const run = code.flatMap((one) => /^npm (?:run )?([a-z]+)/.exec(one)?.[1] ?? []).filter((name) => name !== 'pack')
      expect(run.filter((name) => scripts[name] === undefined)).toStrictEqual([])
      const named = code.flatMap((one) => /^npm test -- ([a-z ]+)$/.exec(one)?.[1]?.split(' ') ?? [])
      expect(named.filter((name) => !steps.includes(name))).toStrictEqual([])
    })
  })

test('the steps of the tests are found', () => {
  expect(steps).toContain('unit')
  expect(steps).toContain('browser')
})
