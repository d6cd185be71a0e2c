import type { Element, ElementContent } from 'hast'
import { measuredState, measuredText } from '../../status-model/measurement.ts'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { compareFact, factText, foundWords, timestampText } from '../../status-model/words.ts'
import { element, textContent } from '../markdown/element.ts'

/** A value that a probe can hold against what a page says. */
export interface Fact {
  /** In CEL. */
  expression: string
  /** As last found; absent where it was not. */
  value?: string
  /** It is measured, and in this unit; empty for a bare number. */
  unit?: string
}

/**
 * A value as it is written, held against what a probe found: when that is another, or is measured, it stands beside it.
 */
export function factElement(
  id: string,
  { checkedAt, state: probeState }: ServiceStatus,
  { expression, unit, ...fact }: Fact,
  written: ElementContent[],
): Element {
  const value = checkedAt === undefined ? undefined : fact.value
  const state =
    unit === undefined
      ? compareFact(textContent({ type: 'root', children: written }), value)
      : measuredState(value, probeState)
  const properties = {
    dataOf: id,
    dataFact: expression,
    ...(unit !== undefined && { dataUnit: unit }),
    dataState: state,
  }
  const isKnown = value !== undefined && checkedAt !== undefined
  const found = unit === undefined || value === undefined ? value : measuredText(value, unit)
  return element('waymark-fact', properties, [
    element('span', { className: ['fact-written'] }, written),
    element('span', { className: ['fact-found'] }, isKnown ? foundText(state, found ?? '', checkedAt) : []),
  ])
}

function foundText(state: keyof typeof foundWords, value: string, checkedAt: string): (Element | string)[] {
  const time = element('time', { dateTime: checkedAt }, [`as of ${timestampText(checkedAt)}`])
  const begun = foundWords[state]
  return state === 'same' ? [`${begun} `, time] : [`${begun} `, element('strong', {}, [factText(value)]), ' ', time]
}
