import type { Element, ElementContent, Properties } from 'hast'
import type { Block } from './block.ts'
import { type Change, type ChangedBlock, type ChangeKind, longestText } from './comparison.ts'
import { isContent, shownText } from './shown.ts'

// The elements that mark changes. `data-change` is on what is marked, `change-label` on words that the page does not
// have, `data-change-filler` on cells that keep a table's shape: undo.ts knows by these what to take away.

/** A change, and whether its anchor stands somewhere yet. */
export interface OpenChange {
  change: Change
  isAnchored: boolean
}

/** Numbers the changes of a page in the order in which they are marked. */
export class ChangeList {
  readonly changes: Change[] = []
  #section: Change['section']

  /** A heading that the page of now has: what follows stands under it. */
  enter(heading: Element): void {
    const { id } = heading.properties
    if (typeof id === 'string') this.#section = { anchor: id, text: shownText(heading.children).trim() }
  }

  add(kind: ChangeKind, block: ChangedBlock, texts: { before?: string; after?: string; count?: number }): OpenChange {
    const { before, after, count = 1 } = texts
    const change: Change = {
      id: this.changes.length + 1,
      kind,
      block,
      count,
      ...(this.#section && { section: this.#section }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
    }
    this.changes.push(change)
    return { change, isAnchored: false }
  }
}

/** What a change says of blocks: their text, each on lines of its own. */
export function textOf(nodes: readonly ElementContent[]): string {
  const text = shownText(nodes, longestText + 1)
    .replace(/ \| *(?=\n|$)/g, '')
    .replace(/\n{2,}/g, '\n')
    .trim()
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}

export function element(tagName: string, properties: Properties, children: ElementContent[]): Element {
  return { type: 'element', tagName, properties, children }
}

/** What a change is called where it stands. */
export function label(text: string, open?: OpenChange): Element {
  const id = open && !open.isAnchored ? { id: anchorOf(open) } : {}
  if (open) open.isAnchored = true
  return element('span', { className: ['change-label'], ...id }, [{ type: 'text', value: `${text} ` }])
}

/** Ids that begin so are the site's own. */
export function anchorOf({ change }: OpenChange): string {
  return `wm-change-${change.id}`
}

export function markProperties({ change }: OpenChange, kind: ChangeKind = change.kind): Properties {
  return { dataChange: String(change.id), dataChangeKind: kind }
}

/** Between words: what was added or removed. */
export function wordMark(kind: 'added' | 'removed', isForm: boolean): Element {
  const className = isForm ? ['change-word', 'is-form'] : ['change-word']
  return element(kind === 'added' ? 'ins' : 'del', { className }, [label(kind === 'added' ? 'Added:' : 'Removed:')])
}

/** Only these may stand in such an element: no mark may stand between. */
const strict = /^(?:ul|ol|menu|dl|table|thead|tbody|tr|waymark-tabs|section\.tabs)$/

const wrappers = { added: 'ins', removed: 'del', moved: 'div', changed: 'div' } as const
const words = { added: 'Added', removed: 'Removed', moved: 'Moved here', changed: 'Changed' } as const

/** Marks whole blocks that follow each other: by an element around them, or where none may stand, on each of them. */
export function markBlocks(kind: ChangeKind, nodes: ElementContent[], open: OpenChange, parent: string): Element[] {
  const properties = markProperties(open, kind)
  if (!strict.test(parent)) {
    const className = ['change']
    return [element(wrappers[kind], { className, ...properties }, [label(words[kind], open), ...nodes])]
  }
  return nodes.flatMap((node): Element[] => {
    if (node.type !== 'element') return []
    return [withLabel({ ...node, properties: { ...node.properties, ...properties } }, words[kind], open)]
  })
}

/** With a label at the beginning of its words. */
export function withLabel(node: Element, text: string, open: OpenChange): Element {
  const at = node.children.findIndex(
    (child) => child.type === 'element' || (child.type === 'text' && child.value.trim()),
  )
  const first = node.children[at]
  if (first?.type === 'element' && /^(?:p|h[1-6]|td|th|dt|dd|li)$/.test(first.tagName)) {
    return { ...node, children: node.children.with(at, withLabel(first, text, open)) }
  }
  return { ...node, children: [label(text, open), ...node.children] }
}

/** In the place of blocks that stand elsewhere now. */
export function movedAway(blocks: readonly Block[], open: OpenChange, parent: string): Element {
  const text = shownText(
    blocks.flatMap(({ nodes }) => nodes),
    200,
  )
  const short = text.trim().replace(/\s+/g, ' ')
  const quoted = short.length > 60 ? `“${short.slice(0, 59).trimEnd()}…”` : `“${short}”`
  const link = element('a', { href: `#${anchorOf(open)}` }, [{ type: 'text', value: quoted }])
  const own = { className: ['change', 'change-from'], ...markProperties(open), dataChangeFrom: '' }
  // The anchor of a move is where the blocks are now.
  const name = /^(?:ul|ol|menu)$/.test(parent) ? 'li' : parent === 'dl' ? 'dd' : 'div'
  return element(name, own, [label('Moved from here:'), link])
}

/** In the place of a row that stands elsewhere now. */
export function movedRow(row: Element, open: OpenChange, width: number): Element {
  const cell = element('td', { colSpan: width }, movedAway([], open, 'tr').children)
  const short = textOf([row])
    .replace(/\s*\|\s*/g, ' · ')
    .slice(0, 60)
  const link = cell.children[1]
  if (link?.type === 'element') link.children = [{ type: 'text', value: `“${short}”` }]
  return element('tr', { className: ['change-from'], ...markProperties(open), dataChangeFrom: '' }, [cell])
}

/** Both moments of a picture or a diagram. */
export function sideBySide(before: ElementContent[], after: ElementContent[], open: OpenChange): Element {
  const part = (name: string, text: string, content: ElementContent[]) =>
    element('div', { className: [name] }, [label(text), ...content])
  return element('div', { className: ['change', 'change-pair'], ...markProperties(open) }, [
    label('Changed', open),
    part('change-before', 'Before', former(before)),
    part('change-after', 'Now', after),
  ])
}

/** Names of the parts of drawings. */
const drawingName = /\bd-[0-9a-f]{10}/g

/** What was there, without the anchors that the page of now has, too. */
export function former(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.map((node) => {
    if (node.type === 'raw') return { ...node, value: node.value.replace(drawingName, '$&-before') }
    if (node.type !== 'element') return node
    const { id: _, ...properties } = node.properties
    return { ...node, properties, children: former(node.children).filter(isContent) }
  })
}
