import type { Element, ElementContent } from 'hast'
import type { Schema } from 'hast-util-sanitize'
import type { Code } from 'mdast'
import { defaultHandlers, type State } from 'mdast-util-to-hast'
import { isDiagram } from '../../diagrams/fence.ts'
import type { Fence } from '../../guidebook/parts/block.ts'
import { type CodeOptions, isInRanges, readCodeOptions } from '../../guidebook/parts/code-options.ts'
import type { Parameter } from '../../guidebook/parts/parameter.ts'
import type { Blank } from '../../shell/blank.ts'
import { readBlock, type ShellBlock } from '../../shell/block.ts'
import { maskBlanks, prompt } from '../../shell/shell-text.ts'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { statusElement } from '../status/badge.ts'
import type { SiteStatus } from '../status/site-status.ts'
import { effectSigns, withBlanks } from './blanks.ts'
import { type DiagramContext, diagramBlocks } from './diagram.ts'
import { element, isComponent, type Parent, textContent } from './element.ts'
import type { Highlighter } from './highlight.ts'
import { statusList } from './status-list.ts'
import { stepProperties } from './step-mark.ts'

/** Box drawing, block elements and arrows: what drawings in plain text are made of. */
const drawing = /[\u2500-\u259f]|[+][-=]{3,}[+]|-{2,}>|^\s*\|.*\|\s*$/mu

/** What stands behind the language of a fence goes with its code, to where it is shown. */
export const codeAttributes = { code: [['className', /^language-./], 'dataMeta'] } satisfies Schema['attributes']

/** A block of code as an element, with what stands behind its language. */
export function codeHandler(state: State, node: Code): Element {
  const pre = defaultHandlers.code(state, node)
  const [code] = pre.children
  if (code?.type === 'element' && node.meta) code.properties.dataMeta = node.meta
  return pre
}

/** What of a page is filled in by its readers. */
export interface CodeContext {
  highlighter: Highlighter
  parameters?: readonly Parameter[] | undefined
  /** Told of the blanks of each block. */
  onBlanks?: ((blanks: readonly Blank[]) => void) | undefined
}

/**
 * Shows a block of code as a figure: its title and language, coloured code, commands apart from their output, what
 * commands do and what readers fill in, and the lines that it asks to be marked or numbered.
 */
export function codeBlock(pre: Element, { highlighter, parameters = [], onBlanks }: CodeContext): Element {
  const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code')
  if (code?.type !== 'element') return pre
  const language = languageOf(code)
  const options = readCodeOptions(metaOf(code))
  const value = textContent(code).replace(/\n$/, '')
  const block = readBlock(language, value, parameters)
  const blanks = block?.blanks ?? []
  onBlanks?.(blanks)
  // Colours go by what a shell reads, once it is filled in.
  const masked = maskBlanks(value, blanks)
  const isSession = block !== undefined && value.split('\n').some((line) => prompt.test(line))
  const coloured = isSession ? session(masked, highlighter) : highlighter.highlight(language, masked)
  const content = blanks.length === 0 ? coloured : withBlanks(coloured, value, { blanks, parameters })
  const isDrawing = (language === '' || language === 'text' || language === 'ascii') && drawing.test(value)
  const shown = element('code', {}, withLines(content, options))
  const box = element('pre', isDrawing ? { className: ['drawing'] } : {}, [shown])
  const effect = block && {
    dataEffect: block.isPartlyUnknown && block.effect !== 'dangerous' ? 'unknown' : block.effect,
  }
  return element('figure', { className: ['code'], ...effect, ...stepProperties(code) }, [
    ...captionOf(language, options, block),
    box,
  ])
}

/** As Markdown has it on its way to HTML, or, in MDX, as its own reader does. */
function metaOf(code: Element): string {
  const own = code.properties.dataMeta
  if (typeof own === 'string') return own
  const { data } = code
  return data && 'meta' in data && typeof data.meta === 'string' ? data.meta : ''
}

function captionOf(language: string, { title }: CodeOptions, block: ShellBlock | undefined): Element[] {
  const name = title === undefined ? [] : [element('strong', {}, [title])]
  const signs = block ? effectSigns(block) : []
  const isAlone = title === undefined && signs.length === 0
  const kind = language === '' ? [] : isAlone ? [language] : [element('span', {}, [language])]
  const parts = [...name, ...kind, ...signs]
  return parts.length === 0 ? [] : [element('figcaption', {}, parts)]
}

/** Lines that are marked or numbered are elements of their own; code without any of them stays as it is. */
function withLines(content: ElementContent[], options: CodeOptions): ElementContent[] {
  const { marked, added, removed, firstNumber } = options
  if (firstNumber === undefined && marked.length + added.length + removed.length === 0) return content
  return linesOf(content).flatMap((line, index): ElementContent[] => {
    const end: ElementContent[] = index === 0 ? [] : [{ type: 'text', value: '\n' }]
    const name = lineElement(index + 1, options)
    if (name === undefined) return [...end, ...line]
    const number = firstNumber === undefined ? {} : { dataLine: String(firstNumber + index) }
    return [...end, element(name, number, line)]
  })
}

function lineElement(line: number, { marked, added, removed, firstNumber }: CodeOptions): string | undefined {
  if (isInRanges(line, added)) return 'ins'
  if (isInRanges(line, removed)) return 'del'
  if (isInRanges(line, marked)) return 'mark'
  return firstNumber === undefined ? undefined : 'span'
}

/** Code by its lines: an element that goes over several stands in each of them. */
function linesOf(content: readonly ElementContent[]): ElementContent[][] {
  const lines: ElementContent[][] = [[]]
  for (const node of content) {
    for (const [index, part] of partsOf(node).entries()) {
      if (index > 0) lines.push([])
      lines.at(-1)?.push(...part)
    }
  }
  return lines
}

function partsOf(node: ElementContent): ElementContent[][] {
  if (node.type === 'text') {
    return node.value.split('\n').map((value) => (value === '' ? [] : [{ type: 'text', value }]))
  }
  if (node.type !== 'element') return [[node]]
  return linesOf(node.children).map((children) => (children.length === 0 ? [] : [{ ...node, children }]))
}

/** How the probe stands that asks what inline code says; undefined for other code. */
export type ProbeLookup = (code: string) => { id: string; status: ServiceStatus } | undefined

/** Inline code: what a probe asks, word for word, has the probe's state beside it. */
export function inlineCode(code: Element, askedBy: ProbeLookup = () => undefined): Element {
  const asked = askedBy(textContent(code))
  return asked ? statusElement(asked.id, asked.status, [unbrokenCode(code)]) : unbrokenCode(code)
}

/** A word of code of up to this many characters stays on one line: it fits on a phone's. */
const longestUnbroken = 24

/**
 * Keeps a short word of code on one line, and of longer code its words. A browser may break a line after each hyphen, and
 * `--force` would be read as `--` and `force`.
 */
function unbrokenCode(code: Element): Element {
  const text = textContent(code)
  if (!text.includes('-') || 'className' in code.properties) return code
  const unbroken = { className: ['short'] }
  if (isShortWord(text)) return { ...code, properties: { ...code.properties, ...unbroken } }
  const isPlain = code.children.every((child) => child.type === 'text')
  const words = isPlain && text.length < longestWithWords ? text.split(/(\s+)/) : []
  if (!words.some((word) => isShortWord(word))) return code
  return {
    ...code,
    children: element(
      'code',
      {},
      words.map((word) => (isShortWord(word) ? element('span', unbroken, [word]) : word)),
    ).children,
  }
}

const longestWithWords = 1000

/** Whether text is a word that a browser could break, and that fits on a line whole. */
export function isShortWord(word: string, longest = longestUnbroken): boolean {
  return word.length <= longest && /^\S*-\S*$/.test(word)
}

function languageOf(code: Element): string {
  const classes = Array.isArray(code.properties.className) ? code.properties.className : []
  const name = classes.find((entry) => typeof entry === 'string' && entry.startsWith('language-'))
  return typeof name === 'string' ? name.slice('language-'.length) : ''
}

/** A shell session: what stands after a prompt is a command, up to a line without `\` at its end; the rest is output. */
function session(value: string, highlighter: Highlighter): ElementContent[] {
  const content: ElementContent[] = []
  let command: string[] | undefined
  const end = () => {
    if (command) {
      const code = highlighter.highlight('bash', command.join('\n'))
      content.push(element('span', { className: ['command'] }, code), { type: 'text', value: '\n' })
    }
    command = undefined
  }
  for (const line of value.split('\n')) {
    const [sign] = prompt.exec(line) ?? []
    if (sign !== undefined) end()
    if (sign !== undefined) content.push(element('span', { className: ['prompt'], ariaHidden: 'true' }, [sign]))
    if (sign === undefined && !command) {
      content.push(element('span', { className: ['output'] }, [line]), { type: 'text', value: '\n' })
      continue
    }
    command = [...(command ?? []), sign === undefined ? line : line.slice(sign.length)]
    if (!line.endsWith('\\')) end()
  }
  end()
  return content.slice(0, -1)
}

/** Blocks of code, what is read out as a name, and what shows a state of its own. */
const whole = /^(?:pre|h[1-6]|PageTitle|summary|a|Status)$/

/**
 * The code of a page that gets no state beside it, whatever it says: inside of a block, of a heading or link whose name
 * would change again and again, and of what shows a state already. A link that is nothing but code may have one.
 */
export function codeWithoutStatus(tree: Parent): ReadonlySet<Element> {
  const found = new Set<Element>()
  collect(tree, false, found)
  return found
}

function collect(parent: Parent, isInside: boolean, found: Set<Element>): void {
  for (const child of parent.children) {
    if (child.type !== 'element' && !isComponent(child)) continue
    const name = child.type === 'element' ? child.tagName : (child.name ?? '')
    if (isInside && child.type === 'element' && name === 'code') found.add(child)
    collect(child, isInside || (whole.test(name) && !isLinkedCode(child)), found)
  }
}

function isLinkedCode(node: Parent): boolean {
  const [code] = node.children
  if (node.type !== 'element' || node.tagName !== 'a' || node.children.length !== 1) return false
  return code?.type === 'element' && code.tagName === 'code' && !/^\s*status:/i.test(String(node.properties.href))
}

const statusLanguage = 'status'

/** Whether a fence is shown as something else than code, which depends on more than its text. */
export function isCustomBlock(fence: Pick<Fence, 'language'>): boolean {
  return isDiagram(fence) || fence.language === statusLanguage
}

interface CustomBlockContext extends DiagramContext {
  status: SiteStatus
  /** Of the page itself. */
  href: string
}

/** Shows the fences of one page that are more than code: returns the element for a language and a text, if it is one. */
export function customBlocks(world: CustomBlockContext): (language: string, text: string) => Element | undefined {
  const diagram = diagramBlocks(world)
  return (language, text) => {
    if (isDiagram({ language })) return diagram(text)
    return language === statusLanguage ? statusList(text, world.status, world.href) : undefined
  }
}
