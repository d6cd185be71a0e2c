import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { AlertEntry } from '../../../src/inventory/alerts/yaml-rules.ts'
import { InventoryFile } from '../../../src/inventory/file.ts'
import { alertRules } from '../../../src/inventory/readers/alert-rules.ts'

async function read(text: string, file = 'rules.yaml') {
  if (!alertRules.claims(file, text)) return { rules: [], problem: undefined, isClaimed: false }
  const { entries, problem } = await alertRules.read(new InventoryFile(file, text))
  const rules = entries.filter((entry): entry is AlertEntry => entry.kind === 'alert')
  return { rules, problem, isClaimed: true }
}

/** What stands at the place of a runbook's address. */
function shown(text: string, { runbook }: AlertEntry): string | undefined {
  return runbook && text.split(/\r?\n/)[runbook.line - 1]?.slice(runbook.column - 1, runbook.endColumn - 1)
}

describe('A rule', () => {
  const text = `groups:
  - name: shop
    rules:
      - record: job:up:sum
        expr: sum(up)
      - alert: ShopDown
        expr: |
          up{job="shop"}
            == 0
        for: 5m
        labels: { severity: critical }
        annotations:
          summary: "{{ $labels.instance }} is down"
          runbook_url: "https://docs.example.org/shop/down/#what-to-do"
`

  test('is told with all that it says, and where it stands', async () => {
    const { rules } = await read(text)
    expect(rules).toStrictEqual([
      {
        kind: 'alert',
        name: 'ShopDown',
        group: 'shop',
        expression: 'up{job="shop"}\n  == 0',
        for: '5m',
        labels: { severity: 'critical' },
        annotations: {
          summary: '{{ $labels.instance }} is down',
          runbook_url: 'https://docs.example.org/shop/down/#what-to-do',
        },
        runbook: {
          url: 'https://docs.example.org/shop/down/#what-to-do',
          ...{ line: 14, column: 25, endLine: 14, endColumn: 71 },
        },
        ...{ line: 6, column: 16, endLine: 6, endColumn: 24 },
      },
    ])
  })

  test.each([
    ['runbook_url: /a.md', '/a.md'],
    ['runbook: docs/a.md#b', 'docs/a.md#b'],
    ['runbookURL: https://docs.example.org/a', 'https://docs.example.org/a'],
    ['playbook: https://docs.example.org/a', 'https://docs.example.org/a'],
    ['sop_url: a.md', 'a.md'],
    ['runbook_url: TODO', 'TODO'],
    ['runbook: Restart the shop', undefined],
    ['summary: https://docs.example.org/a', undefined],
    ['runbook_url: ""', undefined],
  ])('with `%s` has the runbook %s', async (annotation, url) => {
    const { rules } = await read(`- alert: A\n  expr: up\n  annotations:\n    ${annotation}\n`)
    expect(rules.map(({ runbook }) => runbook?.url)).toStrictEqual([url])
  })
})

describe('Where rules stand', () => {
  const rule = (indent: string) =>
    `${indent}- alert: ShopDown\n${indent}  expr: up == 0\n${indent}  annotations:\n${indent}    runbook_url: 'docs/shop.md'\n`

  test.each([
    [
      'a custom resource',
      `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n  groups:\n    - name: a\n      rules:\n${rule('        ')}`,
    ],
    [
      'a list of objects',
      `kind: List\nitems:\n  - kind: PrometheusRule\n    spec:\n      groups:\n        - rules:\n${rule('            ')}`,
    ],
    [
      'the values of a chart',
      `prometheus:\n  additionalPrometheusRules:\n    - name: a\n      groups:\n        - rules:\n${rule('            ')}`,
    ],
    [
      'a text of a config map',
      `kind: ConfigMap\ndata:\n  rules.yml: |\n    groups:\n      - name: a\n        rules:\n${rule('          ')}`,
    ],
    [
      'a text with its own number of lines at its end',
      `data:\n  rules.yml: |-\n    groups:\n      - rules:\n${rule('          ')}\n\n  other: x\n`,
    ],
    ['a second document', `a: b\n---\ngroups:\n  - rules:\n${rule('      ')}`],
    ['lines that end as on Windows', `groups:\n  - rules:\n${rule('      ')}`.replaceAll('\n', '\r\n')],
    [
      'a template of Helm',
      `{{- if .Values.alerts.enabled }}\nkind: PrometheusRule\nmetadata:\n  labels:\n    {{- include "shop.labels" . | nindent 4 }}\nspec:\n  groups:\n    {{- range .Values.groups }}\n    - name: {{ .name }}\n      rules:\n${rule('        ')}    {{- end }}\n{{- end }}\n`,
    ],
  ])('%s: the address is placed exactly', async (_, text) => {
    const { rules } = await read(text)
    expect(rules.map((one) => [one.name, shown(text, one)])).toStrictEqual([['ShopDown', 'docs/shop.md']])
  })

  test('Grafana’s own files: a title, a condition and queries', async () => {
    const text = `apiVersion: 1
groups:
  - orgId: 1
    name: latency
    rules:
      - uid: a1
        title: Checkout is slow
        condition: C
        for: 10m
        data:
          - refId: A
            datasourceUid: prometheus
            model: { expr: 'histogram_quantile(0.9, x)' }
          - refId: C
            datasourceUid: __expr__
            model: { type: threshold }
        labels: { severity: warning }
        annotations:
          runbook_url: https://docs.example.org/checkout/
`
    const { rules } = await read(text)
    expect(rules).toMatchObject([
      { name: 'Checkout is slow', group: 'latency', for: '10m', expression: 'histogram_quantile(0.9, x)' },
    ])
    expect(rules.map((rule) => shown(text, rule))).toStrictEqual(['https://docs.example.org/checkout/'])
  })

  test.each([
    ['a dashboard', '{"panels":[{"alert":{"name":"x","conditions":[]},"title":"y"}]}', 'a.json'],
    ['the definition of a kind', 'kind: CustomResourceDefinition\nproperties:\n  - alert: x\n    expr: y\n', 'a.yaml'],
    ['a test of rules', 'tests:\n  - alert_rule_test:\n      - alertname: A\n', 'a.yaml'],
    ['another tool’s key', 'monitors:\n  - alert: true\n    name: x\n', 'a.yaml'],
  ])('%s holds none', async (_, text, file) => {
    expect((await read(text, file)).rules).toStrictEqual([])
  })
})

describe('What a template makes', () => {
  test('is shown as a hole, and a rule that is named so is passed over', async () => {
    const text = `spec:
  groups:
    - name: a
      rules:
        - alert: {{ .Values.prefix }}Down
          expr: up == 0
        - alert: ShopDown
          expr: up{namespace="{{ $targetNamespace }}"} == 0
          for: {{ .Values.for }}
          annotations:
            summary: 'Pod {{\`{{ $labels.pod }}\`}} is down'
            runbook_url: {{ .Values.runbooks }}/shop.md
`
    const { rules } = await read(text, 'templates/rules.yaml')
    expect(rules).toMatchObject([
      {
        name: 'ShopDown',
        expression: 'up{namespace="{{…}}"} == 0',
        for: '{{…}}',
        annotations: { summary: 'Pod {{…}} is down', runbook_url: '{{…}}/shop.md' },
      },
    ])
  })
})

describe('Jsonnet', () => {
  const text = `{
  prometheusAlerts+:: {
    groups+: [{
      name: 'shop',
      rules: [
        {
          // alert: 'Commented',
          alert: 'ShopDown',
          expr: |||
            up{%(selector)s} == 0
          ||| % $._config,
          'for': '5m',
          labels: { severity: 'critical' },
          annotations: { runbook_url: "docs/shop.md#down", summary: 'It\\'s down' },
        },
        { alert: 'Shop%s' % $._config.name, expr: 'up' },
        { local alert = 'ShopSlow', alert: alert, expr: 'a' + ' > 1', annotations: {
          runbook_url: $._config.pattern % alert,
        } },
      ],
    }],
  },
}
`
  test('tells what surely stands there', async () => {
    const { rules } = await read(text, 'alerts.libsonnet')
    expect(rules).toMatchObject([
      {
        name: 'ShopDown',
        group: 'shop',
        expression: 'up{{{…}}} == 0',
        for: '5m',
        labels: { severity: 'critical' },
        annotations: { summary: "It's down" },
      },
      { name: 'ShopSlow', expression: 'a > 1', annotations: {} },
    ])
    expect(rules.map((rule) => shown(text, rule))).toStrictEqual(['docs/shop.md#down', undefined])
  })
})

describe('As promtool 2.42 reads the same files', () => {
  const folder = path.join(import.meta.dirname, 'promtool-2.42')
  /** What `promtool check rules` said: how many rules there are, or that the file is none. */
  const said: Record<string, number | 'refused'> = {
    'anchors.rules': 2,
    'crlf.rules': 1,
    'expression.rules': 'refused',
    'indentation.rules': 'refused',
    'json.rules': 1,
    'record-and-alert.rules': 'refused',
    'recording.rules': 3,
    'second-document.rules': 1,
    'without-expression.rules': 'refused',
  }

  test('every fixture has its verdict', () => {
    expect(readdirSync(folder).sort()).toStrictEqual(Object.keys(said))
  })

  test.each([
    ['anchors.rules', ['High CPU', 'Other']],
    ['crlf.rules', ['A']],
    // It has two alerts, and a recording rule.
    ['recording.rules', ['ShopDown', 'ShopSlow']],
    ['json.rules', ['J']],
    // Prometheus reads the first document alone, others all of them.
    ['second-document.rules', ['A', 'B']],
    // Wrong as they are, these alerts are declared.
    ['expression.rules', ['A']],
    ['record-and-alert.rules', ['b']],
    ['without-expression.rules', []],
    ['indentation.rules', []],
  ])('%s', async (file, names) => {
    const { rules, problem } = await read(readFileSync(path.join(folder, file), 'utf8'), file)
    expect(rules.map(({ name }) => name)).toStrictEqual(names)
    expect(problem !== undefined).toBe(file === 'indentation.rules')
    if (file === 'anchors.rules') expect(rules[1]?.labels).toStrictEqual({ team: 'x', severity: 'critical' })
  })
})

describe('Hostile files are bounded', () => {
  test.each([
    [
      'a bomb of aliases',
      `a: &a [{alert: x, expr: y}]\n${Array.from({ length: 40 }, (_, i) => `b${i}: &b${i} [*a, *a, ${i > 0 ? `*b${i - 1}, *b${i - 1}` : '*a'}]`).join('\n')}`,
    ],
    ['deep lists', `alert: x\nexpr: ${'['.repeat(50_000)}`],
    ['deep maps in a template', `{{ if x }}\n- alert: x\n  expr: ${'{a: '.repeat(5_000)}`],
    ['actions without an end', `- alert: x\n  expr: ${'{{ '.repeat(100_000)}`],
    ['texts in texts', `a: |\n  b: |\n    c: |\n      d: |\n        - alert: x\n          expr: y\n`],
  ])('%s', async (_, text) => {
    expect((await read(text)).rules.length).toBeLessThanOrEqual(1)
  })

  test('brackets of Jsonnet without an end', async () => {
    const text = `alert: 'x', ${"{ alert: 'x', expr: 'y', ".repeat(20_000)}`
    expect((await read(text, 'a.jsonnet')).rules).toStrictEqual([])
  })
})

describe('A line that is gone', () => {
  test.each([
    ['      - alert: ShopDown', ['ShopDown']],
    ["          alert: 'ShopDown',", ['ShopDown']],
    ['        "alert": "ShopDown",', ['ShopDown']],
    ['      - alert: {{ .Values.name }}', []],
    ['  alert: true', []],
    ['  summary: alert', []],
  ])('`%s` declared %j', (line, names) => {
    expect(alertRules.formerly?.(line, 'a.yaml').map(({ name }) => name)).toStrictEqual(names)
  })
})
