import { posix } from 'node:path'
import type { Code, Nodes, Paragraph, PhrasingContent, Root } from 'mdast'
import { decoded } from '../../../text/decoded.ts'
import { walk } from '../../parse/node.ts'
import { parse } from '../../parse/syntax.ts'
import { codePart, languageOf, lineRanges } from '../code-part.ts'
import type { PageReading } from '../dialect.ts'
import { TextSplitter } from '../split-text.ts'
import { githubKinds, readTitledAlerts } from '../titled-alert.ts'
import { attributesIn } from './attributes.ts'
import { fileOf, type Reference, referencesIn } from './inline.ts'

/** What is left in the tree when the blocks have been read. Changes it. */
export function finishPage(tree: Root, text: string, reading: PageReading): void {
  readTitledAlerts(tree, new TextSplitter(tree, text), { ...githubKinds, words: 'content' })
  const references = new Map(referencesIn(text).map((reference) => [reference.link, reference]))
  walk<Nodes>(tree, (node) => {
    if (node.type === 'code' && node.lang) node.lang = node.lang.replace(/-interactive$/i, '')
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    if (!children.some(({ type }) => type === 'paragraph' || type === 'link' || type === 'html')) return
    const tags = xrefTags(children)
    const changed = children.flatMap((child): Nodes[] => {
      if (tags.has(child)) return []
      if (child.type === 'paragraph') return [codeOf(child, { text, reading, references }) ?? child]
      if (child.type === 'link') return withoutXref(child) ?? included(child, { references, reading }) ?? [child]
      return [child.type === 'html' ? (namedIn(child) ?? child) : child]
    })
    Object.assign(node, { children: changed })
  })
}

/** Names of things of other documentation are text: nothing here knows where they are described. */
function withoutXref(link: Extract<Nodes, { type: 'link' }>): PhrasingContent[] | undefined {
  const uid = /^xref:([^?#]*)/i.exec(link.url)?.[1]
  if (uid === undefined) return undefined
  const [only, ...others] = link.children
  const isPlain = only?.type === 'text' && others.length === 0 && only.value.toLowerCase().startsWith('xref:')
  if (!isPlain && link.children.length > 0) return link.children
  return [{ type: 'inlineCode', value: decoded(uid), ...(link.position && { position: link.position }) }]
}

/** `<xref href="System.String"/>` */
function namedIn({ value, position }: Extract<Nodes, { type: 'html' }>): PhrasingContent | undefined {
  const uid = /^<xref\s[^<>]*?\bhref="([^"?#<>]{1,500})/i.exec(value)?.[1]
  return uid === undefined ? undefined : { type: 'inlineCode', value: decoded(uid), ...(position && { position }) }
}

/** `<a href="xref:System.String">` with the tag that closes it: the words between them stay. */
function xrefTags(nodes: readonly Nodes[]): ReadonlySet<Nodes> {
  const tags = new Set<Nodes>()
  let isOpen = false
  for (const node of nodes) {
    if (node.type !== 'html') continue
    const isClosing = /^<\/a\s*>$/i.test(node.value)
    if (isClosing ? isOpen : /^<a\s[^<>]{0,1000}\bhref=["']?xref:[^<>]*>$/i.test(node.value)) tags.add(node)
    isOpen = tags.has(node) ? !isClosing : isOpen
  }
  return tags
}

/** A paragraph that is code of another file, or a part of it. */
function codeOf(
  paragraph: Paragraph,
  { text, reading, references }: { text: string; reading: PageReading; references: ReadonlyMap<number, Reference> },
): Code | undefined {
  const [only, ...others] = paragraph.children
  const { start, end } = only?.position ?? {}
  const reference = references.get(start?.offset ?? -1)
  if (reference?.kind !== 'code' || only?.type !== 'link' || others.length > 0) return undefined
  const file = reading.includes.get(fileOf(reference.path, reading.file, reading.settings))
  if (file === undefined) return undefined
  const written = text.slice(reference.start, reference.end)
  const { language, marks, ...part } = partOf(written, reference.path)
  const value = codePart(file, part)
  if (value === undefined || !start || !end) return undefined
  const before = (start.offset ?? 0) - reference.start
  const position = {
    start: { line: start.line, column: start.column - before, offset: reference.start },
    end: { line: end.line, column: end.column + reference.end - (end.offset ?? 0), offset: reference.end },
  }
  return {
    type: 'code',
    lang: language || languageOf(reference.path.replace(/[?#].*$/, '')),
    meta: marks === undefined ? null : `{${marks}}`,
    value,
    position,
  }
}

/** Which part, as `range="1-3"`, `id="part"`, `#L1-L3`, `?name=part` or `?range=1-3` say it, and which lines of it are marked. */
function partOf(
  written: string,
  path: string,
): { language: string; marks?: string; ranges?: [number, number][]; region?: string } {
  const attributes = attributesIn(written.startsWith(':') ? written : '')
  const language = attributes.get('language') ?? /^\[!code-([\w+#.-]{1,40})/i.exec(written)?.[1] ?? ''
  const query = new URLSearchParams(/\?([^#]*)/.exec(path)?.[1] ?? '')
  const [, from, to, tag] = /#(?:L(\d{1,7})(?:-L(\d{1,7}))?|([\w.-]+))$/.exec(path) ?? []
  const region = attributes.get('id') ?? query.get('name') ?? tag
  const range =
    attributes.get('range') ?? query.get('range') ?? (from === undefined ? undefined : `${from}-${to ?? from}`)
  const marks = /^[\d\s,-]{1,200}$/.exec(attributes.get('highlight') ?? query.get('highlight') ?? '')?.[0]
  return {
    language: language.replace(/-interactive$/i, ''),
    ...(marks !== undefined && { marks }),
    ...(range !== undefined && { ranges: lineRanges(range) }),
    ...(region && range === undefined && { region }),
  }
}

/** A file that is included in a sentence is its first paragraph there. */
function included(
  link: Extract<Nodes, { type: 'link' }>,
  { references, reading }: { references: ReadonlyMap<number, Reference>; reading: PageReading },
): PhrasingContent[] | undefined {
  const reference = references.get(link.position?.start.offset ?? -1)
  if (reference?.kind !== 'include') return undefined
  const file = fileOf(reference.path, reading.file, reading.settings)
  const text = reading.includes.get(file)
  if (text === undefined || file === reading.file) return undefined
  const first = parse(text, 'md').children.find((node) => node.type !== 'yaml')
  const content = first?.type === 'paragraph' || first?.type === 'heading' ? first.children : undefined
  if (!content) return undefined
  const base = posix.relative(posix.dirname(reading.file), posix.dirname(file))
  for (const child of content) placeIn(child, { base, ...(link.position && { position: link.position }) })
  return content
}

/** What was read from another file stands where it is included, and its links count from there. */
function placeIn(root: Nodes, { base, position }: { base: string; position?: NonNullable<Nodes['position']> }): void {
  walk<Nodes>(root, (node) => {
    if (position) node.position = position
    if ((node.type === 'link' || node.type === 'image') && /^[^/#?:~]+(?:[/?#]|$)/.test(node.url))
      node.url = posix.join(base, node.url)
  })
}
