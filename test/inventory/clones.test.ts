import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { alerts } from '../../checks/alerts/alerts.ts'
import { hosts } from '../../checks/hosts/hosts.ts'
import { openProject } from '../../src/config/project.ts'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { inventoryOf } from '../../src/inventory/project-inventory.ts'
import { checkFolder } from '../checks/engine/project-files.ts'
import { TestRepository } from '../checks/test-repository.ts'

const made: TestRepository[] = []
afterAll(() => {
  for (const repository of made) repository.remove()
})

function repository(files: Record<string, string | undefined>): TestRepository {
  const one = new TestRepository().write(files)
  made.push(one)
  return one
}

async function inventory(root: string) {
  const { project, findings } = await openProject({ root })
  expect(findings).toStrictEqual([])
  return inventoryOf(project, { cache: new MemoryCache(), signal: new AbortController().signal }).read()
}

const compose = (host: string) =>
  `services:\n  shop:\n    image: acme/shop:1.2\n    labels: ["traefik.http.routers.shop.rule=Host(\`${host}\`)"]\n`

const pages = { 'guidebooks/README.md': '# Shop\n\n## Slow\n\nIt is at <https://old.acme.dev/>.\n' }

/** Two repositories side by side: one of pages, which names one of configuration. */
function pair(infrastructure: Record<string, string>, settings = '') {
  const other = repository(infrastructure)
  const own = repository(pages)
  const way = path.relative(own.root, other.root)
  own.write({ 'waymark.yaml': `inventory:\n  clones: ['${way}']\n${settings}` })
  return { own, other, way }
}

describe('Clones that `waymark.yaml` names', () => {
  test('say what runs as well, each entry with its clone, by their own examples of environments', async () => {
    const { own, way } = pair({
      'proxy/compose.yaml': compose(`shop.\${DOMAIN}`),
      'proxy/.env.example': 'DOMAIN=acme.dev\n',
      'tests/compose.yaml': compose('test.acme.dev'),
    })
    own.write({ 'compose.yaml': compose('own.acme.dev') })
    const { entries, files } = await inventory(own.root)
    expect(entriesOf(entries, 'host').map(({ host, file, clone }) => [host, file, clone])).toStrictEqual([
      ['own.acme.dev', 'compose.yaml', undefined],
      ['shop.acme.dev', `${way}/proxy/compose.yaml`, way],
    ])
    expect(files).toContain(`${way}/proxy/.env.example`)
  })

  test('have a past of their own', async () => {
    const { own, other, way } = pair({ 'compose.yaml': compose('old.acme.dev') })
    other.commit('first')
    other.write({ 'compose.yaml': compose('new.acme.dev') })
    other.commit('second', '2026-02-02')
    own.commit()
    const { past } = await inventory(own.root)
    expect((await past()).find('host', 'old.acme.dev')).toMatchObject({
      file: `${way}/compose.yaml`,
      day: '2026-02-02',
    })
    const { findings } = await checkFolder(own.root, { checks: [hosts] })
    expect(findings.map(({ code, file }) => [code, file])).toStrictEqual([['hosts/removed', 'guidebooks/README.md']])
  })

  test('have rules whose runbooks are pages here', async () => {
    const rule = (url: string) =>
      `groups:\n  - name: a\n    rules:\n      - alert: ShopSlow\n        expr: up == 0\n        annotations: { runbook_url: '${url}' }\n`
    const { own, way } = pair(
      { 'a.yaml': rule('https://docs.acme.dev/#slow'), 'b.yaml': rule('https://docs.acme.dev/#gone') },
      'site: https://docs.acme.dev/\n',
    )
    const { findings } = await checkFolder(own.root, { checks: [alerts] })
    expect(findings.map(({ code, file, line }) => [code, file, line])).toStrictEqual([
      ['alerts/missing-section', `${way}/b.yaml`, 6],
    ])
  })

  test('may be a folder that manifests were rendered into, although git ignores it', async () => {
    const own = repository({
      ...pages,
      '.gitignore': 'rendered/\n',
      'waymark.yaml': 'inventory:\n  clones: [rendered]\n  exclude: [rendered/old/**]\n',
      'rendered/compose.yaml': compose('shop.acme.dev'),
      'rendered/old/compose.yaml': compose('old.acme.dev'),
    })
    own.commit()
    const { entries } = await inventory(own.root)
    expect(entriesOf(entries, 'host').map(({ host, file }) => `${host} ${file}`)).toStrictEqual([
      'shop.acme.dev rendered/compose.yaml',
    ])
  })

  test('that are not there are told once, where they are named', async () => {
    const own = repository({ ...pages, 'waymark.yaml': 'inventory:\n  clones:\n    - ../not-cloned\n' })
    const { findings } = await checkFolder(own.root, { checks: [hosts] })
    expect(findings.map(({ code, file, line, message }) => [code, file, line, message])).toStrictEqual([
      [
        'inventory/unreadable',
        'waymark.yaml',
        3,
        'Unexpected `../not-cloned` in `inventory.clones`, expected a folder that is there',
      ],
    ])
  })

  test('are named relative to the project', async () => {
    const own = repository({ ...pages, 'waymark.yaml': 'inventory:\n  clones: [/etc]\n' })
    const { findings } = await openProject({ root: own.root })
    expect(findings.map(({ message }) => message)).toStrictEqual([
      'Unexpected `/etc`, expected a folder relative to the project’s root such as `../infrastructure`',
    ])
  })
})

test('rules of the repository outside of the project are held against its pages, too', async () => {
  const own = repository({
    'docs/guidebooks/README.md': '# Shop\n',
    'docs/waymark.yaml': 'site: https://docs.acme.dev/\n',
    'ops/rules.yaml':
      "groups:\n  - name: a\n    rules:\n      - alert: ShopSlow\n        expr: up == 0\n        annotations: { runbook_url: 'https://docs.acme.dev/gone/' }\n",
  })
  const { findings } = await checkFolder(path.join(own.root, 'docs'), { checks: [alerts] })
  expect(findings.map(({ code, file }) => [code, file])).toStrictEqual([['alerts/missing-page', '../ops/rules.yaml']])
})
