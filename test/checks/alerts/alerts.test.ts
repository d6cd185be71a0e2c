import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { alerts } from '../../../checks/alerts/alerts.ts'
import { run } from '../../cli/command-line.ts'
import { checkFiles, checkFolder, writeProject } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

const settings =
  'site: https://docs.example.org/ops/\nrepository:\n  url: https://gitea.example.org/acme/shop\nalerts:\n  prefixes:\n    "https://runbooks.acme.com/": shop\n'

const pages = {
  'guidebooks/README.md': '# Guidebooks\n',
  'guidebooks/shop/README.md': '# Shop\n\n## Shop is down\n\nRestart it.\n',
  'guidebooks/shop/check-out.md': '---\naliases: [/old/check-out/]\n---\n\n# Check-out\n',
  'guidebooks/shop/payments.md': '# Payments\n',
  'docs/other.md': '# Other\n\n## Part\n',
}

const rule = (url: string, name = 'ShopDown') =>
  `groups:\n  - name: shop\n    rules:\n      - alert: ${name}\n        expr: up == 0\n        annotations:\n          runbook_url: '${url}'\n`

/** What is told of a rule with this runbook: its code, and the hint. */
async function told(url: string): Promise<string[]> {
  const files = { 'waymark.yaml': settings, ...pages, 'deploy/alerts.yaml': rule(url) }
  const found = await checkFiles(files, { checks: [alerts] })
  return found.map(({ code, file, line, column, hint = '', fix }) => {
    expect([file, line, column]).toStrictEqual(['deploy/alerts.yaml', 7, 25])
    return `${code.replace('alerts/', '')}${hint === '' ? '' : `: ${hint}`}${fix ? ' (sure)' : ''}`
  })
}

describe('An address that leads to a page', () => {
  test.each([
    'https://docs.example.org/ops/shop/',
    'https://docs.example.org/ops/shop#shop-is-down',
    'https://docs.example.org/ops/shop/index.html',
    'https://docs.example.org/ops/Shop/Check-Out.html',
    'https://docs.example.org/ops/old/check-out/',
    'https://docs.example.org/ops/alerts/ShopDown',
    'https://docs.example.org/ops/alerts/{{ $labels.alertname }}',
    'https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop/README.md#Shop-Is-Down',
    'https://gitea.example.org/acme/shop/src/branch/main/docs/other.md#part',
    'https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop',
    'https://gitea.example.org/acme/shop/raw/branch/master/guidebooks/shop/check-out.md',
    'https://gitea.example.org/acme/shop/src/tag/v1.0/docs/gone.md',
    'https://gitea.example.org/acme/shop/issues/12',
    'https://gitea.example.org/acme/another/src/branch/main/gone.md',
    'https://runbooks.acme.com/check-out',
    'https://runbooks.acme.com/#shop-is-down',
    '../guidebooks/shop/check-out.md',
    'guidebooks/shop/',
    'shop/README.md#shop-is-down',
    '/docs/other.md',
    'https://runbooks.prometheus-operator.dev/runbooks/general/watchdog',
    'https://wiki.acme.com/$VARIABLE/[[ .Name ]]',
    'null',
  ])('%s is not told', async (url) => {
    expect(await told(url)).toStrictEqual([])
  })
})

describe('An address that does not', () => {
  test.each([
    ['https://docs.example.org/ops/shop/check-outs/', 'missing-page'],
    ['https://docs.example.org/ops/shop/#shop-down', 'missing-section'],
    [
      'https://docs.example.org/ops/shop/#shop-is_down',
      'missing-section: Did you mean `https://docs.example.org/ops/shop/#shop-is-down`? (sure)',
    ],
    ['https://docs.example.org/ops/alerts/ShopDwon', 'missing-page: Did you mean `ShopDown`?'],
    [
      'https://docs.example.org/ops/alerts/shopdown',
      'missing-page: Did you mean `https://docs.example.org/ops/alerts/ShopDown`? (sure)',
    ],
    [
      'https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop/paymetns.md',
      'missing-page: Did you mean `https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop/payments.md`? (sure)',
    ],
    [
      'https://gitea.example.org/acme/shop/src/branch/main/docs/other.md#parts',
      'missing-section: Did you mean `#part`?',
    ],
    [
      'https://gitea.example.org/acme/shop/docs/other.md',
      'malformed-url: Did you mean `https://gitea.example.org/acme/shop/src/branch/main/docs/other.md`? (sure)',
    ],
    ['https://runbooks.acme.com/nothing-like-it', 'missing-page'],
    ['docs/othre.md', 'missing-page: Did you mean `docs/other.md`? (sure)'],
    ['https://github.com/your-org/shop/blob/main/x.md', 'malformed-url'],
    ['https://runbooks.example.com/ShopDown', 'malformed-url'],
    [
      'https://https://docs.example.org/ops/shop/',
      'malformed-url: Did you mean `https://docs.example.org/ops/shop/`? (sure)',
    ],
    ['TODO', 'malformed-url'],
    ['see the wiki', 'malformed-url'],
  ])('%s is %s', async (url, expected) => {
    expect(await told(url)).toStrictEqual([expected])
  })
})

test('a repository of runbooks alone stays silent', async () => {
  expect(await checkFiles(pages, { checks: [alerts] })).toStrictEqual([])
})

test('rules of tests and examples are passed over', async () => {
  const files = { ...pages, 'examples/alerts.yaml': rule('docs/gone.md') }
  expect(await checkFiles(files, { checks: [alerts] })).toStrictEqual([])
})

describe('Many runbooks that are not there for one reason', () => {
  const names = Array.from({ length: 24 }, (_, index) => `ShopAlert${index}`)
  const many = (urlOf: (name: string) => string) =>
    `groups:\n  - name: shop\n    rules:\n${names.map((name) => rule(urlOf(name), name).split('\n').slice(3).join('\n')).join('')}`
  const split = Object.fromEntries(names.slice(4).map((name) => [`guidebooks/alerts/${name}.md`, `# About ${name}\n`]))

  test.each([
    [
      'sections of a page that was split',
      (name: string) => `guidebooks/shop/README.md#${name.toLowerCase()}`,
      'Unexpected 24 runbooks in `guidebooks/shop/README.md`, expected the sections that they name',
      '`guidebooks/alerts/` has a page of that name for 20 of them. The rules that lead there are in `deploy/alerts.yaml`',
    ],
    [
      'pages of a folder that is gone',
      (name: string) => `guidebooks/gone/${name}-of-before.md`,
      'Unexpected 24 runbooks in `guidebooks/gone/`, expected the pages that they name',
      'Was the folder moved',
    ],
    [
      'placeholders',
      (name: string) => `https://runbooks.example.com/${name}`,
      'Unexpected 24 runbooks at `runbooks.example.com`, expected addresses of pages',
      'Write the right addresses',
    ],
  ])('are one finding: %s', async (_, urlOf, message, hint) => {
    const files = { 'waymark.yaml': settings, ...pages, ...split, 'deploy/alerts.yaml': many(urlOf) }
    const { root, remove } = writeProject(files)
    try {
      const { findings } = await checkFolder(root, { checks: [alerts] })
      expect(findings.map(({ code, line, message, hint = '' }) => ({ code, line, message, hint }))).toStrictEqual([
        { code: 'alerts/shared-cause', line: 7, message, hint: expect.stringContaining(hint) },
      ])
    } finally {
      remove()
    }
  })
})

describe('A heading that is renamed under an alert', () => {
  test('is a finding of that change, in the rule, which says what became of the heading', async () => {
    const repository = new TestRepository()
    try {
      repository.write({
        'waymark.yaml': settings,
        ...pages,
        'deploy/alerts.yaml': rule('guidebooks/shop/README.md#shop-is-down'),
      })
      const before = repository.commit('before')
      repository.write({ 'guidebooks/shop/README.md': '# Shop\n\n## The shop does not answer\n\nRestart it.\n' })
      const { findings, old } = await checkFolder(repository.root, { checks: [alerts], since: before })
      expect(findings.map(({ code, file, line, hint }) => [code, file, line, hint])).toStrictEqual([
        ['alerts/missing-section', 'deploy/alerts.yaml', 7, expect.stringContaining('`The shop does not answer`')],
      ])
      expect(old?.count).toBe(0)
    } finally {
      repository.remove()
    }
  })
})

describe('A rule that writes its own name by a template', () => {
  const named = (url: string, more: { file?: string; expr?: string } = {}) => ({
    [more.file ?? 'deploy/alerts.yaml']: rule(url).replace('up == 0', more.expr ?? 'up == 0'),
  })
  const url = 'https://docs.example.org/ops/alerts/{{ $labels.alertname }}'
  const grafana =
    `apiVersion: 1\ngroups:\n  - name: shop\n    rules:\n      - title: ShopDown\n        condition: A\n        data:\n          - datasourceUid: prometheus\n` +
    `            model: { expr: up == 0 }\n        annotations:\n          runbook_url: '${url}'\n`

  async function toldIn(files: Record<string, string>) {
    const repository = new TestRepository().write({ 'waymark.yaml': settings, ...pages, ...files })
    try {
      const { findings } = await checkFolder(repository.root, { checks: [alerts] })
      return findings
        .filter(({ code }) => code !== 'alerts/undocumented')
        .map(({ message, hint, fix }) => [message, hint, fix?.edits[0]?.text])
    } finally {
      repository.remove()
    }
  }

  // What promtool 2.42.0 makes of each: `https://docs.example.org/ops/alerts/`.
  test.each([
    [url, 'https://docs.example.org/ops/alerts/ShopDown'],
    ['https://docs.example.org/ops/alerts/{{- .Labels.alertname -}}', 'https://docs.example.org/ops/alerts/ShopDown'],
    ['https://wiki.acme.com/{{$labels.alertname}}.html', 'https://wiki.acme.com/ShopDown.html'],
  ])('is told what to write instead of %s', async (written, meant) => {
    expect(await toldIn(named(written))).toStrictEqual([
      [
        `Unexpected runbook \`${written}\` of \`ShopDown\`, expected the name itself: \`$labels.alertname\` is empty in a rule of Prometheus`,
        `Write \`${meant}\`; the templates of Alertmanager know the name, as \`{{ .CommonLabels.alertname }}\``,
        meant,
      ],
    ])
  })

  test('is not mended where a function makes something else of the name', async () => {
    const [told] = await toldIn(named('https://wiki.acme.com/{{ $labels.alertname | toLower }}'))
    expect(told?.slice(1)).toStrictEqual([expect.stringMatching(/^Write the name itself;/), undefined])
  })

  test.each<[string, Record<string, string>]>([
    ['Grafana evaluates it', { 'grafana/alerts.yaml': grafana }],
    ['its results have such a label, by promtool too', named(url, { expr: 'sum by (alertname) (ALERTS) > 0' })],
    ['it is another label', named('https://wiki.acme.com/{{ $labels.job }}')],
    ['it is the name of a notification', named('https://wiki.acme.com/{{ .CommonLabels.alertname }}')],
    [
      'vmalert may evaluate it',
      { ...named(url), 'compose.yaml': 'services: { a: { image: "victoriametrics/vmalert:v1" } }' },
    ],
    [
      'it is one of VictoriaMetrics',
      { 'vm.yaml': `kind: VMRule\nspec:\n${named(url)['deploy/alerts.yaml']?.replace(/^/gm, '  ')}` },
    ],
    ['a chart fills it in first', named(url, { file: 'chart/templates/alerts.yaml' })],
    [
      'a chart writes it for later',
      { 'chart/templates/a.yaml': rule('https://wiki.acme.com/{{`{{ $labels.alertname }}`}}') },
    ],
  ])('is left alone where %s', async (_, files) => {
    expect(await toldIn(files)).toStrictEqual([])
  })
})

describe('--fix', () => {
  test('writes the address into the rule, and nothing else', async () => {
    const repository = new TestRepository()
    try {
      const wrong = 'https://gitea.example.org/acme/shop/src/branch/main/guidebooks/shop/paymetns.md'
      const file = path.join(repository.root, 'deploy/alerts.yaml')
      repository.write({
        'waymark.yaml': settings,
        ...pages,
        'deploy/alerts.yaml': rule(wrong).replaceAll('\n', '\r\n'),
      })
      repository.commit()
      const { code } = await run(['check', '--only', 'alerts', '--fix', '--no-cache', '--root', repository.root])
      expect(readFileSync(file, 'utf8')).toBe(rule(wrong.replace('paymetns', 'payments')).replaceAll('\n', '\r\n'))
      expect(code).toBe(0)
    } finally {
      repository.remove()
    }
  })
})
