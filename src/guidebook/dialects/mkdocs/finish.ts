import type { Code, Heading, Nodes, Root } from 'mdast'
import { walk } from '../../parse/node.ts'
import { withEmoji } from '../../parts/emoji.ts'
import type { Styled } from '../block.ts'
import type { PageReading } from '../dialect.ts'
import { TextSplitter } from '../split-text.ts'
import { readTitledAlerts } from '../titled-alert.ts'
import { abbreviationFinder, abbreviationsIn } from './abbreviation.ts'
import { admonitionKind, typeTitle } from './admonition.ts'
import { findAttributes } from './attribute.ts'
import { hasExtension, iconPictures } from './extension.ts'
import {
  findCalls,
  findChanges,
  findIcons,
  findKeys,
  findTags,
  highlight,
  inserted,
  markFinder,
  superscript,
} from './mark.ts'

/** Reads the marks that stand in sentences, and says what anchors are made from. Changes the tree. */
export function finishPage(tree: Root, text: string, { settings, includes }: PageReading): void {
  const has = (name: string) => hasExtension(settings, name)
  const splitter = new TextSplitter(tree, text)
  finishBlocks(tree, text, has)
  if (text.includes('[!'))
    readTitledAlerts(tree, splitter, { kindOf: admonitionKind, titleOf: typeTitle, words: 'title' })
  if (text.includes(':')) splitter.split(findIcons)
  if (text.includes('{') && has('attr_list')) splitter.split(findAttributes)
  if (text.includes('{') && has('critic')) splitter.split(findChanges)
  if (text.includes('{%')) splitter.split(findTags)
  if (text.includes('{{') && settings.variables) splitter.split(findCalls)
  if (text.includes('++') && has('keys')) splitter.split(findKeys)
  if (text.includes('==') && has('mark')) splitter.split(markFinder(highlight))
  if (text.includes('^') && has('caret')) for (const mark of [inserted, superscript]) splitter.split(markFinder(mark))
  const abbreviations = abbreviationsIn([...(settings.appended ?? []).map((file) => includes.get(file) ?? ''), text])
  if (abbreviations.size > 0) splitter.split(abbreviationFinder(abbreviations))
  prune(tree, text)
  nameHeadings(tree, text, has)
  if (text.includes('[^')) nameFootnotes(tree)
}

type Has = (extension: string) => boolean

function finishBlocks(tree: Root, text: string, has: Has): void {
  within(tree, (node) => {
    if (node.type === 'code') readIndentedFence(node, text)
    else if (node.type === 'inlineCode' && has('inlinehilite')) node.value = node.value.replace(/^(?:#!|:::)\w+ /, '')
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    for (const [index, child] of children.entries()) {
      if (child.type === 'delete' && has('tilde')) children.splice(index, 1, ...lowered(child, text))
    }
  })
}

/** The anchors that Python-Markdown gives a footnote, `fn:name`, and the places that lead to it: `fnref:name`, `fnref2:name`. */
function nameFootnotes(tree: Root): void {
  const counts = new Map<string, number>()
  within(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    if (node.type === 'footnoteDefinition') {
      const [first] = node.children
      if (first?.type === 'paragraph') first.children.unshift(anchor(`fn:${node.label ?? node.identifier}`, first))
    }
    if (!children.some(({ type }) => type === 'footnoteReference')) return
    const named = children.flatMap((child): Nodes[] => {
      if (child.type !== 'footnoteReference') return [child]
      const count = (counts.get(child.identifier) ?? 0) + 1
      counts.set(child.identifier, count)
      return [anchor(`fnref${count === 1 ? '' : count}:${child.label ?? child.identifier}`, child), child]
    })
    Object.assign(node, { children: named })
  })
}

function anchor(id: string, { position }: Nodes): Styled {
  const place = position && { position: { start: position.start, end: position.start } }
  return { type: 'styled', data: { hName: 'span', hProperties: { id } }, children: [], ...place }
}

/** What was included is read by its own file's rules. */
function within(node: Nodes, enter: (node: Nodes) => void): void {
  if (node.type === 'include') return
  enter(node)
  if ('children' in node) for (const child of node.children) within(child, enter)
}

/** A fence that is indented by four columns or more, outside of a list, is a fence to its readers. */
function readIndentedFence(node: Code, text: string): void {
  const start = node.position?.start.offset ?? 0
  const isFenced = node.lang != null || /^(?:```|~~~)/.test(text.slice(start, start + 3))
  const [, mark, info = '', value = ''] = /^(`{3,}|~{3,})([^\n`]*)\n([\s\S]*)$/.exec(node.value) ?? []
  if (mark === undefined || (isFenced && node.lang != null)) return
  const end = value.lastIndexOf(`${mark}`)
  const isOne = end !== -1 && value.slice(end).trim() === mark && !value.slice(0, end).includes(`\n${mark}`)
  if (!isOne || (end > 0 && value.charAt(end - 1) !== '\n')) return
  const [language = '', ...meta] = info.trim().split(/[ \t]+/)
  node.lang = language === '' ? null : language
  node.meta = meta.length > 0 ? meta.join(' ') : null
  node.value = value.slice(0, Math.max(0, end - 1))
}

/** `H~2~O`: one tilde sets words lower where there is no space among them, and else says nothing. */
function lowered(node: Extract<Nodes, { type: 'delete' }>, text: string): Nodes[] {
  const [start, end] = [node.position?.start.offset ?? 0, node.position?.end.offset ?? 0]
  if (text.startsWith('~~', start) || !text.startsWith('~', start)) return [node]
  const position = node.position && { position: node.position }
  if (!/\s/.test(text.slice(start, end)))
    return [{ type: 'styled', data: { hName: 'sub' }, children: node.children, ...position }]
  const tilde = { type: 'text' as const, value: '~', ...position }
  return [tilde, ...node.children, tilde]
}

/** Takes away paragraphs of which nothing is left, and rows of tables that were attribute lists. */
function prune(tree: Root, text: string): void {
  within(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    const kept = children.filter((child) => {
      if (child.type === 'paragraph') return child.children.some(isShown)
      if (child.type !== 'tableRow' || !text.startsWith('{:', cellStart(child, text))) return true
      return child.children.some((cell) => cell.children.length > 0)
    })
    if (kept.length < children.length) Object.assign(node, { children: kept })
  })
}

function isShown(node: Nodes): boolean {
  return node.type !== 'styled' || node.children.length > 0 || node.data.hProperties !== undefined
}

function cellStart({ position }: Nodes, text: string): number {
  const start = position?.start.offset ?? 0
  return start + (/^[|\s]*/.exec(text.slice(start, start + 100))?.[0].length ?? 0)
}

/** Says of headings what Python-Markdown makes their anchors of, where that is not what a reader sees. */
function nameHeadings(tree: Root, text: string, has: Has): void {
  const notes = new Map<string, number>()
  walk<Nodes>(tree, (node) => {
    if (node.type === 'footnoteDefinition' && !notes.has(node.identifier)) notes.set(node.identifier, notes.size + 1)
  })
  within(tree, (node) => {
    if (node.type === 'heading') node.data = { ...node.data, anchorText: nameOf(node, { text, has, notes }).trim() }
  })
}

interface Naming {
  text: string
  has: Has
  notes: ReadonlyMap<string, number>
}

const escaped = /\\([!-/:-@[-`{-~])/g
const entity = /&(?:#[0-9]+|#x[0-9a-fA-F]+|[0-9a-zA-Z]+);/g

/** Its words as the tables of contents have them: references and emoji, which become something else, are left out. */
function nameOf(node: Heading | Nodes, naming: Naming): string {
  if (node.type === 'inlineCode') return node.value
  if (node.type === 'unknownText') return node.value
  if (node.type === 'footnoteReference') return String(naming.notes.get(node.identifier) ?? '')
  if (node.type === 'break') return '\n'
  if (node.type === 'text') return wordsOf(node.value, node.position, naming)
  if (isIcon(node, naming.text)) return naming.has(iconPictures) ? '' : writtenOf(node, naming.text)
  if (node.type === 'image' || node.type === 'imageReference' || !('children' in node)) return ''
  return node.children.map((child) => nameOf(child, naming)).join('')
}

function isIcon(node: Nodes, text: string): boolean {
  return node.type === 'styled' && node.data.hName === 'span' && text.charAt(node.position?.start.offset ?? -1) === ':'
}

function writtenOf({ position }: Nodes, text: string): string {
  return text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
}

function wordsOf(value: string, position: Nodes['position'], { text, has }: Naming): string {
  const written = text.slice(position?.start.offset ?? 0, position?.end.offset ?? 0)
  // A reference is raw HTML to it, of which no text is left.
  const hasReference = written.includes('&') && !written.includes('{{')
  let words = hasReference ? written.replace(entity, '').replace(escaped, '$1') : value
  if (has('emoji')) words = withoutEmoji(words)
  return words.includes('\t') ? expanded(words, position?.start.column ?? 1) : words
}

/** Python-Markdown writes spaces for tabs, up to the next multiple of four. */
function expanded(words: string, column: number): string {
  let shown = ''
  for (const sign of words) shown += sign === '\t' ? ' '.repeat(4 - ((column - 1 + shown.length) % 4)) : sign
  return shown
}

/** Shortcodes become pictures; a sign that is written as it is stays, and so does what is no shortcode. */
function withoutEmoji(words: string): string {
  return words.replace(/:[+\-\w]{1,60}:/g, (name) => (withEmoji(name) === name ? name : ''))
}
