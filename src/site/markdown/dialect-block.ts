import type { Element, ElementContent } from 'hast'
import type { State } from 'mdast-util-to-hast'
import type { Admonition, Include, Tab, TabGroup, UnknownBlock, UnknownText } from '../../guidebook/dialects/block.ts'
import { element } from './element.ts'

/**
 * Names of elements that stand for a dialect's blocks until the page's own HTML has been made safe. A page cannot write
 * them itself: of raw HTML, names that are not GitHub's are taken out before.
 */
const admonitionName = 'waymark-admonition'
const titleName = 'waymark-title'
const tabsName = 'waymark-tabs'
const tabName = 'waymark-tab'
const unknownName = 'waymark-unknown'

export const dialectElementNames = [admonitionName, titleName, tabsName, tabName, unknownName]

/** What these elements may say: more is taken off them with all else that is not allowed. */
export const dialectAttributes = {
  [admonitionName]: [
    ['dataKind', 'note', 'tip', 'important', 'warning', 'caution'],
    ['dataFold', 'open', 'closed'],
  ],
  [unknownName]: ['dataName', 'dataInline'],
} satisfies Record<string, (string | [string, ...string[]])[]>

/** How a dialect's nodes become elements. */
export const dialectHandlers = {
  admonition: (state: State, node: Admonition): Element =>
    element(admonitionName, { dataKind: node.kind, ...(node.fold && { dataFold: node.fold }) }, [
      ...titleOf(state, node.title),
      ...state.wrap(state.all(node), true),
    ]),
  tabGroup: (state: State, node: TabGroup): Element => element(tabsName, {}, state.wrap(state.all(node), true)),
  tab: (state: State, node: Tab): Element =>
    element(tabName, {}, [...titleOf(state, node.label), ...state.wrap(state.all(node), true)]),
  unknownBlock: (state: State, node: UnknownBlock): Element =>
    element(unknownName, { dataName: node.name }, state.wrap(state.all(node), true)),
  unknownText: (_: State, node: UnknownText): Element =>
    element(unknownName, { dataName: node.value, dataInline: 'true' }),
  include: (state: State, node: Include): ElementContent[] => state.wrap(state.all(node), false),
}

function titleOf(state: State, title: Admonition['title']): Element[] {
  if (title.length === 0) return []
  return [element(titleName, {}, state.all({ type: 'paragraph', children: title }))]
}

/** The element that a dialect's block is shown as; any other element as it is. */
export function dialectElement(node: Element): Element {
  switch (node.tagName) {
    case admonitionName:
      return admonition(node)
    case tabsName:
      return element(tabsName, { className: ['tabs'] }, node.children)
    case tabName:
      return tab(node)
    case unknownName:
      return unknown(node)
    default:
      return node
  }
}

function admonition(node: Element): Element {
  const { title, body } = parted(node)
  const kind = String(node.properties.dataKind ?? 'note')
  const className = ['alert', `alert-${kind}`]
  const fold = node.properties.dataFold
  if (fold === undefined) {
    const head = title ? [element('p', { className: ['alert-title'] }, title)] : []
    return element('div', { className, role: 'note' }, [...head, ...body])
  }
  const summary = element('summary', { className: ['alert-title'] }, title ?? ['Details'])
  return element('details', { className, open: fold === 'open' }, [summary, ...body])
}

/** Without scripts its label stands above each; with them the labels are a row of tabs. */
function tab(node: Element): Element {
  const { title, body } = parted(node)
  return element('section', { className: ['tab'] }, [
    element('p', { className: ['tab-label'] }, title ?? ['Tab']),
    ...body,
  ])
}

function unknown(node: Element): Element {
  const name = String(node.properties.dataName ?? '')
  const label = element('code', {}, [name])
  if (node.properties.dataInline !== undefined) return element('span', { className: ['unknown'] }, [label])
  return element('div', { className: ['unknown'] }, [
    element('p', { className: ['unknown-name'] }, [label]),
    ...node.children,
  ])
}

function parted({ children }: Element): { title?: ElementContent[]; body: ElementContent[] } {
  const title = children.find((child) => child.type === 'element' && child.tagName === titleName)
  const body = children.filter((child) => child !== title)
  return title?.type === 'element' ? { title: title.children, body } : { body }
}
