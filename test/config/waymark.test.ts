import { describe, expect, it } from 'vitest'
import { checkNames, checkSettings } from '../../src/config/schema/check-settings.ts'
import { statusSettings } from '../../src/config/schema/status-settings.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { readWaymark, row } from './reading.ts'

const example = `title: Platform guidebooks
guidebooks: guidebooks              # the root folder
site: https://docs.example.org      # where it is published
base: /                             # sub-path
repository:                         # for edit links and for links that leave the root
  url: https://gitea.example.org/platform/factory
  branch: main
environments:                       # the same guidebooks, asked of another set of machines
  production: {}
  sandbox:
    variables: { ERP_HOST: erp-sandbox.example.org }
  lab:
    resolvers: ["127.0.0.1:5354"]                                   # DNS servers to ask
    connect: { "erp.example.org:443": "127.0.0.1:8443" }           # as curl's --connect-to
    certificateAuthority: lab-ca.pem
checks: {}
`

const defaults = {
  base: '/',
  mdx: false,
  offline: true,
  exclude: [],
  public: [],
  theme: { nav: [] },
  environments: {},
  inventory: { include: [], exclude: [], clones: [] },
  alerts: { prefixes: {}, pages: true },
  claims: { pages: true },
  search: { exclude: [], weight: {}, synonyms: [] },
  sources: {},
  checks: checkSettings.parse({}),
  status: statusSettings.parse({}),
}

describe('waymark.yaml', () => {
  it('is read as the contract shows it', () => {
    const { value, findings } = readWaymark(example)
    expect(findings).toStrictEqual([])
    expect(value).toStrictEqual({
      ...defaults,
      title: 'Platform guidebooks',
      guidebooks: 'guidebooks',
      site: 'https://docs.example.org',
      repository: { url: 'https://gitea.example.org/platform/factory', branch: 'main' },
      environments: {
        production: { variables: {}, resolvers: [], connect: {} },
        sandbox: { variables: { ERP_HOST: 'erp-sandbox.example.org' }, resolvers: [], connect: {} },
        lab: {
          variables: {},
          resolvers: ['127.0.0.1:5354'],
          connect: { 'erp.example.org:443': '127.0.0.1:8443' },
          certificateAuthority: 'lab-ca.pem',
        },
      },
    })
  })

  it('may leave out every key, and the value of every key', () => {
    const keys = Object.keys(waymarkSchema.out.shape)
    for (const text of ['', '{}', '# nothing yet\n', '---\n', keys.map((key) => `${key}:\n`).join('')]) {
      const { value, findings } = readWaymark(text)
      expect([value, findings]).toStrictEqual([defaults, []])
    }
  })

  it('takes an environment without a value as one without settings', () => {
    const { value, findings } = readWaymark('environments:\n  production:\n')
    expect(findings).toStrictEqual([])
    expect(value?.environments).toStrictEqual({ production: { variables: {}, resolvers: [], connect: {} } })
  })

  it('takes ranges and a canary for an environment', () => {
    const environment = (text: string) =>
      readWaymark(`environments: { lab: { ${text} } }`).findings.map(({ message }) => message)
    for (const text of [
      'networks: [10.0.0.0/8, "fd00::/8", 127.0.0.1]',
      'canary: a.lab',
      'canary: "a.lab:443"',
      'networks: []',
    ])
      expect(environment(text)).toStrictEqual([])
    const range = 'expected a range of IP addresses such as `10.0.0.0/8`'
    for (const text of ['10.0.0.0/33', '10.0.0/8', 'a.lab'])
      expect(environment(`networks: [${text}]`)).toStrictEqual([`Unexpected \`${text}\`, ${range}`])
    expect(environment('canary: https://a.lab/')).toStrictEqual([
      'Unexpected `https://a.lab/`, expected a name such as `example.org`, or `host:port`',
    ])
  })

  it('has settings for every check and for nothing else', () => {
    const { value, findings } = readWaymark(
      `checks: { ${checkNames.map((name) => `${name}: { exclude: [a.md] }`).join(', ')} }`,
    )
    expect(findings).toStrictEqual([])
    expect(Object.keys(value?.checks ?? {})).toStrictEqual([...checkNames])
    expect(readWaymark('checks: { lnik: {} }').findings.map(row)).toStrictEqual([
      '1:11 config/unknown-key Unexpected key `lnik` in `checks`, expected `lint`, `structure`, `links`, `diagrams`, `services`, `hosts`, `alerts`, `commands` or `values`',
    ])
  })

  const bases: [written: string, base: string | undefined][] = [
    ['/', '/'],
    ['""', '/'],
    ['docs', '/docs/'],
    ['/docs', '/docs/'],
    ['/a/b/', '/a/b/'],
    ['//evil.example', '/evil.example/'],
    ['/a/../b', undefined],
    ['https://x.example/', undefined],
    ['/a?b', undefined],
    ['"/a b"', undefined],
  ]
  for (const [written, base] of bases) {
    it(`reads the base ${written} as ${base ?? 'a mistake'}`, () => {
      const { value, findings } = readWaymark(`base: ${written}`)
      expect(findings.length).toBe(base === undefined ? 1 : 0)
      expect(value?.base).toBe(base ?? '/')
    })
  }

  const sites: [site: string, isFine: boolean][] = [
    ['https://x.example', true],
    ['https://x.example//', true],
    ['https://x.example/guides', true],
    ['https://x.example/a/b.c-d_e/', true],
    ['https://x.example/a%20b', false],
    ['https://x.example/ü', false],
    ['"https://x.example/<a>"', false],
  ]
  for (const [site, isFine] of sites) {
    it(`reads the site ${site}${isFine ? '' : ' as a mistake'}`, () => {
      const { findings } = readWaymark(`site: ${site}`)
      expect(findings.length).toBe(isFine ? 0 : 1)
      if (!isFine) expect(findings[0]?.message ?? '').toMatch(/^Unexpected path of `https:.*`, expected one of plain/)
    })
  }

  it('reads the address of a repository without what follows it', () => {
    const urls = ['https://a.example/b/', 'https://a.example/b.git', 'https://a.example/b.git/']
    const read = urls.map((url) => readWaymark(`repository: { url: ${url} }`).value?.repository?.url)
    expect(read).toStrictEqual(['https://a.example/b', 'https://a.example/b', 'https://a.example/b'])
  })

  const mistakes: [text: string, row: string][] = [
    ['mdx: yes', '1:6 config/invalid-value Unexpected `yes` in `mdx`, expected `true` or `false`'],
    ['title: [a]', '1:1 config/invalid-value Unexpected list in `title`, expected text'],
    ['title: 7', '1:8 config/invalid-value Unexpected `7` in `title`, expected text'],
    ['title: ""', '1:8 config/invalid-value Unexpected empty text in `title`, expected some'],
    [
      'sources: { a: { every: 5s } }',
      '1:12 config/invalid-value Unexpected source without an address, expected exactly one of `prometheus` or `alertmanager`',
    ],
    [
      'sources: { a: { prometheus: "https://a.lab", alertmanager: "https://b.lab" } }',
      '1:46 config/invalid-value Unexpected `alertmanager` beside `prometheus`, expected one server a source',
    ],
    [
      'sources: { a: { prometheus: "https://u:p@a.lab" } }',
      '1:29 config/invalid-value Unexpected user and password in a URL, expected an `Authorization` header',
    ],
    [
      'sources: { a: { prometheus: a.lab } }',
      '1:29 config/invalid-value Unexpected `a.lab`, expected a URL such as `https://prometheus.example.org`',
    ],
    [
      'sources: { a: { prometheus: "https://a.lab", key: k.pem } }',
      '1:46 config/invalid-value Unexpected `key` without `certificate`, expected both files',
    ],
    ['public: CNAME', '1:9 config/invalid-value Unexpected `CNAME` in `public`, expected a list'],
    ['public: [""]', '1:10 config/invalid-value Unexpected empty text in `public[0]`, expected some'],
    ['exclude: "*.x"', '1:10 config/invalid-value Unexpected `*.x` in `exclude`, expected a list'],
    ['exclude:\n  - a\n  - 3', '3:5 config/invalid-value Unexpected `3` in `exclude[1]`, expected text'],
    [
      'site: docs.example.org',
      '1:7 config/invalid-value Unexpected `docs.example.org`, expected a URL such as `https://docs.example.org`',
    ],
    ['repository: { branch: main }', '1:1 config/invalid-value Unexpected map without `url`, expected text under it'],
    [
      'repository: { url: https://a.example, forge: githb }',
      '1:46 config/invalid-value Unexpected `githb` in `repository.forge`, expected `github`, `gitlab`, `gitea` or `bitbucket`',
    ],
    ['repository: https://a.example', '1:13 config/invalid-value Unexpected text in `repository`, expected a map'],
    [
      'environments: { Lab: {} }',
      '1:17 config/invalid-value Unexpected id `Lab`, expected lower-case letters, digits, `-` and `_`',
    ],
    [
      'environments: { lab: { resolvers: [dns.lab] } }',
      '1:36 config/invalid-value Unexpected `dns.lab`, expected the IP address of a DNS server such as `127.0.0.1:5354`',
    ],
    [
      'environments: { lab: { connect: { "a:443": b } } }',
      '1:44 config/invalid-value Unexpected `b`, expected `host:port` such as `erp.example.org:443`',
    ],
    [
      'environments: { lab: { variables: { a-b: x } } }',
      '1:37 config/invalid-value Unexpected variable `a-b`, expected a name such as `ERP_HOST`',
    ],
    [
      'status: { details: all }',
      '1:20 config/invalid-value Unexpected `all` in `status.details`, expected `full` or `summary`',
    ],
  ]
  for (const [text, expected] of mistakes) {
    it(`tells ${expected.replace(/^\S+ \S+ /, '')}`, () => {
      expect(readWaymark(text).findings.map(row)).toStrictEqual([expected])
    })
  }

  it('suggests what was meant', () => {
    const hint = (text: string) => readWaymark(text).findings[0]?.hint
    expect(hint('repositry: {}')).toBe('Did you mean `repository`?')
    expect(hint('repo: {}')).toBe('Did you mean `repository`?')
    expect(hint('repository: { url: https://a.example, forge: githb }')).toBe('Did you mean `github`?')
    expect(hint('colour: red')).toBe(undefined)
    expect(hint('exc: []')).toBe('Did you mean `exclude`?')
    expect(hint('mdxx: true')).toBe('Did you mean `mdx`?')
    expect(hint('mxd: true')).toBe(undefined)
    expect(hint('satsus: {}')).toBe('Did you mean `status`?')
    expect(hint(`${'title'.repeat(1000)}: x`)).toBe(undefined)
    expect(hint('mdx: 7')).toBe(undefined)
    expect(hint('title: 7')).toBe('Put it in quotes, so that it is read as text')
  })

  it('keeps what is right beside what is wrong', () => {
    const { value } = readWaymark(
      'title: 7\nbase: docs\nexclude: [a, 3, b]\nrepository: { branch: x }\nenvironments: { lab: x, ok: {} }',
    )
    expect(value).toStrictEqual({
      ...defaults,
      base: '/docs/',
      exclude: ['a', 'b'],
      environments: { ok: { variables: {}, resolvers: [], connect: {} } },
    })
  })
})
