import { describe, expect, test } from 'vitest'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { read } from './reading.ts'

const ingress = (host: string, name = 'shop') =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: ${name} }\nspec: { rules: [{ host: ${host} }] }\n`

const hosts = async (files: Parameters<typeof read>[0], options?: Parameters<typeof read>[1]) =>
  entriesOf((await read(files, options)).entries, 'host').map(({ host }) => host)

describe('What is broken is told once, and costs itself alone', () => {
  const deep = '['.repeat(20_000)
  const cases: [says: string, file: string, content: string | number, message: RegExp][] = [
    ['a text that nothing closes', 'compose.yaml', 'services:\n  a:\n    image: "x\n', /^Unexpected YAML: /],
    ['what nests too deep', 'a.yaml', `apiVersion: v1\nkind: ConfigMap\ndata: ${deep}\n`, /^Unexpected YAML: /],
    ['HCL that nests too deep', 'a.tf', `output "a" {\n  value = ${deep}\n}\n`, /nesting of more than 100/],
    ['HCL that is none', 'a.tf', 'output "a" {\n  value = \n', /^Unexpected text, expected HCL/],
    [
      'a zone of OctoDNS that nothing closes',
      'zones/acme.net.yaml',
      'www:\n  type: A\n  value: "x\n',
      /^Unexpected YAML: /,
    ],
    ['machines that nothing closes', 'hosts.yml', 'all:\n  hosts: { a: "\n', /^Unexpected YAML: /],
    ['groups that nest too deep', 'hosts.yml', `all:\n  hosts: ${deep}\n`, /^Unexpected YAML: /],
    ['a kustomization that is none', 'kustomization.yaml', 'resources: [a\n', /^Unexpected YAML: /],
    ['100 MB', 'a.yaml', 100_000_000, /^Unexpected file of 100000000 bytes/],
  ]
  for (const [says, file, content, message] of cases) {
    test(says, async () => {
      const { problems, entries } = await read({ [file]: content, 'good/k.yaml': ingress('shop.acme.dev') })
      expect(problems.map((problem) => problem.file)).toStrictEqual([file])
      expect(problems[0]?.message).toMatch(message)
      expect(entriesOf(entries, 'host').map(({ host }) => host)).toStrictEqual(['shop.acme.dev'])
    })
  }

  test('what is broken besides the names that a script replaces is told, and so is a conflict of a merge', async () => {
    const { problems } = await read({
      'a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  __LABELS__\n  name: "web\n',
      'b.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n<<<<<<< HEAD\n  name: a\n=======\n  name: b\n>>>>>>> next\n',
    })
    expect(problems.map(({ file }) => file)).toStrictEqual(['a.yaml', 'b.yaml'])
  })

  test('templates are no YAML, and nothing wrong', async () => {
    const { problems } = await read({
      'chart/templates/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n  {{- include "x" . }}\n   name: "\n',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is what something fills in
      'vault/values.yaml': 'targets: [vault.${CLUSTER_DOMAIN}:8200]\n',
      'argocd/values.yaml': 'configs:\n    %{~ if owner != "" ~}\n  params: { a: b }\n    %{~ endif ~}\n',
      'apps/a.ftl.yaml': 'apiVersion: v1\nkind: Service\nmetadata:\n<#if mail.active>\n   name: a\n</#if>\n',
    })
    expect(problems).toStrictEqual([])
  })
})

describe('What multiplies or goes round costs nothing', () => {
  test('aliases that multiply', async () => {
    const levels = Array.from({ length: 30 }, (_, index) => {
      const before = index === 0 ? '"x"' : Array.from({ length: 9 }, () => `*a${index - 1}`).join(', ')
      return `a${index}: &a${index} [${before}]`
    })
    const values = `${levels.join('\n')}\ningress: { hosts: [shop.acme.dev] }\n`
    expect(await hosts({ 'values.yaml': values })).toStrictEqual(['shop.acme.dev'])
  })

  test('merges that go round', async () => {
    const text = 'x: &x\n  <<: *x\n  image: a\nservices:\n  a: { <<: *x, image: b:1 }\n'
    const { entries, problems } = await read({ 'compose.yaml': text })
    expect([entriesOf(entries, 'image').map(({ image }) => image), problems]).toStrictEqual([['b'], []])
  })

  test('groups of machines that are their own children, and ranges that are long', async () => {
    const { entries, problems } = await read({
      'hosts.yml':
        'a: &a\n  children:\n    b: *a\n  hosts:\n    "x[1:999999999].acme.dev":\n    "y[1:30]z[1:30]w[1:30].acme.dev":\n    c:\n',
      'inventory/all': `[web]\nn[a:zz].acme.dev\nm[3:1].acme.dev\nk[1:2:0].acme.dev\n`,
    })
    expect(problems).toStrictEqual([])
    expect(entries.filter(({ kind }) => kind === 'host')).toHaveLength(2)
  })

  test('a unit of 50,000 lines, with one that goes on for ever', async () => {
    const many = `[Service]\n${'Environment=A=https://a.acme.dev/\n'.repeat(20_000)}ExecStart=/bin/a \\\n${'  x \\\n'.repeat(30_000)}`
    const { entries } = await read({ 'a.service': many })
    expect(entries.filter(({ kind }) => kind === 'resource')).toHaveLength(1)
  })

  test('machines of 50,000 lines', async () => {
    const lines = Array.from({ length: 50_000 }, (_, index) => `m${index}.acme.dev a="b c" d=e # f`)
    const { entries } = await read({
      'inventory/all': `[web]\n${lines.join('\n')}\n`,
      'k.yaml': ingress('shop.acme.dev'),
    })
    const found = entriesOf(entries, 'host')
    expect([found.length, found.at(-1)?.host]).toStrictEqual([20_001, 'shop.acme.dev'])
  })

  test('lines that look like a machine for long, and are none', async () => {
    const line = `a ${'b=c '.repeat(50_000)}${'d="" '.repeat(50_000)}!`
    const { entries } = await read({ 'inventory/all': `[web]\n${line}\n`, hosts: `[web]\n${'a.'.repeat(100_000)}\n` })
    expect(entries.filter(({ kind }) => kind === 'host')).toStrictEqual([])
  })

  test('50,000 lines, each at its place', async () => {
    const text = Array.from({ length: 6250 }, (_, index) =>
      ingress(`h${index}.acme.dev`)
        .replace('spec: {', 'spec:\n  a: 1\n  b: 2\n  rules: [{ host: x }]\n#')
        .concat('---\n'),
    )
    const { entries } = await read({ 'many.yaml': `${text.slice(0, 4999).join('')}${ingress('last.acme.dev')}` })
    expect(entries.filter(({ kind }) => kind === 'resource').length).toBe(5000)
  }, 60_000)
})

test.each(['\n', '\r\n'])('each reader knows a byte order mark and line ends %j', async (end) => {
  const texts = {
    'a.service': '[Service]\nEnvironment=URL=https://a.acme.dev/\n',
    'acme.net.yaml': 'www:\n  type: A\n',
    hosts: '[web]\nb.acme.dev\n',
    'hosts.yml': 'web:\n  hosts:\n    c.acme.dev:\n',
    'k/kustomization.yaml': 'images:\n  - name: shop\n    newTag: "2"\n',
    'k8s.yaml': `---\n${ingress('d.acme.dev')}---\n${ingress('e.acme.dev')}`,
  }
  const files = Object.entries(texts).map(([file, text]) => [file, `\uFEFF${text.replaceAll('\n', end)}`])
  const { entries, problems } = await read(Object.fromEntries(files))
  expect(problems).toStrictEqual([])
  expect(
    entries.flatMap((entry) => (entry.kind === 'host' ? [`${entry.host} ${entry.line}:${entry.column}`] : [])),
  ).toStrictEqual([
    'a.acme.dev 2:25',
    'www.acme.net 1:1',
    'b.acme.dev 2:1',
    'c.acme.dev 3:5',
    'd.acme.dev 5:25',
    'e.acme.dev 10:25',
  ])
  expect(entriesOf(entries, 'image').map(({ tag }) => tag)).toStrictEqual(['2'])
})

test('what is the same is read once, and what was read is what is told', async () => {
  const cache = new MemoryCache()
  const files = {
    'a.yaml': ingress('a.acme.dev'),
    '.env.example': 'A=1\n',
    'b/compose.yaml': 'services: { a: { image: x } }\n',
  }
  const first = await read(files, { cache })
  expect((await read(files, { cache })).entries).toStrictEqual(first.entries)
  expect(await hosts({ ...files, 'a.yaml': ingress('b.acme.dev') }, { cache })).toStrictEqual(['b.acme.dev'])
})

test('of tests and examples hosts are known, but nothing runs', async () => {
  const files = { 'examples/a.yaml': ingress('a.acme.dev'), 'node_modules/x/a.yaml': ingress('b.acme.dev') }
  const { entries, mentioned } = await read(files)
  expect([entries, mentioned.has('a.acme.dev'), mentioned.has('b.acme.dev')]).toStrictEqual([[], true, false])
  expect(await hosts(files, { include: ['examples/**'] })).toStrictEqual(['a.acme.dev'])
  expect(await hosts({ 'k/a.yaml': ingress('a.acme.dev') }, { exclude: ['k/**'] })).toStrictEqual([])
})
