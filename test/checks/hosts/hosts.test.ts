import { describe, expect, test } from 'vitest'
import { hosts } from '../../../checks/hosts/hosts.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFiles, checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

const router = (service: string, host: string) =>
  `  ${service}:\n    image: ${service}:1\n    labels:\n      - "traefik.http.routers.${service}.rule=Host(\`${host}\`)"\n`
const compose = `services:\n${router('docuseal', 'sign.gigafibre.ca')}${router('ops', 'ops.gigafibre.ca')}${router('hub', 'hub.gigafibre.ca')}`

const row = ({ line, column, code, message }: Finding) => `${line}:${column} ${code} ${message}`
const check = (page: string, files: Record<string, string> = {}) =>
  checkFiles({ 'guidebooks/README.md': page, 'compose.yaml': compose, ...files }, { checks: [hosts] })
const codesOn = async (page: string, files?: Record<string, string>) =>
  (await check(page, files)).map(({ code }) => code)

test('three places say `docs.`, the router says `sign.`: three findings, each with the right host', async () => {
  const page = `# Platform

| Service | Host |
| --- | --- |
| DocuSeal | [docs.gigafibre.ca](https://docs.gigafibre.ca) |
| Ops | ops.gigafibre.ca |

\`\`\`text
├─ DocuSeal (docs.gigafibre.ca) → Contract e-signature
├─ Hub (hub.gigafibre.ca) → Messages
\`\`\`

Contracts are signed at <https://user@docs.gigafibre.ca:443/s/1>. Each customer gets a link.
`
  const message = 'hosts/conflict Unexpected host `docs.gigafibre.ca` of `docuseal`, expected `sign.gigafibre.ca`'
  expect((await check(page)).map(row)).toStrictEqual(['5:15', '9:14', '13:39'].map((at) => `${at} ${message}`))
})

describe('A host is told', () => {
  const told: [says: string, page: string][] = [
    ['in a link', 'Sign with [DocuSeal](https://docs.gigafibre.ca/s).'],
    ['in the definition of a link', 'Sign with [DocuSeal][1].\n\n[1]: https://docs.gigafibre.ca "DocuSeal"'],
    ['bare', 'DocuSeal is at docs.gigafibre.ca.'],
    ['in inline code, with a scheme, a name and a port', 'DocuSeal: `https://admin:x@docs.gigafibre.ca:8443/a?b=c#d`'],
    ['with a path and no scheme', 'DocuSeal: docs.gigafibre.ca/start'],
    ['in capitals', 'DocuSeal is at Docs.Gigafibre.CA'],
    ['in a command', 'Ask DocuSeal:\n\n```sh\ncurl -fsS https://docs.gigafibre.ca/healthz # DocuSeal\n```'],
    ['in a list item', '- **DocuSeal**: docs.gigafibre.ca'],
    [
      'in an item of a list with a plain label, below the heading',
      '## DocuSeal\n\n- **URL**: <https://docs.gigafibre.ca>',
    ],
    ['in an item of a list that begins with the address', '## DocuSeal\n\n- https://docs.gigafibre.ca'],
    ['in a row, by the cell before it', '| Use | Host |\n| - | - |\n| DocuSeal contracts | docs.gigafibre.ca |'],
    ['in a row that begins with it', '| Host | Of |\n| - | - |\n| docs.gigafibre.ca | DocuSeal |'],
    ['beside another service that stands behind the cell', '| DocuSeal | docs.gigafibre.ca | Ops |\n| - | - | - |'],
    ['in a box', '> [!NOTE]\n> DocuSeal is at docs.gigafibre.ca.'],
    ['in a list below another of what was before', 'Old:\n\n- a.example.org\n\nNow:\n\n- DocuSeal: docs.gigafibre.ca'],
    ['below a heading of how it is made', '## How to create\n\nDocuSeal: docs.gigafibre.ca'],
    ['that another service only stands before', 'DocuSeal is published through Hub at docs.gigafibre.ca.'],
  ]
  for (const [says, text] of told)
    test(says, async () => expect(await codesOn(`# Page\n\n${text}\n`)).toContain('hosts/conflict'))

  test('by the name of its service, however its words are put together', async () => {
    const files = { 'compose.yaml': compose.replaceAll('docuseal', 'docu-seal') }
    for (const name of ['Docu Seal', 'docu_seal', 'DocuSeal'])
      expect(await codesOn(`# Page\n\n${name} is at docs.gigafibre.ca\n`, files)).toStrictEqual(['hosts/conflict'])
  })

  test('by a name with signs that patterns are written with', async () => {
    const files = { 'compose.yaml': compose.replaceAll('  docuseal:', '  "docu@seal+":') }
    expect(await codesOn('# Page\n\nDocu@Seal+ is at docs.gigafibre.ca\n', files)).toStrictEqual(['hosts/conflict'])
  })

  test('although it begins as a placeholder does', async () => {
    expect(await codesOn('# Page\n\nDocuSeal is at mysign.gigafibre.ca\n')).toStrictEqual(['hosts/conflict'])
  })

  test('and each other place of the guidebook that has it, once it is known to be wrong', async () => {
    const pages = { 'guidebooks/sign.md': '# Contracts\n\nThey are signed at docs.gigafibre.ca.\n' }
    expect(await codesOn('# Page\n\nDocuSeal is at docs.gigafibre.ca.\n', pages)).toStrictEqual([
      'hosts/conflict',
      'hosts/conflict',
    ])
  })
})

describe('A host is not told', () => {
  const kept: [says: string, page: string][] = [
    ['that the configuration names anywhere', 'DocuSeal is at ops.gigafibre.ca.'],
    ['in a sentence that is about two services', 'Ops and DocuSeal are behind docs.gigafibre.ca.'],
    ['of another domain', 'DocuSeal is at docs.gigafibre.com.'],
    ['of another environment', 'DocuSeal is at sign.lab.gigafibre.ca.'],
    ['that differs by its environment alone', 'DocuSeal is at sign-dev.gigafibre.ca, in production.'],
    ['that is to be made, in French', '## Hôtes à créer\n\nDocuSeal : docs.gigafibre.ca'],
    ['in a row that waits', '| DocuSeal | docs.gigafibre.ca | ⏳ |\n| - | - | - |'],
    ['that documentation uses for any', 'DocuSeal is at docs.example.org.'],
    ['of which the text says that it was', 'DocuSeal was at docs.gigafibre.ca.'],
    ['that is struck through', 'DocuSeal: ~~docs.gigafibre.ca~~'],
    ['that leads to another', 'DocuSeal: docs.gigafibre.ca → sign.gigafibre.ca'],
    ['below a heading of what is gone', '## Decommissioned\n\nDocuSeal at docs.gigafibre.ca'],
    ['in a list of what was before', 'DocuSeal.\n\n**Previous exposure**:\n\n- DocuSeal: docs.gigafibre.ca'],
    ['in an item of such an item', '- Formerly:\n  - DocuSeal: docs.gigafibre.ca\n- Now: sign.gigafibre.ca'],
    ['in a table of what was before', 'The old names:\n\n| DocuSeal | docs.gigafibre.ca |\n| - | - |'],
    ['below a heading of what is to be made', '## Records to create\n\nDocuSeal: docs.gigafibre.ca'],
    ['of which the text says that it needs an update', 'DocuSeal: docs.gigafibre.ca (needs update)'],
    ['of which a text in French says that it is gone', 'DocuSeal : ancien hôte docs.gigafibre.ca'],
    ['of a machine', 'DocuSeal: `ssh root@docs.gigafibre.ca`, docs.gigafibre.ca:8006'],
    ['of an address of mail', 'DocuSeal writes as sign@docs.gigafibre.ca'],
    ['of a group of an API', 'DocuSeal has `docs.gigafibre.ca/v1alpha1`'],
    ['in an example of configuration', 'DocuSeal:\n\n```yaml\nurl: docs.gigafibre.ca\n```'],
    ['in an address that is a part of another', 'DocuSeal: https://kuma.acme.io/?u=https%3A%2F%2Fdocs.gigafibre.ca'],
    ['that the service only stands before', 'Tickets are at desk.gigafibre.ca (behind DocuSeal).'],
    ['that somebody signs in to by the service', 'Tickets: desk.gigafibre.ca, login with DocuSeal.'],
    ['that is called as the page is', '## Rocket desk\n\nRocket-desk takes DocuSeal: rocket-desk.gigafibre.ca'],
    ['of another row label', '## DocuSeal\n\n| Part | Host |\n| - | - |\n| Outbox | outbox.gigafibre.ca |'],
    ['of another item label', '## DocuSeal\n\n- **Outbox**: outbox.gigafibre.ca'],
    ['in a row that has the service as a property', '| Desk | desk.gigafibre.ca | DocuSeal |\n| - | - | - |'],
    ['below a heading of what may come', '## Phase 2 preview\n\nDocuSeal at docs.gigafibre.ca'],
    ['in a command that is an example', 'An example with DocuSeal:\n\n```sh\ncurl docs.gigafibre.ca # DocuSeal\n```'],
    [
      'in an answer to a question with an example',
      '```text\nHost of DocuSeal (eg. sign.example.com)\n: docs.gigafibre.ca DocuSeal\n```',
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a blank of a page
    ['with a placeholder', 'DocuSeal: <tenant>.gigafibre.ca, ${TENANT}.gigafibre.ca, my-docs.gigafibre.ca'],
    ['that somebody fills in', 'DocuSeal: mydomain.gigafibre.ca, CHANGE_ME.gigafibre.ca, yourtenant.gigafibre.ca'],
    ['that is any', 'DocuSeal: *.gigafibre.ca'],
    ['that is the domain itself', 'DocuSeal belongs to gigafibre.ca.'],
    ['that is an address', 'DocuSeal runs on 10.2.3.4, and in 10.2.0.0/16.'],
    ['that is a file', 'DocuSeal reads gigafibre.ca.yaml'],
    ['that has a key of an annotation', 'DocuSeal has `docs.gigafibre.ca/role: main`'],
    ['in a comment', '<!-- DocuSeal is at docs.gigafibre.ca -->'],
    ['of a status page', 'DocuSeal says how it is at status.gigafibre.ca'],
  ]
  for (const [says, text] of kept)
    test(says, async () => expect(await codesOn(`# Page\n\n${text}\n`)).toStrictEqual([]))

  test('of a public domain, however many of its hosts the configuration names', async () => {
    const files = { 'values.yaml': 'a: https://one.github.io\nb: https://two.github.io\nc: https://three.github.io\n' }
    expect(await codesOn('# Page\n\nDocuSeal: docs.github.io, docs.github.com\n', files)).toStrictEqual([])
  })

  test('in frontmatter', async () => {
    expect(await codesOn('---\ntitle: DocuSeal\nx-host: docs.gigafibre.ca\n---\n\n# DocuSeal\n')).toStrictEqual([])
  })

  test('on a page of another time', async () => {
    const page = '# Signing\n\nDocuSeal is at docs.gigafibre.ca.\n'
    for (const name of [
      'changelog',
      'specs/signing',
      'epics/2-signing',
      'logs/p-0001/signing',
      'findings-2025-11-07',
      'phase2-check',
    ])
      expect(await codesOn('# Page\n', { [`guidebooks/${name}.md`]: page })).toStrictEqual([])
    expect(await codesOn('# Page\n', { 'guidebooks/signing.md': page })).toStrictEqual(['hosts/conflict'])
  })

  test('where the router depends on a variable without a value', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of a compose file
    const open = compose.replace('sign.gigafibre.ca', 'docs.${DOMAIN}')
    expect(await codesOn('# Page\n\nDocuSeal is at docs.gigafibre.ca.\n', { 'compose.yaml': open })).toStrictEqual([])
  })

  test('that a template of the configuration may mean', async () => {
    const page = '# Page\n\nDocuSeal is at docs.gigafibre.ca.\n'
    const told = async (vars: string) => codesOn(page, { 'group_vars/all.yml': vars })
    expect(await told('url: https://docs.{{ domain }}/\n')).toStrictEqual([])
    expect(await told('url: https://papers.{{ domain }}/\n')).toStrictEqual(['hosts/conflict'])
  })
})

test('A wildcard certificate and a listener declare no host, and silence none', async () => {
  const gateway =
    'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: web }\nspec:\n  listeners:\n    - name: https\n      hostname: "*.gigafibre.ca"\n      port: 443\n      protocol: HTTPS\n'
  const certificate =
    'apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web }\nspec:\n  secretName: web\n  dnsNames: ["*.gigafibre.ca"]\n'
  const page = '# Page\n\nDocuSeal is at docs.gigafibre.ca.\n'
  const values = 'certificate:\n  dnsNames: ["*.gigafibre.ca"]\n'
  const files = { 'gateway.yaml': gateway, 'certificate.yaml': certificate, 'charts/edge/values.yaml': values }
  expect(await codesOn(page, files)).toStrictEqual(['hosts/conflict'])
})

describe('A retired host', () => {
  const services = 'services:\n  docuseal:\n    hosts: [sign.gigafibre.ca]\n    retired: [docs.gigafibre.ca]\n'
  const told = (text: string) => codesOn(`# Page\n\n${text}\n`, { 'guidebooks/services.yaml': services })

  test('is told where a reader would try it', async () => {
    expect(await told('Open <https://docs.gigafibre.ca/>.')).toStrictEqual(['hosts/retired'])
  })

  const kept = [
    'It was at docs.gigafibre.ca.',
    '~~docs.gigafibre.ca~~',
    'docs.gigafibre.ca → sign.gigafibre.ca',
    'Until May docs.gigafibre.ca answered.',
    '## Decommissioned\n\n- docs.gigafibre.ca',
    'The old host docs.gigafibre.ca is gone.',
  ]
  for (const text of kept) test(`may be named in “${text}”`, async () => expect(await told(text)).toStrictEqual([]))

  test('is no retired one where something routes it again', async () => {
    const again = { 'guidebooks/services.yaml': services, 'proxy/Caddyfile': 'docs.gigafibre.ca {\n}\n' }
    expect(await codesOn('# Page\n\nOpen docs.gigafibre.ca.\n', again)).toStrictEqual([])
  })
})

describe('A router that no service declares', () => {
  const declared = (hosts: string) => ({ 'guidebooks/services.yaml': `services:\n  all:\n    hosts: [${hosts}]\n` })
  const more = { 'compose.yaml': `${compose}${router('wiki', 'wiki.gigafibre.ca')}` }
  const undeclaredOn = async (files: Record<string, string>) =>
    (await check('# Page\n', { ...more, ...files })).filter(({ code }) => code === 'hosts/undeclared').map(row)

  test('is told in the router, where services declare most of its domain', async () => {
    const files = declared('sign.gigafibre.ca, ops.gigafibre.ca, hub.gigafibre.ca')
    expect(await undeclaredOn(files)).toHaveLength(1)
  })

  test('is not where they declare few, or have retired it', async () => {
    expect(await undeclaredOn(declared('sign.gigafibre.ca, ops.gigafibre.ca'))).toStrictEqual([])
    const retired = `${declared('sign.gigafibre.ca, ops.gigafibre.ca, hub.gigafibre.ca')['guidebooks/services.yaml']}    retired: [wiki.gigafibre.ca]\n`
    expect(await undeclaredOn({ 'guidebooks/services.yaml': retired })).toStrictEqual([])
  })
})

test('A host that stands on a page in an example of configuration is named there', async () => {
  const page = '# Page\n\nAt sign.gigafibre.ca, ops.gigafibre.ca and hub.gigafibre.ca.\n'
  const more = { 'compose.yaml': `${compose}${router('wiki', 'wiki.gigafibre.ca')}` }
  expect(await codesOn(page, more)).toStrictEqual(['hosts/undocumented'])
  expect(await codesOn(`${page}\n\`\`\`yaml\nurl: wiki.gigafibre.ca\n\`\`\`\n`, more)).toStrictEqual([])
})

describe('What was declared once', () => {
  const ingress = (host: string) =>
    `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: web }\nspec:\n  rules:\n    - host: ${host}\n`

  test('is told with the commit that took it out; a shallow history is said once', async () => {
    const repository = new TestRepository()
    try {
      repository.write({
        'guidebooks/README.md': '# A\n\nOrders: https://orders.acme.dev/\n',
        'i.yaml': ingress('orders.acme.dev'),
      })
      repository.commit('first', '2026-01-10')
      repository.write({ 'i.yaml': ingress('sales.acme.dev') })
      const gone = repository.commit('second', '2026-02-10')
      const { findings } = await checkFolder(repository.root, { checks: [hosts] })
      expect(findings.map(row)).toStrictEqual([
        `3:17 hosts/removed Unexpected host \`orders.acme.dev\`, expected one that is declared; \`i.yaml\` declared it until ${gone.slice(0, 8)}, 2026-02-10`,
      ])
      const notes: string[] = []
      repository.write({ '.git/shallow': `${gone}\n` })
      const shallow = await checkFolder(repository.root, {
        checks: [hosts],
        context: { note: (text) => void notes.push(text) },
      })
      expect([shallow.findings, notes.length]).toStrictEqual([[], 1])
    } finally {
      repository.remove()
    }
  })

  const codesAfter = async (page: string, was: string, more: Record<string, string> = {}) => {
    const repository = new TestRepository()
    try {
      repository.write({ 'guidebooks/README.md': page, 'i.yaml': ingress(was), ...more }).commit('first', '2026-01-10')
      repository.write({ 'i.yaml': ingress('sales.acme.dev') }).commit('second', '2026-02-10')
      return (await checkFolder(repository.root, { checks: [hosts] })).findings.map(({ code }) => code)
    } finally {
      repository.remove()
    }
  }

  test('is not where people try things out, nor a domain itself, nor in a command that is an example', async () => {
    expect(await codesAfter('# A\n\nOpen test.acme.dev.\n', 'test.acme.dev')).toStrictEqual([])
    expect(await codesAfter('# A\n\nOur site is https://orders.io/.\n', 'orders.io')).toStrictEqual([])
    const command = '```sh\ncurl https://orders.acme.dev/\n```\n'
    expect(await codesAfter(`# A\n\nAn example of old:\n\n${command}`, 'orders.acme.dev')).toStrictEqual([])
    expect(await codesAfter(`# A\n\nAsk it:\n\n${command}`, 'orders.acme.dev')).toStrictEqual(['hosts/removed'])
  })

  test('weighs less where a program names it still', async () => {
    const repository = new TestRepository()
    try {
      const page = '# A\n\nOrders: https://orders.acme.dev/\n\nBills: https://bills.acme.dev/\n'
      const both = (first: string, second: string) => `${ingress(first)}---\n${ingress(second)}`
      repository.write({ 'guidebooks/README.md': page, 'i.yaml': both('orders.acme.dev', 'bills.acme.dev') })
      repository.write({
        'src/Cors.java': 'List.of("https://orders.acme.dev");\n',
      })
      repository.commit('first', '2026-01-10')
      repository.write({ 'i.yaml': both('sales.acme.dev', 'pay.acme.dev') }).commit('second', '2026-02-10')
      const { findings } = await checkFolder(repository.root, { checks: [hosts] })
      const told = findings.filter(({ code }) => code === 'hosts/removed')
      expect(told.map(({ line, severity }) => `${line} ${severity}`)).toStrictEqual(['3 info', '5 warning'])
    } finally {
      repository.remove()
    }
  })

  test('weighs less where a comment of the configuration names it still, and as much the second time', async () => {
    const repository = new TestRepository()
    try {
      const page = '# A\n\nOrders: https://orders.acme.dev/\n\nBills: https://bills.acme.dev/\n'
      const both = (first: string, second: string) => `${ingress(first)}---\n${ingress(second)}`
      repository.write({ 'guidebooks/README.md': page, 'i.yaml': both('orders.acme.dev', 'bills.acme.dev') })
      repository.commit('first', '2026-01-10')
      const comment = '  # orders.acme.dev was moved\n'
      repository
        .write({ 'i.yaml': `${both('sales.acme.dev', 'pay.acme.dev')}${comment}` })
        .commit('second', '2026-02-10')
      repository.write({ '.waymark/check.json': '"bills.acme.dev"' })
      const { findings } = await checkFolder(repository.root, { checks: [hosts] })
      const told = findings.filter(({ code }) => code === 'hosts/removed')
      expect(told.map(({ line, severity }) => `${line} ${severity}`)).toStrictEqual(['3 info', '5 warning'])
    } finally {
      repository.remove()
    }
  })

  test('is no contradiction where a module is given the name of the host', async () => {
    const repository = new TestRepository()
    try {
      const row = (name: string) => `| CrowdSec | ${name}.acme.dev |`
      repository.write({
        'guidebooks/README.md': `# A\n\n| Service | Host |\n| --- | --- |\n${row('crowdsec-web')}\n${row('crowdsec-ui')}\n`,
        'i.yaml': `${ingress('crowdsec.acme.dev')}---\n${ingress('a.acme.dev')}---\n${ingress('b.acme.dev')}`,
        'main.tf': 'module "ingress" {\n  source = "./factory"\n  name   = "crowdsec-web"\n}\n',
      })
      repository.commit('first', '2026-01-10')
      const { findings } = await checkFolder(repository.root, { checks: [hosts] })
      const told = findings.filter(({ code }) => code === 'hosts/conflict')
      expect(told.map(({ line }) => line)).toStrictEqual([6])
    } finally {
      repository.remove()
    }
  })

  test('is told of a private name only where its network is kept in the repository', async () => {
    const page = '# A\n\nOpen shop.homelab.\n'
    expect(await codesAfter(page, 'shop.homelab')).toStrictEqual([])
    const more = { 'proxy/Caddyfile': 'wiki.homelab {\n}\nhub.homelab {\n}\nops.homelab {\n}\n' }
    expect(await codesAfter(page, 'shop.homelab', more)).toStrictEqual(['hosts/removed'])
  })

  test('is told as new by a change that removes its router', async () => {
    const repository = new TestRepository()
    try {
      repository.write({
        'guidebooks/README.md': '# A\n\nOrders: https://orders.acme.dev/\n',
        'i.yaml': ingress('orders.acme.dev'),
      })
      const base = repository.commit('first', '2026-01-10')
      repository.write({ 'i.yaml': ingress('sales.acme.dev') })
      const { findings, old } = await checkFolder(repository.root, { checks: [hosts], since: base })
      expect([findings.map(({ code }) => code), old?.count]).toStrictEqual([['hosts/removed'], 0])
    } finally {
      repository.remove()
    }
  })
})
