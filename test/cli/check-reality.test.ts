import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { check, project } from './checked-project.ts'

/** What `waymark check --format json` tells, in its order. */
async function told(root: string, ...args: string[]): Promise<{ code: number | null; findings: Told[] }> {
  const { code, stdout } = await check(root, '--no-cache', '--format', 'json', ...args)
  const { findings } = JSON.parse(stdout)
  return { code, findings }
}

interface Told {
  code: string
  file: string
  line: number
  column: number
  message: string
  hint?: string
}

/** Line and column of a text in a file. */
function placeOf(text: string, what: string): { line: number; column: number } {
  const before = text.slice(0, text.indexOf(what))
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}

describe('The DocuSeal case: pages say `docs.`, the router says `sign.`', () => {
  const compose = readFileSync(fileURLToPath(new URL('../../guidebooks/fsm/compose.yaml', import.meta.url)), 'utf8')
  const pages = {
    'README.md':
      '# Gigafibre FSM\n\n## Services\n\n| Service | Host | For |\n| --- | --- | --- |\n| ERPNext | erp.gigafibre.ca | Customers, billing, tickets |\n| DocuSeal | docs.gigafibre.ca | Signatures |\n| targo-hub | msg.gigafibre.ca | Messages |\n',
    'docs/README.md':
      '# Services\n\n```text\nTraefik\n├─ ERPNext (erp.gigafibre.ca)\n├─ DocuSeal (docs.gigafibre.ca) → Contract e-signature\n└─ Hub (msg.gigafibre.ca)\n```\n',
    'docs/architecture/overview.md':
      '# Overview\n\n- **DocuSeal** at <https://docs.gigafibre.ca>: a contract is signed there.\n- **Hub** at `msg.gigafibre.ca`.\n',
  }

  test('is three findings, each at its place and with the right host; with `sign.` written there is none', async () => {
    const { code, findings } = await told(
      project({ ...pages, 'apps/compose.yaml': compose, 'waymark.yaml': 'guidebooks: .\n' }),
      '--only',
      'hosts',
    )
    expect(findings.map(({ code, file, line, column }) => ({ code, file, line, column }))).toStrictEqual(
      Object.entries(pages).map(([file, text]) => ({
        code: 'hosts/conflict',
        file,
        ...placeOf(text, 'docs.gigafibre.ca'),
      })),
    )
    for (const { message, hint } of findings) {
      expect(message).toBe('Unexpected host `docs.gigafibre.ca` of `docuseal`, expected `sign.gigafibre.ca`')
      expect(hint).toContain(`apps/compose.yaml:${placeOf(compose, 'sign.gigafibre.ca').line}`)
    }
    expect(code).toBe(1)

    const right = Object.fromEntries(
      Object.entries(pages).map(([file, text]) => [file, text.replace('docs.gigafibre.ca', 'sign.gigafibre.ca')]),
    )
    const mended = project({ ...right, 'apps/compose.yaml': compose, 'waymark.yaml': 'guidebooks: .\n' })
    expect(await told(mended, '--only', 'hosts')).toStrictEqual({ code: 0, findings: [] })
  })
})

describe('A history of hosts', () => {
  const router = (name: string, host: string) =>
    `  ${name}:\n    image: acme/${name}:1.2\n    labels:\n      - traefik.http.routers.${name}.rule=Host(\`${host}\`)\n`
  const routers = (...some: string[]) => `services:\n${some.join('')}`
  const [ops, hub] = [router('ops', 'ops.acme.dev'), router('hub', 'hub.acme.dev')]
  const rows = '| Service | Host |\n| --- | --- |\n'
  let repository: TestRepository

  beforeEach(() => {
    repository = new TestRepository()
  })
  afterEach(() => repository.remove())

  const hosts = async () => (await told(repository.root, '--only', 'hosts')).findings.filter(isHeld)
  const isHeld = ({ code }: Told) => /^hosts\/(?:conflict|removed|retired)$/.test(code)

  test('that moved to another service convicts the page that has the old one', async () => {
    const page = `# Platform\n\n${rows}| Outline | wiki.acme.dev |\n| Ops | ops.acme.dev |\n`
    const file = 'deploy/compose.yaml'
    repository.write({ 'guidebooks/README.md': page, [file]: routers(router('outline', 'wiki.acme.dev'), ops, hub) })
    repository.commit('before', '2026-01-01')
    expect(await hosts()).toStrictEqual([])
    repository.write({ [file]: routers(router('outline', 'notes.acme.dev'), ops, hub) }).commit('move', '2026-02-01')
    const findings = await hosts()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ file: 'guidebooks/README.md', ...placeOf(page, 'wiki.acme.dev') })
    expect(findings[0]).toMatchObject({
      code: 'hosts/conflict',
      message: 'Unexpected host `wiki.acme.dev` of `outline`, expected `notes.acme.dev`',
    })
  })

  test('whose router a commit took out convicts the page that still sends readers there', async () => {
    const page = '# Wiki\n\nOpen <https://wiki.acme.dev/> and log in.\n'
    const file = 'deploy/compose.yaml'
    repository.write({
      'guidebooks/README.md': page,
      [file]: routers(router('outline', 'wiki.acme.dev'), router('chat', 'chat.acme.dev'), ops, hub),
    })
    repository.commit('before', '2026-01-01')
    repository.write({ [file]: routers(router('chat', 'chat.acme.dev'), ops, hub) }).commit('after', '2026-02-01')
    const findings = await hosts()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ code: 'hosts/removed', ...placeOf(page, 'wiki.acme.dev') })
    expect(JSON.stringify(findings[0])).toContain('2026-02-01')

    // The same while nothing is committed, and nothing where the text says so.
    repository.write({ [file]: routers(ops, hub, router('pad', 'pad.acme.dev')) })
    repository.write({ 'guidebooks/README.md': '# Chat\n\nOpen <https://chat.acme.dev/>.\n' })
    expect((await hosts()).map(({ code }) => code)).toStrictEqual(['hosts/removed'])
    repository.write({ 'guidebooks/README.md': '# Chat\n\nUntil May it was at chat.acme.dev.\n' })
    expect(await hosts()).toStrictEqual([])
  })

  test('that its service has retired convicts the page that still names it', async () => {
    const services = (retired: string) => `services:\n  outline:\n    hosts: [notes.acme.dev]\n${retired}`
    repository.write({
      'guidebooks/README.md': '# Wiki\n\nOpen <https://wiki.acme.dev/>.\n',
      'guidebooks/services.yaml': services('    retired: [wiki.acme.dev]\n'),
      'deploy/compose.yaml': routers(router('outline', 'notes.acme.dev'), ops, hub),
    })
    repository.commit('after', '2026-02-01')
    expect((await hosts()).map(({ code, line }) => ({ code, line }))).toStrictEqual([
      { code: 'hosts/retired', line: 3 },
    ])
  })
})

describe('A change under alerts', () => {
  const settings = 'site: https://docs.example.org/ops/\nrepository:\n  url: https://gitea.example.org/acme/shop\n'
  const rule = (name: string, url: string) =>
    `      - alert: ${name}\n        expr: up == 0\n        annotations:\n          runbook_url: ${url}\n`
  const rules = (...urls: string[]) =>
    `groups:\n  - name: shop\n    rules:\n${urls.map((url, index) => rule(`ShopAlert${index + 1}`, url)).join('')}`
  const steps = 'Look at the queue.\n\nRestart the workers, one after the other.\n\nWait for a minute.\n'
  const shop = (heading: string) => `# Shop\n\nWhat it is.\n\n## ${heading}\n\n${steps}\n## Contacts\n\nNobody.\n`
  const file = 'guidebooks/shop/check-out.md'
  const rename = { [file]: shop('Orders are stuck') }
  const move = { [file]: undefined, 'guidebooks/shop/orders.md': shop('Orders wait') }
  const onSite = 'https://docs.example.org/ops/shop/check-out/'
  const onForge = 'https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop/check-out.md'
  let repository: TestRepository
  const read = (name: string) => readFileSync(path.join(repository.root, name), 'utf8')

  beforeEach(() => {
    repository = new TestRepository()
  })
  afterEach(() => repository.remove())

  /** Commits a shop with these rules, and the change. */
  function change(urls: string[], files: Record<string, string | undefined>): void {
    repository
      .write({
        'waymark.yaml': settings,
        'guidebooks/README.md': '# Guidebooks\n\n- [Shop](shop/README.md)\n- [Check-out](shop/check-out.md)\n',
        'guidebooks/shop/README.md': '# The shop\n',
        [file]: shop('Orders wait'),
        'deploy/alerts.yaml': rules(...urls),
      })
      .commit('before', '2026-01-01')
    repository.write(files).commit('after', '2026-02-01')
  }

  test('that renames a heading fails by itself, with the file and line of the rule and the new name', async () => {
    change([`${onSite}#orders-wait`], rename)
    const { code, findings } = await told(repository.root, '--since', 'HEAD~1')
    expect(code).toBe(1)
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({ code: 'alerts/missing-section', file: 'deploy/alerts.yaml', line: 7 })
    expect(findings[0]?.hint).toContain(`Did you mean \`${onSite}#orders-are-stuck\`?`)
    expect(findings[0]?.hint).toContain('the section `Orders wait` of `guidebooks/shop/check-out.md`')
  })

  test.each([
    ['on the site', onSite],
    ['on the forge', onForge],
    ['as a path', file],
  ])('that renames a heading is mended in the one rule that has its address %s', async (_, url) => {
    change([`${url}#orders-wait`], rename)
    expect((await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')).code).toBe(0)
    expect(read('deploy/alerts.yaml')).toBe(rules(`${url}#orders-are-stuck`))
    expect(read(file)).toBe(rename[file])
  })

  test('that renames a heading under several rules is mended by an anchor, once', async () => {
    const urls = [`${onSite}#orders-wait`, `${onForge}#orders-wait`, `${onSite}#Orders-Wait`]
    change(urls, rename)
    await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')
    expect(read('deploy/alerts.yaml')).toBe(rules(...urls))
    expect(read(file)).toBe(shop('Orders are stuck').replace('## Orders', '<a id="orders-wait"></a>\n\n## Orders'))
    expect((await told(repository.root, '--only', 'alerts,structure')).findings).toStrictEqual([])
  })

  test('that renames it twice, and writes other steps, is told and left to somebody', async () => {
    change([`${onSite}#orders-wait`], rename)
    repository.write({ [file]: shop('Orders do not move') }).commit('again', '2026-02-02')
    await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')
    expect(read('deploy/alerts.yaml')).toBe(rules(`${onSite}#orders-do-not-move`))

    const other = shop('Invoices').replace(steps, 'Print them.\n')
    repository.write({ [file]: other }).commit('another', '2026-02-03')
    const { code } = await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')
    expect(code).toBe(1)
    expect(read('deploy/alerts.yaml')).toBe(rules(`${onSite}#orders-do-not-move`))
    expect(read(file)).toBe(other)
  })

  test('that moves a page is mended in the one rule that leads there', async () => {
    change([`${onSite}#contacts`], move)
    expect((await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')).code).toBe(0)
    expect(read('deploy/alerts.yaml')).toBe(rules('https://docs.example.org/ops/shop/orders/#contacts'))
  })

  test.each([
    ['without frontmatter', '', '---\naliases: [/shop/check-out/]\n---\n\n'],
    ['with other frontmatter', '---\nowner: Shop\n---\n\n', '---\nowner: Shop\naliases: [/shop/check-out/]\n---\n\n'],
    ['with a list of aliases', '---\naliases: [/a/]\n---\n\n', '---\naliases: [/a/, /shop/check-out/]\n---\n\n'],
    [
      'with items of aliases',
      '---\naliases:\n  - /a/\nowner: Shop\n---\n\n',
      '---\naliases:\n  - /a/\n  - /shop/check-out/\nowner: Shop\n---\n\n',
    ],
  ])('that moves a page %s under several rules is mended by an alias, once', async (_, before, after) => {
    const urls = [onSite, `${onSite}#contacts`]
    change(urls, {})
    repository.write({ [file]: before + shop('Orders wait') }).commit('frontmatter', '2026-01-15')
    const moved = 'guidebooks/shop/orders.md'
    repository
      .write({
        [file]: undefined,
        [moved]: before + shop('Orders wait'),
        'guidebooks/README.md': '# Guidebooks\n\n- [Shop](shop/README.md)\n- [Orders](shop/orders.md)\n',
      })
      .commit('move', '2026-02-01')
    await check(repository.root, '--only', 'alerts', '--fix', '--no-cache')
    expect(read(moved)).toBe(after + shop('Orders wait'))
    expect(read('deploy/alerts.yaml')).toBe(rules(...urls))
    expect((await told(repository.root, '--only', 'alerts,structure')).findings).toStrictEqual([])
  })
})
