import { expect, test } from 'vitest'
import type { Entry } from '../../../src/inventory/entry.ts'
import { changesOfConfiguration } from '../../../src/review/meaning/configuration.ts'

const place = { line: 3, column: 1, endLine: 3, endColumn: 9, file: 'rules.yaml', reader: 'alert rules' }

function alert(
  settings: {
    name?: string
    wait?: string
    expression?: string
    severity?: string
    url?: string
    labels?: Record<string, string>
    isReversed?: boolean
  } = {},
): Entry {
  const { name = 'ErpDown', wait, expression = 'up == 0', severity = 'page', url, isReversed } = settings
  const all = Object.entries({ severity, ...settings.labels })
  const labels = Object.fromEntries(isReversed ? all.toReversed() : all)
  return {
    ...{ kind: 'alert', name, expression, labels, annotations: {}, ...place },
    ...(wait !== undefined && { for: wait }),
    ...(url !== undefined && { runbook: { url, ...place } }),
  }
}

const route = (host: string): Entry => ({ kind: 'host', host, role: 'route', names: [], ...place })
const image = (tag: string): Entry => ({ kind: 'image', image: 'acme/shop', tag, names: [], ...place })

test.each<[before: Entry[], after: Entry[], told: string[]]>([
  [[alert()], [alert({ expression: 'up  ==\n0' })], []],
  [[alert()], [alert({ wait: '10m' })], ['Alert `ErpDown` fires after `10m` instead of at once']],
  [[alert()], [alert({ expression: 'up < 1' })], ['Alert `ErpDown` fires where `up < 1` instead of `up == 0`']],
  [[alert()], [alert({ severity: 'ticket' })], ['Alert `ErpDown` is `ticket` instead of `page`']],
  [[alert()], [alert({ url: 'erp.md#down' })], ['The runbook of alert `ErpDown` is `erp.md#down` instead of nothing']],
  [[alert()], [], ['Alert `ErpDown` is gone']],
  [[], [alert()], ['Alert `ErpDown` is new']],
  [
    [alert(), alert({ severity: 'ticket' })],
    [alert(), alert({ severity: 'info' })],
    ['The rules of alert `ErpDown` changed'],
  ],
  [[alert(), alert({ severity: 'ticket' })], [alert({ severity: 'ticket' }), alert()], []],
  [
    [alert({ labels: { team: 'ops' } }), alert({ severity: 'ticket' })],
    [alert({ labels: { team: 'ops' }, isReversed: true, expression: 'up  ==\n0' }), alert({ severity: 'ticket' })],
    [],
  ],
  [
    [route('docs.example.org')],
    [route('sign.example.org')],
    ['`sign.example.org` is declared', 'Nothing is declared at `docs.example.org` any more'],
  ],
  [[image('1.2')], [image('1.3')], ['`acme/shop` is `1.3` instead of `1.2`']],
  [[], [image('1.3')], []],
])('%#', (before, after, told) => {
  expect(changesOfConfiguration(before, after).map(({ text }) => text)).toStrictEqual(told)
})
