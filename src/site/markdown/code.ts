import type { Element, ElementContent } from 'hast'
import type { ServiceStatus } from '../../status-model/rollup.ts'
import { statusElement } from '../status/badge.ts'
import { element, textContent } from './element.ts'
import type { Highlighter } from './highlight.ts'

const shells = new Set(['sh', 'bash', 'shell', 'zsh', 'console', 'shell-session', 'shellsession', 'terminal'])

/** Box drawing, block elements and arrows: what drawings in plain text are made of. */
const drawing = /[\u2500-\u259f]|[+][-=]{3,}[+]|-{2,}>|^\s*\|.*\|\s*$/mu

/** Shows a block of code as a figure: a label for its language, coloured code, and commands apart from their output. */
export function codeBlock(pre: Element, highlighter: Highlighter): Element {
  const code = pre.children.find((child) => child.type === 'element' && child.tagName === 'code')
  if (code?.type !== 'element') return pre
  const language = languageOf(code)
  const value = textContent(code).replace(/\n$/, '')
  const isSession = shells.has(language.toLowerCase()) && /^\s*\$ \S/m.test(value)
  const content = isSession ? session(value, highlighter) : highlighter.highlight(language, value)
  const isDrawing = (language === '' || language === 'text' || language === 'ascii') && drawing.test(value)
  const block = element('pre', isDrawing ? { className: ['drawing'] } : {}, [element('code', {}, content)])
  const label = language === '' ? [] : [element('figcaption', {}, [language])]
  return element('figure', { className: ['code'] }, [...label, block])
}

/** How the probe stands that asks what inline code says; undefined for other code. */
export type AskedBy = (code: string) => { id: string; status: ServiceStatus } | undefined

/** Inline code: what a probe asks, word for word, has the probe's state beside it. */
export function inlineCode(code: Element, askedBy: AskedBy = () => undefined): Element {
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
  if (!words.some(isShortWord)) return code
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

function isShortWord(word: string): boolean {
  return word.length <= longestUnbroken && /^\S*-\S*$/.test(word)
}

function languageOf(code: Element): string {
  const classes = Array.isArray(code.properties.className) ? code.properties.className : []
  const name = classes.find((entry) => typeof entry === 'string' && entry.startsWith('language-'))
  return typeof name === 'string' ? name.slice('language-'.length) : ''
}

/** A shell session: what stands after `$ ` is a command, up to a line without `\` at its end; the rest is output. */
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
    const prompt = /^\s*\$ /.exec(line)?.[0]
    if (prompt !== undefined) end()
    if (prompt !== undefined) content.push(element('span', { className: ['prompt'], ariaHidden: 'true' }, [prompt]))
    if (prompt === undefined && !command) {
      content.push(element('span', { className: ['output'] }, [line]), { type: 'text', value: '\n' })
      continue
    }
    command = [...(command ?? []), prompt === undefined ? line : line.slice(prompt.length)]
    if (!line.endsWith('\\')) end()
  }
  end()
  return content.slice(0, -1)
}
