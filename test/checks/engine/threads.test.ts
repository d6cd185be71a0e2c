import { afterAll, assert, describe, expect, it } from 'vitest'
import { lintCodes, remarkRules } from '../../../checks/lint/rules.ts'
import { allCodes, checks } from '../../../checks/registry.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import { corpus } from '../lint/corpus.ts'
import { checkFiles, checkFolder, rows, writeProject } from './project-files.ts'
import { wordCheck } from './word-check.ts'

/** A tree in which every rule of one page finds something, and each other check too. */
const tree = {
  'waymark.yaml': `checks: { lint: { rules: { ${[...remarkRules.keys()].map((name) => `${name}: true`)} } } }`,
  ...Object.fromEntries(
    Object.entries(corpus).map(([name, text]) => [`guidebooks/corpus/${name.replaceAll(' ', '-')}.md`, text]),
  ),
  'guidebooks/README.md': '# Hub\n\n[x](nowhere.md)\n\n```mermaid\nflowchart LR\n  a[One --> b\n```\n',
  'guidebooks/services.yaml': 'services: { a: { probes: { b: { http: GET http://a.example/, expect: ["x +"] } } } }',
  'guidebooks/names/no--dash.md': '# A\n',
  'guidebooks/names/-outer.md': '# B\n',
  'guidebooks/names/irregular!.md': '# C\n',
  'guidebooks/names/ending.MD': '# D\n',
  'guidebooks/names/comment.md': '# E\n\n<!--lint nonsense-->\n',
  'guidebooks/names/long.md': `# F\n\n${'word '.repeat(110_000)}\n`,
  'guidebooks/fields/README.md':
    '# G\n\n> **Statsu:** ✅ Active\n> **Last Updated:** 2026-13-40\n\n> [!NOTEE]\n> h\n\n#\n\n# I\n\n### J\n',
  'guidebooks/fields/status.md': '# K\n\n> **Status:** Perhaps\n> **Owner:** L\n',
  'guidebooks/fields/parameters.md': '---\nparameters: { node: {} }\n---\n\n# L\n\n```sh\nuptime\n```\n',
  'guidebooks/fields/no-title.md': 'm\n\n<details>\n\nn\n',
}

/** Those of `lint` and `structure` that no page has by its text alone: configuration, the disk, other pages, another day. */
const ofOthers = [
  ...['invalid-remarkrc', 'remarkrc-not-run', 'unknown-plugin', 'rule-failed'].map((name) => `lint/${name}`),
  ...['frontmatter', 'encoding', 'mdx', 'nesting', 'dropped-html', 'duplicate-address', 'taken-alias', 'unreadable'],
  ...['symlink-out', 'symlink-folder', 'too-large', 'breadcrumb-steps', 'breadcrumb-text', 'missing-breadcrumb'],
  ...['breadcrumb-target', 'future-date', 'outdated', 'review-due', 'one-way', 'missing-readme', 'orphan'],
  'duplicate-title',
  ...['frontmatter-value', 'symlink-hidden', 'git-ignored', 'unknown-syntax', 'failing-step'],
].map((code) => (code.includes('/') ? code : `structure/${code}`))

/** What these find rests on other files of the repository, which there are none of here. */
const ofRepository = new Set(['hosts', 'alerts', 'commands', 'values'])

describe('Pages that are checked in threads', () => {
  const { root, remove } = writeProject(tree)
  afterAll(remove)
  const run = (threads: number, cache = new MemoryCache()) =>
    checkFolder(root, { checks, context: { cache }, threadsFor: () => threads })

  it('have every finding that they have without, from the cache too', async () => {
    const cache = new MemoryCache()
    const [without, within, again] = [await run(0), await run(2, cache), await run(0, cache)]
    expect(within.findings).toStrictEqual(without.findings)
    expect(again.findings).toStrictEqual(without.findings)
    expect(within.snapshot.input.pages).toStrictEqual(without.snapshot.input.pages)
    const told = new Set(without.findings.map(({ code }) => code))
    const silent = Object.keys({ ...lintCodes, ...structure.codes }).filter((code) => !told.has(code))
    expect(
      silent.filter((code) => !ofOthers.includes(code)),
      'every rule of a page finds something',
    ).toStrictEqual([])
    expect(ofOthers.filter((code) => !Object.hasOwn(allCodes(), code))).toStrictEqual([])
    for (const { name } of checks.filter((check) => !ofRepository.has(check.name)))
      assert.ok(
        without.findings.some(({ check }) => check === name),
        name,
      )
  })

  it('are so for each check by itself', async () => {
    for (const check of checks) {
      const ask = (threads: number) => checkFolder(root, { checks: [check], threadsFor: () => threads })
      expect((await ask(2)).findings, check.name).toStrictEqual((await ask(0)).findings)
    }
  })

  it('are not where a check is one that threads do not know', async () => {
    const files = { 'guidebooks/a.md': 'bad', 'guidebooks/b.md': 'worse' }
    const found = await checkFiles(files, { checks: [wordCheck], threadsFor: () => 2 })
    expect(rows(found)).toStrictEqual(['guidebooks/a.md:1:1 warning lint/bad', 'guidebooks/b.md:1:1 error lint/worse'])
  })
})
