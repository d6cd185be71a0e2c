import type { Element, ElementContent } from 'hast'
import type { Standing } from '../../status-model/rollup.ts'
import { codeParts, reasonOf, stampOf, wordOf } from '../../status-model/words.ts'
import { element, textContent } from '../markdown/element.ts'

/** The state of some ids, beside the text that names them. The widget of this name goes on from what stands here. */
export function statusElement(ids: string, standing: Standing, content: (ElementContent | string)[]): Element {
  const properties = { dataOf: ids, dataState: standing.state }
  return element('waymark-status', properties, [...content, ' ', statusSign(standing)])
}

/** A word with its shape, and the moment that it holds for. */
export function statusSign(standing: Standing): Element {
  const time = standing.checkedAt === undefined ? [] : [' ', timeElement(standing.checkedAt, 'as of ')]
  return element('span', { className: ['status-sign'] }, [
    element('span', { className: ['status-word'] }, [wordOf(standing)]),
    ...time,
  ])
}

/** What a sign says, as text. */
export function signText(standing: Standing): string {
  return textContent(statusSign(standing))
}

/** Why some ids are not well, and since when; empty where there is nothing to say. */
export function statusReason(standing: Standing, ids: string): Element {
  const { state, since } = standing
  const isTold = state !== 'up' && since !== undefined
  const reason = reasonOf(standing, ids)
  const said = reason === '' ? [] : [' ', ...codeParts(reason).map(codeOrText)]
  const told = isTold ? ['Since ', timeElement(since), '.', ...said] : []
  return element('span', { className: ['status-reason'] }, told)
}

function codeOrText({ text, isCode }: { text: string; isCode: boolean }): Element | string {
  return isCode ? element('code', {}, [text]) : text
}

/** A moment in UTC; the widget puts its age in its place. */
export function timeElement(iso: string, before = ''): Element {
  return element('time', { dateTime: iso }, [`${before}${stampOf(iso)}`])
}
