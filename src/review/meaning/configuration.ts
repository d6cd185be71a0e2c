import { type Entry, type EntryOf, entriesOf } from '../../inventory/entry.ts'
import { andList, quote, quoteSource } from '../../text/quote.ts'
import type { Consequence } from './consequence.ts'
import { differenceOf } from './difference.ts'

type Rule = EntryOf<'alert'>

/** What a change of the repository's configuration means: alerts, routed hosts and versions of images. */
export function changesOfConfiguration(before: readonly Entry[], after: readonly Entry[]): Consequence[] {
  return [...changesOfAlerts(before, after), ...changesOfHosts(before, after), ...changesOfImages(before, after)]
}

function changesOfAlerts(before: readonly Entry[], after: readonly Entry[]): Consequence[] {
  const [old, now] = [before, after].map((entries) => Map.groupBy(entriesOf(entries, 'alert'), ({ name }) => name))
  const told: Consequence[] = []
  for (const [name, rules] of now ?? []) {
    const former = old?.get(name)
    const [first] = rules
    if (!first) continue
    if (!former) told.push({ topic: 'alerts', weight: 'plain', text: `Alert ${quote(name)} is new`, ...at(first) })
    // Rules of one name are told apart by what they say: which became which, nobody says where there are several.
    else if (rules.length === 1 && former.length === 1) told.push(...changesOfRule(former[0], first))
    else if (wordsOf(rules) !== wordsOf(former))
      told.push({
        topic: 'alerts',
        weight: 'attention',
        text: `The rules of alert ${quote(name)} changed`,
        ...at(first),
      })
  }
  for (const [name, [rule]] of old ?? []) {
    if (!rule || now?.has(name)) continue
    const text = `Alert ${quote(name)} is gone`
    told.push({ topic: 'alerts', weight: 'attention', text, ...at(rule), isGone: true })
  }
  return told
}

function wordsOf(rules: readonly Rule[]): string {
  const words = rules.map(({ expression, for: wait, labels, runbook }) =>
    JSON.stringify([plain(expression), wait, Object.entries(labels).sort(), runbook?.url]),
  )
  return words.sort().join('\n')
}

function changesOfRule(old: Rule | undefined, now: Rule): Consequence[] {
  if (!old) return []
  const name = quote(now.name)
  const found: string[] = []
  const [was, is] = [old, now].map(({ for: wait }) => (wait === undefined ? 'at once' : `after ${quote(wait)}`))
  if (was !== is) found.push(`Alert ${name} fires ${is} instead of ${was}`)
  if (plain(old.expression) !== plain(now.expression))
    found.push(`Alert ${name} fires where ${source(now.expression)} instead of ${source(old.expression)}`)
  if (old.labels.severity !== now.labels.severity)
    found.push(
      `Alert ${name} is ${quote(now.labels.severity ?? 'none')} instead of ${quote(old.labels.severity ?? 'none')}`,
    )
  if (old.runbook?.url !== now.runbook?.url) {
    const [from, to] = [old, now].map(({ runbook }) => (runbook ? quote(runbook.url) : 'nothing'))
    found.push(`The runbook of alert ${name} is ${to} instead of ${from}`)
  }
  return found.map((text) => ({ topic: 'alerts', weight: 'attention', text, ...at(now) }))
}

/** An expression on one line: how it is broken into lines means nothing. */
function plain(expression: string | undefined): string | undefined {
  return expression?.replace(/\s+/g, ' ').trim()
}

function source(expression: string | undefined): string {
  return expression === undefined ? 'nothing' : quoteSource(expression, 120)
}

function changesOfHosts(before: readonly Entry[], after: readonly Entry[]): Consequence[] {
  const [old, now] = [before, after].map((entries) => {
    const routes = entriesOf(entries, 'host').filter(({ role }) => role === 'route' || role === 'record')
    return new Map(routes.toReversed().map((route) => [route.host, route]))
  })
  const { fresh, gone } = differenceOf([...(old?.keys() ?? [])], [...(now?.keys() ?? [])])
  const told = (host: string, entry: Entry | undefined, isGone: boolean): Consequence[] => {
    if (!entry) return []
    const text = isGone ? `Nothing is declared at ${quote(host)} any more` : `${quote(host)} is declared`
    const weight = isGone ? 'attention' : 'plain'
    return [{ topic: 'hosts', weight, text, ...at(entry), ...(isGone && { isGone }) }]
  }
  return [
    ...fresh.flatMap((host) => told(host, now?.get(host), false)),
    ...gone.flatMap((host) => told(host, old?.get(host), true)),
  ]
}

function changesOfImages(before: readonly Entry[], after: readonly Entry[]): Consequence[] {
  const [old, now] = [before, after].map((entries) => Map.groupBy(entriesOf(entries, 'image'), ({ image }) => image))
  return [...(now ?? [])].flatMap(([image, entries]): Consequence[] => {
    const tags = (some: readonly EntryOf<'image'>[]) => some.flatMap(({ tag }) => tag ?? [])
    const { fresh, gone } = differenceOf(tags(old?.get(image) ?? []), tags(entries))
    const changed = entries.find(({ tag }) => tag !== undefined && fresh.includes(tag))
    if (!changed || gone.length === 0) return []
    const [is, was] = [fresh, gone].map((some) => andList(some.map((tag) => quote(tag))))
    return [{ topic: 'versions', weight: 'plain', text: `${quote(image)} is ${is} instead of ${was}`, ...at(changed) }]
  })
}

function at({ file, line }: Entry): { file: string; line: number } {
  return { file, line }
}
