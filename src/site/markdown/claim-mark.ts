import type { Element, ElementContent, RootContent as HastContent, Root } from 'hast'
import type { Code, Definition, Literal, Parent, PhrasingContent, RootContent } from 'mdast'
import type { State } from 'mdast-util-to-hast'
import type { Place } from '../../finding/finding.ts'
import { placeOf } from '../../guidebook/parse/node.ts'
import type { ClaimMark } from '../claims/site-claims.ts'
import {
  element,
  findElement,
  type Parent as HastParent,
  isComponent,
  replaceElements,
  textContent,
} from './element.ts'

/** Stands around what differs until the page's own HTML has been made safe; a page cannot write it itself. */
export const claimElementName = 'waymark-claim'

export const claimAttributes = { [claimElementName]: ['dataNumbers', 'dataAgain', 'dataLine', 'dataColumn'] }

/** A part of a page's text that says otherwise than what is. */
interface ClaimText extends Parent {
  type: 'claimText'
  /** The numbers of its marks. */
  numbers: number[]
  /** Whether another place has them too: a reference that is used again. */
  isAgain?: boolean
  children: PhrasingContent[]
}

/** A block of code in which something does. */
interface ClaimBlock extends Parent {
  type: 'claimBlock'
  numbers: number[]
  /** Where its first line of code begins in the page. */
  start: { line: number; column: number }
  children: [Code]
}

declare module 'mdast' {
  interface RootContentMap {
    claimText: ClaimText
    claimBlock: ClaimBlock
  }
  interface PhrasingContentMap {
    claimText: ClaimText
  }
}

/** How such a node becomes an element. */
export const claimHandlers = { claimText: claimHandler, claimBlock: claimHandler }

function claimHandler(state: State, node: ClaimText | ClaimBlock): Element {
  return element(claimElementName, propertiesOf(node), state.all(node))
}

/** What the element has to know of its place, as texts: it stands in the tree of others for a while. */
function propertiesOf(node: ClaimText | ClaimBlock): Record<string, string> {
  const dataNumbers = node.numbers.join(' ')
  if (node.type === 'claimText') return { dataNumbers, ...(node.isAgain === true && { dataAgain: 'true' }) }
  return { dataNumbers, dataLine: String(node.start.line), dataColumn: String(node.start.column) }
}

const attributeNames: Readonly<Record<string, string>> = {
  dataNumbers: 'data-numbers',
  dataAgain: 'data-again',
  dataLine: 'data-line',
  dataColumn: 'data-column',
}

/** Writes the nodes around what differs as components, which MDX's own reader knows. Changes the tree. */
export function claimsAsComponents(parent: Parent): void {
  const children = parent.children.map((child): RootContent => {
    if ('children' in child) claimsAsComponents(child)
    if (child.type !== 'claimText' && child.type !== 'claimBlock') return child
    const attributes = Object.entries(propertiesOf(child)).map(([key, value]) => ({
      type: 'mdxJsxAttribute' as const,
      name: attributeNames[key] ?? key,
      value,
    }))
    const name = claimElementName
    return child.type === 'claimText'
      ? { type: 'mdxJsxTextElement', name, attributes, children: child.children }
      : { type: 'mdxJsxFlowElement', name, attributes, children: child.children }
  })
  Object.assign(parent, { children })
}

/** Makes elements of such components again, once MDX's own reader has made HTML of the rest. Changes the tree. */
export function claimsAsElements(parent: HastParent): void {
  const children = parent.children.map((child): HastContent => {
    if (child.type === 'element' || isComponent(child)) claimsAsElements(child)
    if (!isComponent(child) || child.name !== claimElementName) return child
    const properties = Object.entries(attributeNames).flatMap(([key, name]) => {
      const attribute = child.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === name)
      return typeof attribute?.value === 'string' ? [[key, attribute.value] as const] : []
    })
    return element(claimElementName, Object.fromEntries(properties), child.children)
  })
  Object.assign(parent, { children })
}

/**
 * Puts a node around each place of a page that differs, as far as it is Markdown of the page itself: the link, the code,
 * the words. Changes the tree; returns the numbers of those that were found.
 */
export function markClaims(
  tree: Parent,
  marks: readonly ClaimMark[],
  definitions: ReadonlyMap<string, Definition> = new Map(),
): Set<number> {
  const found = new Set<number>()
  if (marks.length > 0) markIn(tree, { marks, found, references: referenceMarks(marks, definitions) })
  return found
}

interface Marking {
  marks: readonly ClaimMark[]
  found: Set<number>
  /** By the identifier of the definition that differs. */
  references: ReadonlyMap<string, ClaimMark>
}

/** A reference is what a reader sees of its definition. */
function referenceMarks(
  marks: readonly ClaimMark[],
  definitions: ReadonlyMap<string, Definition>,
): Map<string, ClaimMark> {
  return new Map(
    [...definitions].flatMap(([identifier, node]) => {
      const place = placeOf(node)
      const mark = marks.find(({ line, column }) => line === place.line && column === place.column)
      return mark ? [[identifier, mark] as const] : []
    }),
  )
}

function markIn(parent: Parent, marking: Marking): void {
  const children = parent.children.flatMap((child): RootContent[] => {
    // What is included has places of another text.
    if (child.type === 'include' || child.type === 'claimText') return [child]
    const own = marksOf(child, marking)
    if (child.type === 'text' && own.length > 0) return parted(child, own, marking.found)
    if (own.length > 0 && isMarkable(child)) {
      const numbers = own.map(({ number }) => number)
      const isAgain = numbers.every((number) => marking.found.has(number))
      for (const number of numbers) marking.found.add(number)
      return [
        child.type === 'code'
          ? { type: 'claimBlock', numbers, start: startOfCode(child), children: [child] }
          : { type: 'claimText', numbers, isAgain, children: [child] },
      ]
    }
    if ('children' in child) markIn(child, marking)
    return [child]
  })
  Object.assign(parent, { children })
}

/** Of a fence the line below its first one; of indented code its own. */
function startOfCode(code: Code): ClaimBlock['start'] {
  const { line, column, endLine } = placeOf(code)
  const isFence = endLine - line + 1 > code.value.split('\n').length
  return { line: isFence ? line + 1 : line, column }
}

function isMarkable(node: RootContent): node is PhrasingContent | Code {
  return /^(?:link|image|linkReference|imageReference|inlineCode|code)$/.test(node.type)
}

/** The marks that are a node's own: none of what holds other nodes, links aside, which are marked as a whole. */
function marksOf(node: RootContent, { marks, found, references }: Marking): ClaimMark[] {
  const place = placeOf(node)
  switch (node.type) {
    case 'linkReference':
    case 'imageReference': {
      const mark = references.get(node.identifier)
      return mark ? [mark] : within(place, marks, found)
    }
    case 'link':
    case 'image':
    case 'inlineCode':
    case 'text':
    case 'code':
      return within(place, marks, found)
    default:
      return []
  }
}

function within(place: Place, marks: readonly ClaimMark[], found: ReadonlySet<number>): ClaimMark[] {
  return marks.filter((mark) => !found.has(mark.number) && isInside(mark, place))
}

function isInside({ line, column }: Place, outer: Place): boolean {
  const isAfter = line > outer.line || (line === outer.line && column >= outer.column)
  return isAfter && (line < outer.endLine || (line === outer.endLine && column < outer.endColumn))
}

/** A text with its words that differ in nodes of their own. What is written otherwise than it is read is left alone. */
function parted(node: Literal & { type: 'text' }, marks: readonly ClaimMark[], found: Set<number>): RootContent[] {
  const lower = node.value.toLowerCase()
  const parts: RootContent[] = []
  let end = 0
  for (const { number, text, ...place } of marks) {
    const at = lower.indexOf(text.toLowerCase(), Math.max(end, startOfRow(node, place)))
    if (text === '' || at < 0) continue
    found.add(number)
    const words: PhrasingContent = { type: 'text', value: node.value.slice(at, at + text.length) }
    parts.push(
      { type: 'text', value: node.value.slice(end, at) },
      { type: 'claimText', numbers: [number], children: [words] },
    )
    end = at + text.length
  }
  return [...parts, { type: 'text', value: node.value.slice(end) }]
}

/** Where the line of a place begins in a text. */
function startOfRow(node: Literal, { line }: Pick<Place, 'line'>): number {
  let at = 0
  for (let row = placeOf(node).line; row < line; row++) at = node.value.indexOf('\n', at) + 1
  return at
}

/** Takes the ids of marks out of a tree that a page shows more than once. Changes the tree. */
export function withoutClaimIds(tree: Root): void {
  replaceElements(tree, (node) => {
    if (String(node.properties.id ?? '').startsWith(idOf(''))) delete node.properties.id
    return node
  })
}

/** What a place that differs is shown as: what stands there, with a sign that says why and leads to the list. */
export function claimElement(node: Element, marks: readonly ClaimMark[]): Element | ElementContent[] {
  const numbers = String(node.properties.dataNumbers ?? '').split(' ')
  const own = marks.filter(({ number }) => numbers.includes(String(number)))
  const isBlock = node.children.some(
    (child) => child.type === 'element' && /^(?:figure|pre|waymark-diagram)$/.test(child.tagName),
  )
  if (isBlock) {
    const code = findElement(node, 'code')
    if (code) for (const mark of own) underline(code, mark, startOf(node))
    return [...node.children, ...own.map(blockNote)]
  }
  const [first] = own
  const id = first && node.properties.dataAgain === undefined ? { id: idOf(first.number) } : {}
  return element('span', { className: ['claim'], ...id }, [...node.children, ...own.map(sign)])
}

function startOf({ properties }: Element): ClaimBlock['start'] {
  return { line: Number(properties.dataLine), column: Number(properties.dataColumn) }
}

/** Underlines in a block of code what of it differs, as far as it is found there. Changes the element alone: coloured code is shared. */
function underline(code: Element, mark: ClaimMark, start: ClaimBlock['start']): void {
  const rows = textContent(code).split('\n')
  const row = mark.line - start.line
  const range = rangeIn(rows[row] ?? '', mark, mark.column - start.column)
  if (!range) return
  const before = rows.slice(0, row).reduce((sum, one) => sum + one.length + 1, 0)
  code.children = underlined(code.children, before + range.from, before + range.to)
}

interface Range {
  from: number
  to: number
}

/** Where a claim stands in a line: its text where it was found, else anywhere, else what its place spans. */
function rangeIn(row: string, mark: ClaimMark, expected: number): Range | undefined {
  const [line, text] = [row.toLowerCase(), mark.text.toLowerCase()]
  const at = text === '' ? -1 : line.startsWith(text, expected) ? expected : line.indexOf(text)
  if (at >= 0) return { from: at, to: at + text.length }
  const to = mark.line === mark.endLine ? expected + mark.endColumn - mark.column : row.length
  return expected >= 0 && to > expected && to <= row.length ? { from: expected, to } : undefined
}

/** Nodes with a part of their text in elements of its own, counted from the beginning of the first. */
function underlined(nodes: readonly ElementContent[], from: number, to: number): ElementContent[] {
  let at = 0
  return nodes.flatMap((node): ElementContent[] => {
    const begin = at
    const { length } = textContent(node)
    at += length
    if (at <= from || begin >= to) return [node]
    if (node.type === 'element') return [{ ...node, children: underlined(node.children, from - begin, to - begin) }]
    if (node.type !== 'text') return [node]
    const [first, last] = [Math.max(0, from - begin), Math.min(length, to - begin)]
    const parts = [node.value.slice(0, first), node.value.slice(first, last), node.value.slice(last)]
    return parts.flatMap((value, index): ElementContent[] => {
      if (value === '') return []
      return [index === 1 ? element('span', { className: ['claim'] }, [value]) : { type: 'text', value }]
    })
  })
}

/** Under a block: which of its lines, and why. */
function blockNote(mark: ClaimMark): Element {
  return element('p', { className: ['claim-note'], id: idOf(mark.number) }, [
    sign(mark),
    ` Line ${mark.line}: ${plain(mark.reason)}`,
  ])
}

/** Drawn by the style sheet: as text it would be part of what is copied and searched. */
function sign({ number, reason }: ClaimMark): Element {
  const text = `Differs: ${plain(reason)}`
  return element('a', { className: ['claim-sign'], href: `#wm-claim-${number}-said`, title: text, ariaLabel: text })
}

function idOf(number: number | ''): string {
  return `wm-claim-${number}`
}

function plain(text: string): string {
  return text.replaceAll('`', '')
}
