import { type ElementData, elementData } from './element-data.ts'
import { durationText } from './response.ts'
import type { ShownVerdict } from './verdict.ts'
import { codeParts } from './words.ts'

/** Of a found value, this many characters are shown. */
const longestFound = 300

/** What is behind the reason of some probes, as elements: what each asked for, what it found, and how long each phase took. */
export function detailElements(verdicts: readonly ShownVerdict[]): ElementData[] {
  return verdicts.map((verdict) => {
    const { id, state, phases = {}, conditions = [], durationMs, phase, code, reason } = verdict
    const spent = Object.entries(phases)
    const held = conditions.map(({ expression, held, found }) =>
      elementData(
        'li',
        { class: held ? 'held' : 'not-held' },
        elementData('span', {}, held ? 'holds' : 'does not hold'),
        ' ',
        elementData('code', {}, expression),
        ...(found === null || found === undefined ? [] : [' found ', elementData('code', {}, foundText(found))]),
      ),
    )
    const facts: [string, (ElementData | string)[]][] = [
      ['State', [elementData('span', { 'data-state': state }, elementData('span', { class: 'status-word' }, state))]],
      ...(reason === undefined
        ? []
        : [['Reason', reasonElements(reason)] satisfies [string, (ElementData | string)[]]]),
      ...(phase === undefined ? [] : [['Failed in', [phase]] satisfies [string, string[]]]),
      ...(code === undefined ? [] : [['Code', [elementData('code', {}, code)]] satisfies [string, ElementData[]]]),
      [
        'Took',
        [[durationText(durationMs), ...spent.map(([name, ms]) => `${name} ${durationText(ms ?? 0)}`)].join(' · ')],
      ],
    ]
    return elementData(
      'div',
      { class: 'found-of' },
      elementData('p', { class: 'found-name' }, elementData('code', {}, id)),
      elementData(
        'dl',
        {},
        ...facts.map(([name, value]) =>
          elementData('div', {}, elementData('dt', {}, name), elementData('dd', {}, ...value)),
        ),
      ),
      ...(held.length === 0 ? [] : [elementData('ul', { class: 'found-conditions' }, ...held)]),
    )
  })
}

function reasonElements(reason: string): (ElementData | string)[] {
  return codeParts(reason).map(({ text, isCode }) => (isCode ? elementData('code', {}, text) : text))
}

/** What is found comes from a service: it is text, and bounded. */
function foundText(found: unknown): string {
  const text = typeof found === 'string' ? found : (JSON.stringify(found) ?? '')
  return text.length > longestFound ? `${text.slice(0, longestFound)}…` : text
}
