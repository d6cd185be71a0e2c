import type { Element, Nodes, Root, RootContent } from 'hast'
import { raw } from 'hast-util-raw'
import { sanitize as sanitizeTree } from 'hast-util-sanitize'
import { allowedHtml, isAllowedName, reservedId } from '../../guidebook/html/allowed-html.ts'
import { type HtmlPart, htmlParts } from '../../guidebook/html/html.ts'
import { OpenElements } from '../../guidebook/html/open-elements.ts'
import { claimAttributes, claimElementName } from './claim-mark.ts'
import { codeAttributes } from './code.ts'
import { dialectAttributes, dialectElementNames } from './dialect-block.ts'
import { stepAttributes } from './step-mark.ts'

/** Parses the raw HTML of a tree, and takes out of it all that GitHub would. No script, handler or frame is left. */
export function sanitize(tree: Root): Root {
  if (!hasRawHtml(tree)) return clean(tree)
  prepareRawHtml(tree)
  const parsed = parsedRaw(tree)
  if (parsed) return clean(parsed)
  rawHtmlToText(tree)
  return clean(tree)
}

/** More levels than any page has whose tags tell how deep it goes: what reads a tree calls itself for each. */
const deepest = 1000

/** Undefined where HTML is made to go deeper than its tags tell. It is shown as it was written. */
function parsedRaw(tree: Root): Nodes | undefined {
  try {
    const parsed = raw(tree)
    return isTooDeep(parsed) ? undefined : parsed
  } catch (error) {
    // The parser has run out of stack.
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

function isTooDeep(tree: Nodes): boolean {
  let level: Nodes[] = [tree]
  for (let depth = 0; depth < deepest && level.length > 0; depth++)
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  return level.length > 0
}

const basis = { ...allowedHtml, attributes: { ...allowedHtml.attributes, ...codeAttributes } }

/** GitHub's HTML, what fences say of their code, which elements are steps, and those that stand for a dialect's blocks. */
const schema = {
  ...allowedHtml,
  tagNames: [...(allowedHtml.tagNames ?? []), ...dialectElementNames, claimElementName],
  attributes: { ...basis.attributes, ...stepAttributes(basis), ...dialectAttributes, ...claimAttributes },
}

function clean(tree: Parameters<typeof sanitizeTree>[0]): Root {
  const result = sanitizeTree(tree, schema)
  if (result.type !== 'root') return { type: 'root', children: [] }
  removeReserved(result)
  return result
}

/** Takes out of a tree the names that are the site's own. Changes the tree. */
function removeReserved(parent: Root | Element): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    const { id, name } = child.properties
    if (reservedId.test(String(id ?? ''))) delete child.properties.id
    if (reservedId.test(String(name ?? ''))) delete child.properties.name
    removeReserved(child)
  }
}

function hasRawHtml(node: Root | Root['children'][number]): boolean {
  return node.type === 'raw' || ('children' in node && node.children.some(hasRawHtml))
}

/**
 * Makes the raw HTML of a tree fit to be parsed. Tags that do not reach the site are taken out before they can change
 * how the others are read. So an element that would be dropped with all that stands in it, but is not closed next to
 * where it is opened, costs its tag alone: `the <title> of the page` must not cost the rest of the page. HTML that goes
 * too deep is shown as text. Changes the tree.
 */
export function prepareRawHtml(tree: Root): void {
  prepareIn(tree, new OpenElements(isAllowedName))
}

/** Shows all raw HTML as text. Changes the tree. */
export function rawHtmlToText(parent: Root | RootContent): void {
  if (!('children' in parent)) return
  for (const [index, child] of parent.children.entries()) {
    if (child.type === 'raw') parent.children[index] = { type: 'text', value: child.value }
    else rawHtmlToText(child)
  }
}

const inline = new Set(['p', 'em', 'strong', 'del', 'a'])

function prepareIn(parent: Root | RootContent, open: OpenElements): void {
  if (!('children' in parent)) return
  const pieces = parent.children.map((child) => (child.type === 'raw' ? htmlParts(child.value) : []))
  const lastEnds = findLastEnds(pieces)
  const isInline = parent.type === 'element' && inline.has(parent.tagName)
  open.inside(isInline, () => {
    for (const [index, child] of parent.children.entries()) {
      const parts = pieces[index] ?? []
      if (child.type !== 'raw') prepareIn(child, open)
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
