import type { Root, RootContent } from 'hast'
import { allowedHtml, isAllowedName } from '../../guidebook/html/allowed-html.ts'
import { type HtmlPart, htmlParts } from '../../guidebook/html/html.ts'
import { OpenElements } from '../../guidebook/html/open-elements.ts'

/**
 * Makes the raw HTML of a tree fit to be parsed. Tags that do not reach the site are taken out before they can change
 * how the others are read. So an element that would be dropped with all that stands in it, but is not closed next to
 * where it is opened, costs its tag alone: `the <title> of the page` must not cost the rest of the page. HTML that goes
 * too deep is shown as text. Changes the tree.
 */
export function settleRawHtml(tree: Root): void {
  settle(tree, new OpenElements(isAllowedName))
}

/** Shows all raw HTML as text. Changes the tree. */
export function showRawHtml(parent: Root | RootContent): void {
  if (!('children' in parent)) return
  for (const [index, child] of parent.children.entries()) {
    if (child.type === 'raw') parent.children[index] = { type: 'text', value: child.value }
    else showRawHtml(child)
  }
}

const inline = new Set(['p', 'em', 'strong', 'del', 'a'])

function settle(parent: Root | RootContent, open: OpenElements): void {
  if (!('children' in parent)) return
  const pieces = parent.children.map((child) => (child.type === 'raw' ? htmlParts(child.value) : []))
  const lastEnds = findLastEnds(pieces)
  const isInline = parent.type === 'element' && inline.has(parent.tagName)
  open.inside(isInline, () => {
    for (const [index, child] of parent.children.entries()) {
      const parts = pieces[index] ?? []
      if (child.type !== 'raw') settle(child, open)
      else if (open.admits(parts)) child.value = withoutOthers(child.value, parts, index, lastEnds)
      else parent.children[index] = { type: 'text', value: child.value }
    }
  })
}

/** Where an element of each name is closed last: in which piece, and where in it. */
type Ends = Map<string, { piece: number; offset: number }>

function findLastEnds(pieces: HtmlPart[][]): Ends {
  const ends: Ends = new Map()
  for (const [piece, parts] of pieces.entries()) {
    for (const part of parts) if (part.kind === 'close') ends.set(part.name, { piece, offset: part.start })
  }
  return ends
}

/** Without the tags that are not allowed; elements that are dropped whole are left to the sanitizer. */
function withoutOthers(html: string, parts: HtmlPart[], piece: number, lastEnds: Ends): string {
  let kept = ''
  let end = 0
  for (const part of parts) {
    if (part.kind === 'text' || isAllowedName(part.name)) continue
    const close = lastEnds.get(part.name)
    const isClosed = close && (close.piece > piece || (close.piece === piece && close.offset >= part.start))
    if (isClosed && allowedHtml.strip.includes(part.name)) continue
    // The comment keeps what stood around the tag apart: `<<x>script>`.
    kept += `${html.slice(end, part.start)}<!---->`
    end = part.end
  }
  return kept + html.slice(end)
}
