import type { Element, ElementContent } from 'hast'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { compareFact, factText, timestampText } from '../../status-model/words.ts'
import { element, textContent } from '../markdown/element.ts'

/**
 * A value as it is written, held against what a probe found: when that is another, it stands beside it. `fact.value` is
 * absent where nothing was found.
 */
export function factElement(
  id: string,
  { checkedAt }: ServiceStatus,
  fact: { expression: string; value?: string },
  written: ElementContent[],
): Element {
  const value = checkedAt === undefined ? undefined : fact.value
  const state = compareFact(textContent({ type: 'root', children: written }), value)
  const properties = { dataOf: id, dataFact: fact.expression, dataState: state }
  const isKnown = value !== undefined && checkedAt !== undefined
  return element('waymark-fact', properties, [
    element('span', { className: ['fact-written'] }, written),
    element('span', { className: ['fact-found'] }, isKnown ? foundText(state, value, checkedAt) : []),
  ])
}

function foundText(state: 'same' | 'other' | 'unknown', value: string, checkedAt: string): (Element | string)[] {
  const time = element('time', { dateTime: checkedAt }, [`as of ${timestampText(checkedAt)}`])
  return state === 'same' ? [' found so ', time] : [' found ', element('strong', {}, [factText(value)]), ' ', time]
}
