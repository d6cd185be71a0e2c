import { type AlertSource, type AlertsNow, type alertStates, type FiringAlert, severityRank } from './alert.ts'
import { type ElementData, elementData, momentData } from './element-data.ts'
import { measuredText } from './measurement.ts'
import { codeParts, timestampText } from './words.ts'

/** Which alerts a part of a page shows, and how. */
export interface FiringView {
  /** Those that this page is about, by its address below the base; all of them when absent. */
  page?: string | undefined
  /** Those of this name. */
  name?: string | undefined
  /** The site's base, with a slash at both ends. */
  base: string
  /** Whether labels can fill the commands of the page. */
  canFill: boolean
  /** Whether it says so when nothing fires. */
  saysNone: boolean
}

/** More of them are counted: the page itself is what the reader has come for. */
const mostOfPage = 5

/** What a label or a text ends with that was cut: it is not what it was. */
const cut = '…'

/** The alerts that are shown, the loudest first. */
export function alertsShown({ firing }: AlertsNow, { page, name }: Pick<FiringView, 'page' | 'name'>): FiringAlert[] {
  return firing.filter((alert) => {
    return (page === undefined || alert.page?.address === page) && (name === undefined || alert.name === name)
  })
}

/** Which alerts fire, as elements: what each is called, since when, its value and labels; and who says nothing. */
export function firingElements(alerts: AlertsNow, view: FiringView): ElementData[] {
  const shown = alertsShown(alerts, view)
  const isOfPage = view.page !== undefined || view.name !== undefined
  const listed = shown.slice(0, isOfPage ? mostOfPage : undefined)
  const more = shown.length - listed.length + (isOfPage ? 0 : (alerts.omitted ?? 0))
  const items = listed.map((alert) => alertItem(alert, view))
  const moreText = `and ${more} more ${more === 1 ? 'alert' : 'alerts'}`
  const silent = shown.length > 0 || view.saysNone ? alerts.sources.filter(({ state }) => state === 'unknown') : []
  const isKnown = silent.length < alerts.sources.length
  return [
    ...(items.length > 0 ? [elementData('ul', { class: 'firing-alerts' }, ...items)] : []),
    ...(more > 0 ? [elementData('p', { class: 'firing-note' }, moreText)] : []),
    ...(items.length === 0 && view.saysNone && isKnown
      ? [elementData('p', { class: 'firing-note' }, 'No alert fires.')]
      : []),
    ...silent.map(silentNote),
  ]
}

function alertItem(alert: FiringAlert, view: FiringView): ElementData {
  const { id, state, since, value, summary, labels } = alert
  const { severity, ...others } = labels
  const entries = Object.entries(others)
  const canFill = view.canFill && Object.keys(fillingLabels(alert)).length > 0
  return elementData(
    'li',
    { class: 'firing-alert', 'data-alert': id, 'data-alert-state': state },
    elementData(
      'p',
      { class: 'firing-head' },
      elementData('span', { class: 'firing-state' }, stateWords[state]),
      ' ',
      nameElement(alert, view),
      ...(severity === undefined
        ? []
        : [' ', elementData('span', { class: 'firing-severity', 'data-tone': toneOf(severity) }, severity)]),
      ' ',
      elementData('span', { class: 'firing-since' }, 'since ', momentData(since, timestampText(since), 'moment')),
      ...(value === undefined
        ? []
        : [
            ' ',
            elementData('span', { class: 'firing-value' }, 'value ', elementData('b', {}, measuredText(String(value)))),
          ]),
    ),
    ...(summary === undefined ? [] : [elementData('p', { class: 'firing-summary' }, summary)]),
    ...(entries.length === 0 ? [] : [labelList(entries)]),
    ...(canFill
      ? [elementData('button', { type: 'button', class: 'firing-fill', 'data-fill': id }, 'Fill in its labels')]
      : []),
  )
}

const stateWords: Readonly<Record<(typeof alertStates)[number], string>> = {
  firing: 'Firing',
  silenced: 'Silenced',
  inhibited: 'Inhibited',
}

/** The way to the section that says what to do; on the page itself the name alone where it names no section. */
function nameElement({ name, page }: FiringAlert, { page: own, base }: FiringView): ElementData {
  const code = elementData('code', {}, name)
  if (page === undefined || (page.address === own && page.anchor === undefined)) return code
  const anchor = page.anchor === undefined ? '' : `#${encodeURIComponent(page.anchor)}`
  const href = page.address === own ? anchor : base + encodeURI(page.address.replace(/^\/+/, '')) + anchor
  return elementData('a', { href }, code)
}

/** How loud a word of severity is, for its colour. */
function toneOf(severity: string): 'bad' | 'caution' | 'plain' {
  const rank = severityRank(severity)
  return rank <= severityRank('major') ? 'bad' : rank <= severityRank('medium') ? 'caution' : 'plain'
}

function labelList(entries: readonly (readonly [string, string])[]): ElementData {
  return elementData(
    'ul',
    { class: 'firing-labels', 'aria-label': 'Labels' },
    ...entries.map(([label, value]) => elementData('li', {}, elementData('code', {}, `${label}=${value}`))),
  )
}

function silentNote({ name, checkedAt, reason = `\`${name}\` does not answer` }: AlertSource): ElementData {
  const parts = codeParts(reason).map(({ text, isCode }) => (isCode ? elementData('code', {}, text) : text))
  const since: (ElementData | string)[] =
    checkedAt === undefined ? [] : [', last answer ', momentData(checkedAt, timestampText(checkedAt), 'moment')]
  return elementData('p', { class: 'firing-note firing-unknown' }, 'Not known what fires: ', ...parts, ...since)
}

/** The labels that may fill blanks: a value that was cut is none. */
export function fillingLabels({ labels }: Pick<FiringAlert, 'labels'>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '' && !value.endsWith(cut)))
}

/** What is read out where other alerts fire than before: "ShopDown fires". Empty where there is nothing new. */
export function newsText(before: ReadonlySet<string>, now: readonly FiringAlert[]): string {
  const fresh = now.filter(({ id, state }) => state === 'firing' && !before.has(id))
  const names = [...new Set(fresh.map(({ name }) => name))]
  if (names.length === 0) return ''
  return names.length > 3
    ? `${names.length} alerts fire`
    : `${names.join(', ')} ${names.length === 1 ? 'fires' : 'fire'}`
}
