import { describe, expect, type TestContext, test } from 'vitest'
import { hosts } from '../../../checks/hosts/hosts.ts'
import { unresolved } from '../../../checks/hosts/unresolved.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { serveDns, type Zone } from '../../network/dns/dns-server.ts'
import { checkFiles, checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

const caddy = 'shop.acme.dev {\n}\nwiki.acme.dev {\n}\nmetrics.acme.dev {\n}\n'
const known: Zone = { 'acme.dev': '10.0.0.1', 'shop.acme.dev': '10.0.0.2', 'wiki.acme.dev': '10.0.0.3' }

const row = ({ file, line, column, code }: Finding) => `${file}:${line}:${column} ${code}`

/** Checks a page beside three routers, with a DNS server that knows a zone. */
async function ask(t: TestContext, page: string, zone: Zone, more: Record<string, string> = {}) {
  const { server, asked } = await serveDns(t, zone)
  const notes: string[] = []
  const files = {
    'guidebooks/README.md': `# Platform\n\n${page}\n`,
    'proxy/Caddyfile': caddy,
    'waymark.yaml': `checks:\n  hosts:\n    resolvers: ["${server}"]\n`,
    ...more,
  }
  const found = await checkFiles(files, {
    checks: [hosts],
    context: { resolve: {}, note: (text) => void notes.push(text) },
  })
  // That there is no history here is not what is asked.
  return {
    found: found.filter(({ severity }) => severity !== 'info').map(row),
    notes: notes.filter((note) => note.includes('DNS')),
    asked,
  }
}

describe('With `--resolve` DNS is asked about hosts of our own domains', () => {
  test('a host that does not exist is told wherever a page names it, declared or not', async (t) => {
    const page =
      'Metrics are at <https://metrics.acme.dev/>, the shop at shop.acme.dev.\n\n- [Sales](https://gone.acme.dev/x)\n- `ssh box.acme.dev`'
    const { found, notes } = await ask(t, page, known)
    const at = ['3:25', '5:19', '6:8']
    expect(found).toStrictEqual(at.map((place) => `guidebooks/README.md:${place} hosts/unresolved`))
    expect(notes).toStrictEqual([])
  })

  test('each name is asked once, whoever names it', async (t) => {
    const { asked } = await ask(
      t,
      'gone.acme.dev and gone.acme.dev\n\nGONE.acme.dev, <https://gone.acme.dev:8443/>',
      known,
    )
    const questions = asked.filter((question) => question.includes('gone.acme.dev'))
    expect(questions.sort()).toStrictEqual(['A gone.acme.dev udp', 'AAAA gone.acme.dev udp'])
  })

  test('a name that exists without an address is there', async (t) => {
    expect((await ask(t, 'Mail leaves by relay.acme.dev.', { ...known, 'relay.acme.dev': [] })).found).toStrictEqual([])
  })

  test('nothing is asked about hosts of others, documentation names, and what the text says is gone', async (t) => {
    const page = 'See docs.vendor.io, shop.example.org and erp.test.\n\nThe forum was at forum.acme.dev.'
    expect((await ask(t, page, known)).asked).toStrictEqual([])
  })

  test('what is ignored is not asked', async (t) => {
    const waymark = (server: string) =>
      `checks:\n  hosts:\n    resolvers: ["${server}"]\n    ignore: ["*.lan.acme.dev"]\n`
    const { server, asked } = await serveDns(t, known)
    const files = {
      'guidebooks/README.md': '# A\n\nPrinter: one.lan.acme.dev\n',
      'proxy/Caddyfile': caddy,
      'waymark.yaml': waymark(server),
    }
    expect(await checkFiles(files, { checks: [hosts], context: { resolve: {} } })).toStrictEqual([])
    expect(asked).toStrictEqual([])
  })

  test('an ignore of it is held against no run without DNS', async (t) => {
    const page = '<!-- waymark-ignore hosts/unresolved -->\nMetrics: metrics.acme.dev'
    expect((await ask(t, page, known)).found).toStrictEqual([])
    const files = { 'guidebooks/README.md': `# A\n\n${page}\n`, 'proxy/Caddyfile': caddy }
    expect(await checkFiles(files, { checks: [hosts] })).toStrictEqual([])
    const { found } = await ask(t, page, { ...known, 'metrics.acme.dev': '10.0.0.4' })
    expect(found).toStrictEqual(['guidebooks/README.md:3:1 structure/unused-ignore'])
  })
})

describe('What DNS does not say is a note, and never a finding', () => {
  test('a server that fails', async (t) => {
    const { found, notes } = await ask(t, 'metrics.acme.dev, shop.acme.dev', {
      ...known,
      'metrics.acme.dev': 'SERVFAIL',
    })
    expect(found).toStrictEqual([])
    expect(notes).toStrictEqual([
      'DNS said nothing of `metrics.acme.dev` (SERVFAIL): nothing is told of what it did not say',
    ])
  })

  test('a server that refuses the domain itself', async (t) => {
    const { found, notes } = await ask(t, 'metrics.acme.dev', { ...known, 'acme.dev': 'REFUSED' })
    expect(found).toStrictEqual([])
    expect(notes).toStrictEqual([
      'DNS said nothing of `metrics.acme.dev` (nothing is known of `acme.dev`): nothing is told of what it did not say',
    ])
  })

  test('a server that does not have the domain, such as a public one of an internal domain', async (t) => {
    const { found, notes } = await ask(t, 'metrics.acme.dev, shop.acme.dev', {})
    expect(found).toStrictEqual([])
    expect(notes).toStrictEqual([
      '`acme.dev` does not exist for the DNS servers that were asked, so nothing is told of the 2 hosts there; `checks.hosts.resolvers` names others',
    ])
  })

  test('a wildcard, by which every name exists', async (t) => {
    const { found, notes } = await ask(t, 'shop.acme.dev, gone.acme.dev', { ...known, '*.acme.dev': '10.0.0.9' })
    expect([found, notes]).toStrictEqual([
      [],
      [
        'DNS has an address for every name in `acme.dev`, so it says nothing of `gone.acme.dev`, which no configuration names',
      ],
    ])
  })
})

test('DNS servers of the environment are asked where the check has none of its own', async (t) => {
  const { server } = await serveDns(t, known)
  const files = {
    'guidebooks/README.md': '# A\n\nMetrics: metrics.acme.dev\n',
    'proxy/Caddyfile': caddy,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of waymark.yaml
    'waymark.yaml': 'environment: lab\nenvironments:\n  lab:\n    resolvers: ["${DNS}"]\n',
  }
  const found = await checkFiles(files, { checks: [hosts], context: { resolve: {}, env: { DNS: server } } })
  expect(found.map(row)).toStrictEqual(['guidebooks/README.md:3:10 hosts/unresolved'])
})

test('a change is told what is new, and a name is asked once for both states', async (t) => {
  const { server, asked } = await serveDns(t, known)
  const repository = new TestRepository()
  try {
    repository.write({
      'guidebooks/README.md': '# A\n\nMetrics: metrics.acme.dev\n',
      'proxy/Caddyfile': caddy,
      'waymark.yaml': `checks:\n  hosts:\n    resolvers: ["${server}"]\n`,
    })
    const base = repository.commit('first', '2026-01-10')
    repository.write({ 'guidebooks/README.md': '# A\n\nMetrics: metrics.acme.dev\n\nNews: news.acme.dev\n' })
    const { findings, old } = await checkFolder(repository.root, {
      checks: [hosts],
      since: base,
      context: { resolve: {} },
    })
    expect([findings.map(row), old?.count]).toStrictEqual([['guidebooks/README.md:5:7 hosts/unresolved'], 1])
    expect(asked.filter((question) => question === 'A metrics.acme.dev udp')).toHaveLength(1)
  } finally {
    repository.remove()
  }
})

test('the examples of the rule are what it says they are', async (t) => {
  const { server } = await serveDns(t, { 'acme.dev': '10.0.0.1', 'wiki.acme.dev': '10.0.0.3' })
  const codes = async (example: Record<string, string>) => {
    const files = { ...example, 'waymark.yaml': `checks:\n  hosts:\n    resolvers: ["${server}"]\n` }
    const found = await checkFiles(files, { checks: [hosts], context: { resolve: {} } })
    return found.map(({ code }) => code)
  }
  expect(await codes(unresolved.wrong)).toStrictEqual(['hosts/unresolved'])
  expect(await codes(unresolved.right)).toStrictEqual([])
})
