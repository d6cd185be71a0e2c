import { shown } from '../shown.ts'
import { type Hint, isFlow, type SyntaxContext } from './syntax-context.ts'

/** Texts that need quotes, or other ones than they have. */
export const quoteHints: readonly Hint[] = [
  smartQuotes,
  backtick,
  bracketInLabel,
  bracketInArrow,
  bracketInTitle,
  bracketInIdea,
  unquotedSlice,
  unquotedTitle,
  unquotedValue,
]

const widest = 80
const brackets = 'Put a text with brackets in quotes'

function smartQuotes({ line }: SyntaxContext): string | undefined {
  return /[“”„«»‘’]/.test(line) ? 'Write straight quotes: `"`' : undefined
}

function backtick({ after, before }: SyntaxContext): string | undefined {
  if (!after.startsWith('`') && !/"\s*`[^`]*$/.test(before)) return undefined
  return 'Backticks mark Markdown, right within both quotes of a text: take them out elsewhere'
}

const bracket = /[[\](){}]/g

/** A label with brackets or quotes in it, from its own bracket on; an id may stand before. */
function bracketInLabel({ type, before, after }: SyntaxContext): string | undefined {
  const isSign = /^[()[\]{}"<>@]/.test(after) || /"\s*$/.test(before)
  if (!(isFlow(type) || /^(?:mindmap|kanban)$/.test(type)) || !isSign) return undefined
  const [head, open = ''] = /[^\s[({>|&;]*([[({]+)[^[({]*$/.exec(before) ?? []
  if (head === undefined) return undefined
  const rest = after.split(/\s+(?:--|==|-\.|~~~|&(?=\s))/)[0] ?? after
  const close = closingOf(open)
  const end = rest.lastIndexOf(close)
  if (end === -1) return `${brackets}, as in \`A["text (more)"]\``
  const id = head.slice(0, head.indexOf(open))
  const text = (head.slice(id.length + open.length) + rest.slice(0, end)).trim().replace(/^"(.*)"$/, '$1')
  return `${brackets}: ${shown(`${id}${open}"${text.replaceAll('"', '#quot;')}"${close}`, widest)}`
}

function closingOf(open: string): string {
  const pairs: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }
  return [...open.matchAll(bracket)]
    .map(([sign]) => pairs[sign] ?? '')
    .reverse()
    .join('')
}

/** `-->|calls run()| B`. */
function bracketInArrow({ type, before, after }: SyntaxContext): string | undefined {
  const start = before.replace(/\|[^|]*\|/g, (text) => ' '.repeat(text.length)).indexOf('|')
  const end = after.indexOf('|')
  if (!isFlow(type) || start < 0 || end < 0) return undefined
  const text = (before.slice(start + 1) + after.slice(0, end)).replaceAll('"', '#quot;')
  return `${brackets}: ${shown(`|"${text.trim()}"|`, widest)}`
}

/** `subgraph Cluster (prod)`. */
function bracketInTitle({ type, line }: SyntaxContext): string | undefined {
  const [, title] = /^\s*subgraph\s+([^"[]+?)\s*$/.exec(line) ?? []
  if (!isFlow(type) || title === undefined) return undefined
  return `Put a title of more than words in quotes: ${shown(`subgraph "${title}"`, widest)}`
}

/** `Fix (bug)` within the brackets of a node of a mindmap or a card of a board. */
function bracketInIdea({ type, line }: SyntaxContext): string | undefined {
  if (!/^(?:mindmap|kanban)$/.test(type)) return undefined
  const [, id = '', open = '', rest = ''] = /^\s*([^\s()[\]{}"]*)([[({]+)([^"]*[()[\]{}][^"]*)$/.exec(line) ?? []
  const close = closingOf(open)
  const end = rest.trimEnd().length - close.length
  if (close === '' || !rest.trimEnd().endsWith(close) || end < 1) return undefined
  return `${brackets}: ${shown(`${id}${open}"${rest.slice(0, end)}"${close}`, widest)}`
}

/** `Dogs : 30` of a pie. */
function unquotedSlice({ type, line }: SyntaxContext): string | undefined {
  const [, name, value] = /^\s*([^"':]+?)\s*:\s*([\d.]+)\s*$/.exec(line) ?? []
  if (type !== 'pie' || name === undefined) return undefined
  return `Put the name in quotes: ${shown(`"${name}" : ${value}`, widest)}`
}

/** `title Latency (ms)` of a chart. */
function unquotedTitle({ type, line }: SyntaxContext): string | undefined {
  const [, word, title] = /^\s*(title|x-axis|y-axis)\s+([^"[]+?)\s*$/.exec(line) ?? []
  if (type !== 'xychart' || title === undefined || title.includes('-->')) return undefined
  return `Put a text of more than a word in quotes: ${shown(`${word} "${title}"`, widest)}`
}

/** `id: R-1` of a requirement. */
function unquotedValue({ type, line }: SyntaxContext): string | undefined {
  const [, key, value] = /^\s*(id|text|type|docRef)\s*:\s*([^"]+?)\s*$/i.exec(line) ?? []
  if (type !== 'requirement' || key === undefined) return undefined
  return `Put a value with signs in quotes: ${shown(`${key}: "${value}"`, widest)}`
}
