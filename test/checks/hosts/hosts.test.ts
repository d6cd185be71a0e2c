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

describe('A host is not told', () => {
  const kept: [says: string, page: string][] = [
    ['that the configuration names anywhere', 'DocuSeal is at ops.gigafibre.ca.'],
    ['in a sentence that is about two services', 'Ops and DocuSeal are behind docs.gigafibre.ca.'],
    ['of another domain', 'DocuSeal is at docs.gigafibre.com.'],
    ['of another environment', 'DocuSeal is at sign.lab.gigafibre.ca.'],
    ['that documentation uses for any', 'DocuSeal is at docs.example.org.'],
    ['of which the text says that it was', 'DocuSeal was at docs.gigafibre.ca.'],
    ['that is struck through', 'DocuSeal: ~~docs.gigafibre.ca~~'],
    ['that leads to another', 'DocuSeal: docs.gigafibre.ca → sign.gigafibre.ca'],
    ['below a heading of what is gone', '## Decommissioned\n\nDocuSeal at docs.gigafibre.ca'],
    ['of which a text in French says that it is gone', 'DocuSeal : ancien hôte docs.gigafibre.ca'],
    ['of a machine', 'DocuSeal: `ssh root@docs.gigafibre.ca`, docs.gigafibre.ca:8006'],
    ['of an address of mail', 'DocuSeal writes as sign@docs.gigafibre.ca'],
    ['of a group of an API', 'DocuSeal has `docs.gigafibre.ca/v1alpha1`'],
    ['in an example of configuration', 'DocuSeal:\n\n```yaml\nurl: docs.gigafibre.ca\n```'],
    ['in a comment', '<!-- DocuSeal is at docs.gigafibre.ca -->'],
    ['of a status page', 'DocuSeal says how it is at status.gigafibre.ca'],
  ]
  for (const [says, text] of kept)
    test(says, async () => expect(await codesOn(`# Page\n\n${text}\n`)).toStrictEqual([]))

  test('on a page of another time', async () => {
    const page = '# Signing\n\nDocuSeal is at docs.gigafibre.ca.\n'
    expect(await codesOn('# Page\n', { 'guidebooks/changelog.md': page })).toStrictEqual([])
    expect(await codesOn('# Page\n', { 'guidebooks/signing.md': page })).toStrictEqual(['hosts/conflict'])
  })

  test('where the router depends on a variable without a value', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of a compose file
    const open = compose.replace('sign.gigafibre.ca', 'docs.${DOMAIN}')
    expect(await codesOn('# Page\n\nDocuSeal is at docs.gigafibre.ca.\n', { 'compose.yaml': open })).toStrictEqual([])
  })
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
