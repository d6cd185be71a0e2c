import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { alerts } from '../../../checks/alerts/alerts.ts'
import type { Check } from '../../../checks/check.ts'
import { commands } from '../../../checks/commands/commands.ts'
import { diagrams } from '../../../checks/diagrams/diagrams.ts'
import { hosts } from '../../../checks/hosts/hosts.ts'
import { links } from '../../../checks/links/links.ts'
import { services } from '../../../checks/services/services.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { values } from '../../../checks/values/values.ts'
import { FileCache, MemoryCache } from '../../../src/files/section-cache.ts'
import { fetchWhole, partialClone, TestRepository } from '../test-repository.ts'
import { type CheckedProject, checkFolder } from './project-files.ts'

const checks: readonly Check[] = [structure, links, diagrams, services, hosts, alerts, commands, values]

const made: TestRepository[] = []
const folders: string[] = []
afterEach(() => {
  for (const repository of made.splice(0)) repository.remove()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A file for a cache, which is read anew for each run. */
function cacheFile(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-kept-'))
  folders.push(folder)
  return path.join(folder, 'check.json')
}

const compose = (host: string) =>
  `services:\n  shop:\n    image: acme/shop:1.2\n    labels:\n      - traefik.http.routers.shop.rule=Host(\`${host}\`)\n`
const rules = (name: string) =>
  `groups:\n  - name: shop\n    rules:\n      - alert: ${name}\n        expr: up == 0\n        annotations:\n          runbook_url: https://docs.acme.dev/shop/\n`
const page = `# Shop

The shop is at https://shop.acme.dev and the wiki at https://wiki.acme.dev.

The version is [1.2](../version.toml#/version).

Run \`scripts/gone.sh\` first.

\`\`\`sh
make deploy
\`\`\`

## ShopSlow

\`\`\`sh
git clone https://git.acme.dev/acme/tools.git
make nothing
\`\`\`

\`\`\`mermaid
flowchart LR
  a --> b
\`\`\`
`
const home = `# Home

**Last Updated**: 2026-02-01

[Shop](shop.md), [slow](shop.md#shopslow), [gone](gone.md), [its script](../scripts/run.sh), [state](status:shop)
`

/** A repository whose pages say several things that are not so. */
function madeRepository(): TestRepository {
  const one = new TestRepository()
  one.write({
    'compose.yaml': compose('old.acme.dev'),
    'rules.yaml': rules('ShopSlow'),
    'scripts/gone.sh': 'echo\n',
    Makefile: 'deploy:\n\techo\nnothing:\n\techo\n',
  })
  one.commit('first', '2026-01-01')
  one.write({
    'waymark.yaml':
      'site: https://docs.acme.dev\nchecks:\n  hosts:\n    zones: [acme.dev]\n    severity: { unknown: warning }\n',
    'guidebooks/README.md': home,
    'guidebooks/old.md': '# Old\n\n**Last Updated**: 2024-01-01\n',
    'scripts/run.sh': 'echo\n',
    'guidebooks/shop.md': page,
    'compose.yaml': compose('shop.acme.dev'),
    'rules.yaml': rules('ShopDown'),
    'scripts/gone.sh': undefined,
    'version.toml': 'version = "1.3"\n',
    Makefile: 'build:\n\techo\n',
  })
  one.commit('second', '2026-02-01')
  return one
}

const original = madeRepository()
afterAll(() => original.remove())

/** A copy of it for one test. */
function repository(): TestRepository {
  const one = new TestRepository(original)
  made.push(one)
  return one
}

type Edit = (one: TestRepository) => unknown

/** What may change, beside the pages that name it. Each changes what is found. */
const edits: Readonly<Record<string, Edit>> = {
  'a page': (one) => one.write({ 'guidebooks/shop.md': page.replace('wiki.acme', 'docs.acme') }),
  'a heading that a page links to': (one) =>
    one.write({ 'guidebooks/shop.md': page.replace('## ShopSlow', '## Slow shop') }),
  'a page that goes': (one) => one.write({ 'guidebooks/old.md': undefined }),
  'a page that others link to, and that goes': (one) => one.write({ 'guidebooks/shop.md': undefined }),
  'a page that is there again': (one) => one.write({ 'guidebooks/gone.md': '# Gone\n' }),
  'a page that becomes a draft': (one) => one.write({ 'guidebooks/shop.md': `---\ndraft: true\n---\n${page}` }),
  'a comment that hides what is found': (one) =>
    one.write({ 'guidebooks/README.md': home.replace('[Shop]', '<!-- waymark-ignore links/missing-file -->\n[Shop]') }),
  'the title of a page': (one) => one.write({ 'guidebooks/old.md': '# Shop\n\n[Home](../)\n' }),
  'a diagram': (one) => one.write({ 'guidebooks/shop.md': page.replace('a --> b', 'a --> "b') }),
  'a file that a page links to, and that goes': (one) => one.write({ 'scripts/run.sh': undefined }),
  'how pages are read': (one) => one.write({ 'guidebooks/mkdocs.yml': 'site_name: Shop\ndocs_dir: .\n' }),
  'a page that is new': (one) => one.write({ 'guidebooks/b.md': '# B\n\nSee https://b.acme.dev.\n' }),
  'the setting of a check': (one) => one.write({ 'waymark.yaml': 'site: https://docs.acme.dev\n' }),
  'a manifest': (one) => one.write({ 'compose.yaml': compose('wiki.acme.dev') }),
  'a manifest that is new': (one) => one.write({ 'wiki/compose.yaml': compose('wiki.acme.dev') }),
  'a manifest that is broken': (one) => one.write({ 'compose.yaml': 'services:\n  a: "\n' }),
  'an alert rule': (one) => one.write({ 'rules.yaml': rules('ShopSlow') }),
  'a Makefile': (one) => one.write({ Makefile: 'deploy:\n\techo\n' }),
  'services.yaml': (one) =>
    one.write({ 'guidebooks/services.yaml': 'services:\n  wiki:\n    hosts: [wiki.acme.dev]\n' }),
  'a file whose value is shown': (one) => one.write({ 'version.toml': 'version = "1.2"\n' }),
  'a file whose value is shown, and that goes': (one) => one.write({ 'version.toml': undefined }),
  'a program that makes an alert': (one) => one.write({ 'alerts.py': 'make("ShopSlow")\n' }),
  'what git ignores': (one) => one.write({ '.gitignore': 'scripts/\n' }),
  'a file that is there again': (one) => one.write({ 'scripts/gone.sh': 'echo\n' }),
  'where it was cloned from': (one) => one.git('remote', 'add', 'origin', 'https://git.acme.dev/acme/tools.git'),
  'a commit': (one) => {
    one.write({ Makefile: 'b:\n\techo\n', 'guidebooks/shop.md': page.replace('make deploy', 'make build') })
    one.commit('third')
  },
  'a name that is staged': (one) => {
    one.write({ 'guidebooks/shop.md': page.replace('scripts/gone.sh', 'version.toml') })
    one.git('mv', 'version.toml', 'release.toml')
  },
}

/** What is told, with its fixes and hints, and what is held; by what a cache in a file knows, where there is one. */
async function told(one: TestRepository, file: string | undefined, asked: Partial<CheckedProject> = {}) {
  const notes: string[] = []
  const cache = file === undefined ? new MemoryCache() : await FileCache.open(file, 0)
  const context = { cache, note: (text: string) => void notes.push(text), ...asked.context }
  const { ungrouped, claims } = await checkFolder(one.root, { checks, claims: true, ...asked, context })
  if (cache instanceof FileCache) await cache.save()
  return { ungrouped, pages: claims?.pages, notes }
}

describe('What was found between pages is kept', () => {
  test('and not looked for again where nothing has changed', async () => {
    const one = repository()
    const cache = cacheFile()
    const looked: string[] = []
    const watched = checks.map((check): Check => {
      return {
        ...check,
        checkAll: (input, context) => {
          looked.push(check.name)
          return check.checkAll?.(input, context) ?? []
        },
      }
    })
    const first = await told(one, cache, { checks: watched })
    const all = checks.filter(({ keptBy }) => keptBy).map(({ name }) => name)
    expect(looked.filter((name) => name !== 'services')).toStrictEqual(all)
    looked.length = 0
    expect(first.ungrouped.map(({ code }) => code).sort()).toStrictEqual([
      'alerts/removed',
      'commands/removed-file',
      'hosts/unknown',
      'hosts/unknown',
      'links/missing-file',
      'links/unknown-status',
      'structure/orphan',
      'values/different',
    ])
    expect(await told(one, cache, { checks: watched })).toStrictEqual(first)
    expect(looked).toStrictEqual(['services'])
  })

  test('from one day to the next where it does not hang on the day', async () => {
    const one = repository()
    const cache = cacheFile()
    const on = (day: number) => ({ context: { now: () => Date.UTC(2026, 1, day) } })
    const codes = async (file: string | undefined, day: number) =>
      (await told(one, file, on(day))).ungrouped.map(({ code }) => code)
    expect(await codes(cache, 2)).toStrictEqual(await codes(undefined, 2))
    expect(await codes(cache, 20)).toStrictEqual(await codes(undefined, 20))
  })

  for (const [what, edit] of Object.entries(edits)) {
    test(`but found anew after a change of ${what}`, async () => {
      const one = repository()
      const cache = cacheFile()
      const before = await told(one, cache)
      edit(one)
      const after = await told(one, cache)
      expect(after).toStrictEqual(await told(one, undefined))
      expect(after).not.toStrictEqual(before)
    })
  }

  test('for all pages and for some, and for a commit, without one for another', async () => {
    const one = repository()
    const cache = cacheFile()
    const inScope = (file: string) => file !== 'guidebooks/shop.md'
    for (const asked of [{}, { inScope }, { since: 'HEAD~1' }, {}, { since: 'HEAD' }, { inScope }])
      expect(await told(one, cache, asked)).toStrictEqual(await told(one, undefined, asked))
  })

  test('but not where the clone lacked what git was asked for', async () => {
    const one = new TestRepository()
    made.push(one)
    const dated = (text: string) => `# Shop\n\n> **Last Updated:** 2026-01-01\n\n${text}\n`
    one.write({ 'docs/shop.md': dated('One.') }).commit('first', '2026-01-01')
    one.write({ 'docs/shop.md': dated('Two.') }).commit('second', '2026-06-01')
    const clone = partialClone(one)
    folders.push(clone)
    const cache = new MemoryCache()
    const codes = async () =>
      (await checkFolder(clone, { checks: [structure], context: { cache } })).findings.map(({ code }) => code)
    expect(await codes()).not.toContain('structure/outdated')
    fetchWhole(clone)
    expect(await codes()).toContain('structure/outdated')
  })

  test('whatever changes, in whichever order', async () => {
    const names = fc.constantFrom(...Object.keys(edits))
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(names, { minLength: 2, maxLength: 3 }), async (order) => {
        const one = repository()
        const cache = cacheFile()
        for (const name of order) {
          try {
            edits[name]?.(one)
          } catch {
            // What an earlier change has taken away is not there to be changed.
          }
          expect(await told(one, cache)).toStrictEqual(await told(one, undefined))
        }
      }),
      { numRuns: 5 },
    )
  })
})
