import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { Check } from '../../../checks/check.ts'
import { commands } from '../../../checks/commands/commands.ts'
import { links } from '../../../checks/links/links.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import { TestRepository } from '../test-repository.ts'
import { checkFolder } from './project-files.ts'

const home = `# Home

[Shop](shop.md), [slow](shop.md#shopslow), [its note](shop.md#user-content-fn-1), [its script](../scripts/run.sh),
[a line of it](old.md?plain=1#L3), [state](status:shop), [old](old.md), [other](https://example.net/)
`
const shop = `# Shop

See [Home](README.md), [old](old.md) and its note[^1].

\`\`\`sh
make deploy
scripts/run.sh
\`\`\`

## ShopSlow

\`make nothing\`

[^1]: So it is.
`
const old = '# Old\n\n[Shop](shop.md)\n\n<a id="here"></a>\n'
const bare = '# Bare\n\n[here](old.md#here), [old](/old/), [script](../scripts/run.sh)\n'

function madeRepository(): TestRepository {
  const one = new TestRepository()
  one.write({ 'compose.yaml': 'services:\n  before:\n    image: acme/before:1\n' })
  one.commit('before', '2025-12-01')
  one.write({
    'compose.yaml': undefined,
    'waymark.yaml': 'site: https://docs.acme.dev\n',
    'scripts/run.sh': 'echo\n',
    Makefile: 'deploy:\n\techo\nnothing:\n\techo\n',
    'guidebooks/README.md': home,
    'guidebooks/shop.md': shop,
    'guidebooks/old.md': old,
    'guidebooks/bare.md': bare,
    'guidebooks/services.yaml': 'services:\n  shop:\n    hosts: [shop.acme.dev]\n',
  })
  one.commit('first', '2026-01-01')
  return one
}

const original = madeRepository()
afterAll(() => original.remove())
const made: TestRepository[] = []
afterEach(() => {
  for (const one of made.splice(0)) one.remove()
})

function repository(): TestRepository {
  const one = new TestRepository(original)
  made.push(one)
  return one
}

/** Caches as builds have them, one for all of a run and one for single pages. */
class Caches {
  readonly cache = new MemoryCache()
  readonly pages = new MemoryCache()
}

/** What is told and held, and how many pages each check was asked about. */
async function told(one: TestRepository, caches: Caches = new Caches()) {
  const looked: Record<string, number> = {}
  const checks = [links, commands].map((check): Check => {
    return {
      ...check,
      checkAll: (input, context) => {
        looked[check.name] = (looked[check.name] ?? 0) + input.pages.length
        return check.checkAll?.(input, context) ?? []
      },
    }
  })
  const notes: string[] = []
  const context = { ...caches, note: (text: string) => void notes.push(text) }
  const { ungrouped, claims } = await checkFolder(one.root, { checks, claims: true, context })
  return { held: { ungrouped, pages: claims?.pages, notes }, looked }
}

/** Each changes what is held of some page, and of others it may. */
const edits: Readonly<Record<string, (one: TestRepository) => void>> = {
  'the text of a page': (one) => one.write({ 'guidebooks/old.md': `${old}\nMore.\n` }),
  'a link on a page': (one) => one.write({ 'guidebooks/bare.md': bare.replace('#here', '') }),
  'a command on a page': (one) => one.write({ 'guidebooks/shop.md': shop.replace('make nothing', 'make deploy') }),
  'a heading that another page links to': (one) =>
    one.write({ 'guidebooks/shop.md': shop.replace('## ShopSlow', '## Slow') }),
  'a footnote that another page links to': (one) =>
    one.write({ 'guidebooks/shop.md': shop.replaceAll('[^1]', '[^2]') }),
  'an anchor that another page links to': (one) => one.write({ 'guidebooks/old.md': old.replace('here', 'there') }),
  'how many lines a page has': (one) => one.write({ 'guidebooks/old.md': '# Old\n<a id="here"></a>\n' }),
  'where a page stood before': (one) => one.write({ 'guidebooks/old.md': `---\naliases: [/older/]\n---\n${old}` }),
  'a page that becomes a draft': (one) => one.write({ 'guidebooks/old.md': `---\ndraft: true\n---\n${old}` }),
  'a page that goes': (one) => one.write({ 'guidebooks/bare.md': undefined }),
  'a page that others link to, and that goes': (one) => one.write({ 'guidebooks/old.md': undefined }),
  'a page that is new': (one) => one.write({ 'guidebooks/new.md': '# New\n\n[Home](README.md)\n' }),
  'a file that pages link to, and that goes': (one) => one.write({ 'scripts/run.sh': undefined }),
  'what commands name': (one) => one.write({ Makefile: 'deploy:\n\techo\n' }),
  'the services': (one) => one.write({ 'guidebooks/services.yaml': 'services:\n  wiki:\n    hosts: [w.acme.dev]\n' }),
  'the settings': (one) => one.write({ 'waymark.yaml': 'checks:\n  links:\n    ignore: ["https://example.net/**"]\n' }),
  'what git holds': (one) => {
    one.git('rm', '-q', '--cached', 'Makefile')
    one.write({ '.gitignore': 'Makefile\n' })
  },
}

describe('What is held of a page that is as it was', () => {
  test('is told without asking for it again', async () => {
    const one = repository()
    const caches = new Caches()
    const first = await told(one, caches)
    expect(first.held.ungrouped).toStrictEqual([])
    expect(first.looked).toStrictEqual({ links: 4, commands: 4 })
    const again = await told(one, caches)
    expect(again.looked).toStrictEqual({})
    expect(again.held).toStrictEqual(first.held)
  })

  test('is asked for of the pages alone that were edited, and of those that link to lines', async () => {
    const one = repository()
    const caches = new Caches()
    await told(one, caches)
    one.write({ 'guidebooks/bare.md': `${bare}\n[Home](README.md)\n` })
    const { held, looked } = await told(one, caches)
    expect(looked).toStrictEqual({ links: 2, commands: 1 })
    expect(held).toStrictEqual((await told(one)).held)
  })

  for (const [what, edit] of Object.entries(edits)) {
    test(`is what a first run tells after a change of ${what}, and when that is taken back`, async () => {
      const one = repository()
      const caches = new Caches()
      const before = await told(one, caches)
      edit(one)
      const after = await told(one, caches)
      expect(after.held).toStrictEqual((await told(one)).held)
      expect(after.held).not.toStrictEqual(before.held)
      one.git('reset', '-q', '--hard')
      one.git('clean', '-qfd')
      expect((await told(one, caches)).held).toStrictEqual(before.held)
    })
  }
})
