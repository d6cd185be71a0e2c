import { posix } from 'node:path'
import type { BlockContent, Blockquote, DefinitionContent, Nodes, PhrasingContent, Root, RootContentMap } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { walk } from '../parse/node.ts'
import { RewrittenText } from '../parse/rewrite.ts'
import { type PageFormat, parse } from '../parse/syntax.ts'
import { admonitionTitle } from './block.ts'
import type { Dialect, Includes, PageDialect, PageReading } from './dialect.ts'
import { dialectOf } from './registry.ts'
import { type Container, frontmatterOf, type LineRange, type Meaning, markerOf, Rewriter } from './rewriter.ts'

/** A page's text, and all that decides how it is read. */
export interface PageSource {
  /** Relative to the guidebooks root. */
  file: string
  text: string
  format: PageFormat
  /** GitHub's where there is none. */
  dialect?: PageDialect | undefined
  /** Texts of files that it includes, by their paths relative to the guidebooks root. */
  includes?: Includes | undefined
}

/** Who is told what a tree does not show. */
export interface ParseEvents {
  onCut?: ((place: Place) => void) | undefined
  onLong?: ((offset: number) => void) | undefined
}

/** Included files that include others: no further than this. */
const deepestInclude = 8

/** More than this of included text is left out of one page. */
const mostIncluded = 2_000_000

/**
 * Parses a page to an mdast tree, as `parse` does, by the rules of its dialect: containers, includes and marks of the
 * dialect are nodes of their own (block.ts), and all places are those of the text as it is written.
 *
 * @throws SyntaxProblem where the text is not valid MDX
 */
export function parsePage(source: PageSource, events: ParseEvents = {}): Root {
  return parseIn(source, events, { within: [source.file], left: mostIncluded })
}

interface IncludeState {
  /** The files that stand around, the page first. */
  within: readonly string[]
  /** How many characters may still be included. */
  left: number
}

function parseIn(source: PageSource, { onCut, onLong }: ParseEvents, state: IncludeState): Root {
  const { text, format, dialect } = source
  const module = dialect && dialectOf(dialect.name)
  if (!dialect || !module?.rewrite) return finished(parse(text, format, onCut, onLong), module, source)
  const reading = readingOf(source, dialect)
  const rewriter = rewriterOf(module, text, reading)
  const { tree, containers } = parseRewritten(rewriter, format, { onCut, onLong })
  resolveContainers(tree, containers)
  finished(tree, module, source)
  // What is included has been finished by itself: its places are those of another text.
  spliceIncludes(tree, source, state)
  return tree
}

function rewriterOf(module: Dialect, text: string, reading: PageReading): Rewriter {
  const rewriter = new Rewriter(text)
  module.rewrite?.(rewriter, reading)
  return rewriter
}

function readingOf({ file, includes = new Map() }: PageSource, { settings }: PageDialect): PageReading {
  return { file, settings, includes }
}

function finished(tree: Root, module: Dialect | undefined, source: PageSource): Root {
  if (source.dialect) module?.finish?.(tree, source.text, readingOf(source, source.dialect))
  return tree
}

/** In code that is indented, what looks like a container is none: then the text is read again without it. */
function parseRewritten(
  rewriter: Rewriter,
  format: PageFormat,
  { onCut, onLong }: ParseEvents,
): { tree: Root; containers: Map<Blockquote, Container>; isWrong: (at: number) => boolean } {
  const wrong = new Set<number>()
  for (let turn = 0; ; turn++) {
    const rewritten = new RewrittenText(
      rewriter.text,
      rewriter.edits((at) => wrong.has(at)),
    )
    const events: ParseEvents = {
      ...(onCut && { onCut: (place) => onCut(rewritten.placeOf(place)) }),
      ...(onLong && { onLong: (offset) => onLong(rewritten.originOf(offset, 'start')) }),
    }
    // What is told of a reading that does not hold would be told twice.
    const told: (() => void)[] = []
    const tree = parse(
      rewritten.text,
      format,
      (place) => told.push(() => events.onCut?.(place)),
      (offset) => told.push(() => events.onLong?.(offset)),
    )
    rewritten.restore(tree)
    const containers = containersIn(tree, rewriter, (at) => wrong.has(at))
    const lost = rewriter.containers.filter(({ at }) => !wrong.has(at) && !containers.found.has(at))
    if (lost.length === 0 || turn === 3) {
      for (const tell of told) tell()
      return { tree, containers: containers.byQuote, isWrong: (at) => wrong.has(at) }
    }
    for (const { at } of lost) wrong.add(at)
  }
}

function containersIn(tree: Root, { containers }: Rewriter, isLeftOut: (at: number) => boolean) {
  const byPlace = new Map(containers.filter(({ at }) => !isLeftOut(at)).map((container) => [container.at, container]))
  const byQuote = new Map<Blockquote, Container>()
  const found = new Set<number>()
  if (byPlace.size === 0) return { byQuote, found }
  walk<Nodes>(tree, (node) => {
    if (node.type !== 'blockquote') return
    const at = node.position?.start.offset ?? -1
    const container = byPlace.get(at)
    if (!container || found.has(at)) return
    found.add(at)
    byQuote.set(node, container)
  })
  return { byQuote, found }
}

type Block = BlockContent | DefinitionContent

function isContent(block: Block): block is BlockContent {
  return block.type !== 'definition' && block.type !== 'footnoteDefinition'
}

/** Turns the quotes that stand for containers into what they mean, the innermost first. Changes the tree. */
function resolveContainers(node: Nodes, containers: ReadonlyMap<Blockquote, Container>): void {
  if (!('children' in node) || containers.size === 0) return
  const children: Nodes[] = node.children
  for (const child of children) resolveContainers(child, containers)
  const resolved = children.flatMap((child): Nodes[] => {
    const container = child.type === 'blockquote' ? containers.get(child) : undefined
    return child.type === 'blockquote' && container ? meant(child, container) : [child]
  })
  Object.assign(node, { children: grouped(resolved) })
}

/** The tabs that stand side by side are one choice, and terms with what they mean one list. */
function grouped(nodes: readonly Nodes[]): Nodes[] {
  const result: Nodes[] = []
  for (const node of nodes) {
    const last = result.at(-1)
    if (node.type === 'descriptionDetails') describe(result, node)
    else if (node.type !== 'tab') result.push(node)
    else if (last?.type === 'tabGroup' && !node.choice.isFirst && last.children[0]?.choice.name === node.choice.name) {
      last.children.push(node)
      if (last.position && node.position) last.position = { start: last.position.start, end: node.position.end }
    } else result.push({ type: 'tabGroup', children: [node], ...(node.position && { position: node.position }) })
  }
  return result
}

/** Puts a description behind the term that it is of, which is the paragraph before it. */
function describe(result: Nodes[], node: RootContentMap['descriptionDetails']): void {
  const last = result.at(-1)
  const terms = last?.type === 'paragraph' ? termsOf(result.pop()) : []
  const before = result.at(-1)
  if (before?.type === 'descriptionList') before.children.push(...terms, node)
  else result.push({ type: 'descriptionList', data: { hName: 'dl' }, children: [...terms, node] })
  const list = result.at(-1)
  const start = (list?.type === 'descriptionList' ? list.children[0] : node)?.position?.start
  if (list && start && node.position) list.position = { start, end: node.position.end }
}

function termsOf(paragraph: Nodes | undefined): RootContentMap['descriptionTerm'][] {
  if (paragraph?.type !== 'paragraph') return []
  const position = paragraph.position && { position: paragraph.position }
  return [{ type: 'descriptionTerm', data: { hName: 'dt' }, children: paragraph.children, ...position }]
}

/** The nodes that a quote stands for: its first paragraph only says what it is, the next one may be its title. */
function meant(quote: Blockquote, { meaning, title }: Container): Nodes[] {
  const content = markerOf(meaning) === undefined ? quote.children : quote.children.slice(1)
  const [first, ...rest] = content
  const words = title && first?.type === 'paragraph' ? first.children : undefined
  const children: Block[] = words ? rest : content
  const position = quote.position && { position: quote.position }
  switch (meaning.kind) {
    case 'admonition': {
      const fold = meaning.fold && { fold: meaning.fold }
      const { admonition: kind } = meaning
      return [{ type: 'admonition', kind, title: titleOf(meaning, words), children, ...fold, ...position }]
    }
    case 'tab': {
      const { group: name, isFirst } = meaning
      const choice = { ...(name !== undefined && { name }), ...(isFirst && { isFirst }) }
      const label = words ?? [textNode(meaning.label === 'written' ? '' : meaning.label.text)]
      return [{ type: 'tab', label, choice, children, ...position }]
    }
    case 'unknown':
      return [{ type: 'unknownBlock', name: meaning.name, children, ...position }]
    case 'include':
      return [
        {
          type: 'include',
          file: meaning.file,
          ...(meaning.lines && { lines: meaning.lines }),
          children: [],
          ...position,
        },
      ]
    case 'definition':
      return [
        { type: 'descriptionDetails', data: { hName: 'dd' }, children: children.filter(isContent), ...position },
        ...children.filter((child) => !isContent(child)),
      ]
    default:
      return children
  }
}

function titleOf(
  { admonition, title }: Extract<Meaning, { kind: 'admonition' }>,
  words: PhrasingContent[] | undefined,
): PhrasingContent[] {
  if (words) return words
  if (title === 'none') return []
  return [textNode(typeof title === 'object' ? title.text : admonitionTitle(admonition))]
}

function textNode(value: string): PhrasingContent {
  return { type: 'text', value }
}

/** Puts the text of included files into their places; where there is none, a link to the file. Changes the tree. */
function spliceIncludes(tree: Root, source: PageSource, state: IncludeState): void {
  walk<Nodes>(tree, (node) => {
    if (!('children' in node) || !node.children.some(({ type }) => type === 'include')) return
    const children: Nodes[] = node.children
    Object.assign(node, { children: children.map((child) => included(child, source, state)) })
  })
}

function included(node: Nodes, source: PageSource, state: IncludeState): Nodes {
  if (node.type !== 'include' || node.children.length > 0) return node
  const text = textOfInclude(source, node)
  if (text === undefined) return linkTo(node, source.file)
  if (state.within.includes(node.file) || state.within.length > deepestInclude) return node
  if (text.length > state.left) return node
  state.left -= text.length
  const inner = { within: [...state.within, node.file], left: state.left }
  const tree = parseIn({ ...source, file: node.file, text, format: 'md' }, {}, inner)
  state.left = inner.left
  return { ...node, children: tree.children.filter(isBlock) }
}

/** A file that is not there is told as a link that leads nowhere is. */
function linkTo({ file, position }: RootContentMap['include'], from: string): BlockContent {
  const place = position && { position }
  const link: PhrasingContent = { type: 'link', url: urlOf(file, from), children: [textNode(file)], ...place }
  return { type: 'paragraph', children: [link], ...place }
}

function urlOf(file: string, from: string): string {
  return encodeURI(posix.relative(posix.dirname(from), file).toWellFormed()).replace(/[?#]/g, encodeURIComponent)
}

/** Lines that are not asked for are empty, so that places stay those of the file. */
function textOfInclude(
  { includes }: PageSource,
  { file, lines }: { file: string; lines?: LineRange | undefined },
): string | undefined {
  const text = includes?.get(file)
  if (!lines || text === undefined) return text
  return text
    .split(/(?<=\n)/)
    .map((line, index) => (index >= lines.from && index < lines.to ? line : line.replace(/[^\r\n]/g, '')))
    .join('')
}

function isBlock(node: Nodes): node is Block {
  return !/^(?:yaml|toml|root)$/.test(node.type)
}

/**
 * A page as plain GitHub Markdown, for those who read its source on the site: boxes are alerts, tabs have their labels as
 * a line, included files stand in their places.
 */
export function plainMarkdown(source: PageSource): string {
  return plainIn(source, [source.file])
}

function plainIn(source: PageSource, within: readonly string[]): string {
  const { dialect, text } = source
  const module = dialect && dialectOf(dialect.name)
  if (!dialect || !module?.rewrite) return text
  const rewriter = rewriterOf(module, text, readingOf(source, dialect))
  const textOf = (file: string, lines?: LineRange) => {
    const own = textOfInclude(source, { file, lines })
    if (own === undefined) return `[${file.replace(/[\\[\]]/g, '\\$&')}](<${urlOf(file, source.file)}>)`
    if (within.includes(file) || within.length > deepestInclude) return undefined
    const plain = plainIn({ ...source, file, text: own }, [...within, file])
    return plain
      .slice(frontmatterOf(plain).length)
      .replace(/^(?:[ \t]*\r?\n)+/, '')
      .trimEnd()
  }
  const { isWrong } = parseRewritten(rewriter, source.format, {})
  return new RewrittenText(text, rewriter.edits(isWrong, textOf)).text
}

/** A tree with empty includes. The tree itself is not changed. */
export function withoutIncludes(tree: Root): Root {
  return holdsInclude(tree) ? copyWithout(tree) : tree
}

/** What the included files of a tree bring along. The tree itself is not changed. */
export function includesOf(tree: Root): Root {
  const children: Root['children'] = []
  const collect = (node: Nodes): void => {
    if (node.type === 'include') children.push(node)
    else if ('children' in node) for (const child of node.children) collect(child)
  }
  collect(tree)
  return { type: 'root', children }
}

function holdsInclude(node: Nodes): boolean {
  return node.type === 'include' || ('children' in node && node.children.some(holdsInclude))
}

function copyWithout<Node extends Nodes>(node: Node): Node {
  if (!('children' in node)) return node
  const children: Nodes[] = node.children
  return { ...node, children: node.type === 'include' ? [] : children.map(copyWithout) }
}
