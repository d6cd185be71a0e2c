import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import type { ElementData } from '../../status-model/element-data.ts'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { codeParts, reasonText, stateText, timestampText } from '../../status-model/words.ts'
import { element, textContent } from '../markdown/element.ts'

/** The state of some ids, beside the text that names them. The widget of this name goes on from what stands here. */
export function statusElement(ids: string, status: ServiceStatus, content: (ElementContent | string)[]): Element {
  const properties = { dataOf: ids, dataState: status.state }
  return element('waymark-status', properties, [...content, ' ', badgeElement(status)])
}

/** A word with its shape, and the moment that it holds for. */
export function badgeElement(status: ServiceStatus): Element {
  const time = status.checkedAt === undefined ? [] : [' ', timeElement(status.checkedAt, 'as of ')]
  return element('span', { className: ['status-sign'] }, [
    element('span', { className: ['status-word'] }, [stateText(status)]),
    ...time,
  ])
}

/** What a sign says, as text. */
export function badgeText(status: ServiceStatus): string {
  return textContent(badgeElement(status))
}

/** Why some ids are not well, and since when; empty where there is nothing to say. */
export function reasonElement(status: ServiceStatus, ids: string): Element {
  const { state, since } = status
  const isTold = state !== 'up' && since !== undefined
  const reason = reasonText(status, ids)
  const said = reason === '' ? [] : [' ', ...codeParts(reason).map(codeOrText)]
  const told = isTold ? ['Since ', timeElement(since), '.', ...said] : []
  return element('span', { className: ['status-reason'] }, told)
}

function codeOrText({ text, isCode }: { text: string; isCode: boolean }): Element | string {
  return isCode ? element('code', {}, [text]) : text
}

/** What build and browser show alike, as the build writes it. */
export function elementsHtml(elements: readonly ElementData[]): string {
  return toHtml({ type: 'root', children: elements.map(elementOf) })
}

function elementOf({ name, attributes, children }: ElementData): Element {
  return element(
    name,
    attributes,
    children.map((child) => (typeof child === 'string' ? child : elementOf(child))),
  )
}

/** A moment in UTC; the widget puts its age in its place. */
export function timeElement(iso: string, before = ''): Element {
  return element('time', { dateTime: iso }, [`${before}${timestampText(iso)}`])
}
