import { lineEnd, type ParserError } from './parser-error.ts'

/** What was opened and never closed; offsets in the parser's input. */
export interface Unclosed {
  start: number
  end: number
  closer: string
  /** The word that opened it, where it is a block that goes on over lines. */
  opener?: string
}

const closers: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }

/** In these a text may stand in quotes, which parsers look for on the lines that follow. */
const quoting =
  /^(?:flowchart|swimlane|agentflow|class|state|er$|c4|requirement|quadrant|xychart|block|pie|treemap|treeView|architecture|gitGraph|packet|radar|venn|wardley|cynefin|usecase|railroad|mindmap|kanban|sankey)/

const bracketing = /^(?:flowchart|swimlane|agentflow|block)/

/** In a block of braces, where another `{` is found. */
const braces = /^(?:STRUCT_STOP|BLOCK_STOP|RBRACE)$/

/**
 * What explains a error from before its line: parsers notice a missing quote, bracket or `end` only where they cannot
 * go on without it, which is often at the end of the diagram.
 */
export function unclosedBefore(type: string, input: string, error: ParserError): Unclosed | undefined {
  const at = Math.min(error.start, input.length)
  const isAtEnd = input.slice(at).trim() === ''
  return (
    (quoting.test(type) ? openQuote(input, at) : undefined) ??
    (bracketing.test(type) ? openBracket(input, at) : undefined) ??
    (/^(?:mindmap|kanban)/.test(type) ? openNode(input, at) : undefined) ??
    (isAtEnd || isBrace(input, at, error) ? openBlock(type, input, at) : undefined)
  )
}

/** The last line before the error's with a quote too many, unless a text that goes on over lines is closed in between. */
function openQuote(input: string, at: number): Unclosed | undefined {
  const odd = linesBefore(input, at).filter(({ text }) => count(text, '"') % 2 === 1)
  const last = odd.at(-1)
  if (!last || odd.length % 2 === 0) return undefined
  return { start: last.start + last.text.lastIndexOf('"'), end: endOf(last), closer: '"' }
}

/** A bracket of a node or of an arrow's text that is open where the error is, on a line before. */
function openBracket(input: string, at: number): Unclosed | undefined {
  const last = bracketBefore(input, at)
  if (!last) return undefined
  const end = lineEnd(input, last.start)
  return end >= at ? undefined : { ...last, end }
}

/** The bracket that is open at an offset, and what closes it. */
export function bracketBefore(input: string, at: number): { start: number; closer: string } | undefined {
  const open: number[] = []
  const blanked = input.slice(0, at).replace(/"[^"]*"/g, (text) => '_'.repeat(text.length))
  for (const { 0: sign, index } of blanked.matchAll(/[[\](){}]/g)) {
    const top = blanked[open.at(-1) ?? -1] ?? ''
    if (Object.hasOwn(closers, sign)) open.push(index)
    else if (closers[top] === sign) open.pop()
  }
  const start = open.at(-1)
  return start === undefined ? undefined : { start, closer: closers[input[start] ?? ''] ?? ']' }
}

/** The last line before the error's whose node is opened, and not closed on it. */
function openNode(input: string, at: number): Unclosed | undefined {
  for (const line of linesBefore(input, at).reverse()) {
    const [, id = '', sign = ''] = /^(\s*[^\s()[\]{}"]*)([([{])/.exec(line.text) ?? []
    if (sign === '') continue
    const closer = closers[sign] ?? ''
    const isClosed = line.text.includes(closer)
    if (isClosed) continue
    return { start: line.start + id.length, end: endOf(line), closer }
  }
  return undefined
}

interface Blocks {
  opener: RegExp
  /** Undefined: a line that only goes on with the block. */
  closer: RegExp
  word: string
}

/** A line that opens a block, its word in the first group, and one that closes it. */
const blocks: readonly [RegExp, Blocks][] = [
  [
    /^sequence/,
    { opener: /^\s*(loop|alt|opt|par_over|par|critical|break|rect|box)\b/i, closer: /^\s*end\b/i, word: 'end' },
  ],
  [/^(?:flowchart|swimlane)/, { opener: /^\s*(subgraph)\b/, closer: /^\s*end\b/, word: 'end' }],
  [/^agentflow/, { opener: /^\s*(flow|subgraph|global|connector)\b/, closer: /^\s*end\b/, word: 'end' }],
  [/^block/, { opener: /^\s*(block)(?::|\s|$)/, closer: /^\s*end\b/, word: 'end' }],
  [/^er$/, { opener: /^\s*(subgraph)\b|(\{)\s*$/i, closer: /^\s*(?:end\b|\})/i, word: '}' }],
  [/^/, { opener: /(\{)\s*$/, closer: /^\s*\}/, word: '}' }],
]

function openBlock(type: string, input: string, at: number): Unclosed | undefined {
  const kind = blocks.find(([pattern]) => pattern.test(type))?.[1]
  if (!kind) return undefined
  const open: { start: number; end: number; word: string }[] = []
  // The first line names the type.
  for (const line of linesBefore(input, at).slice(1)) {
    const found = kind.opener.exec(line.text)
    const word = found?.[1] ?? found?.[2]
    if (found && word !== undefined) {
      const start = line.start + line.text.indexOf(word, found.index)
      open.push({ start, end: endOf(line), word })
    } else if (kind.closer.test(line.text)) open.pop()
  }
  const last = open.at(-1)
  if (!last) return undefined
  return { start: last.start, end: last.end, closer: last.word === '{' ? '}' : 'end', opener: last.word }
}

function isBrace(input: string, at: number, { expected }: ParserError): boolean {
  const before = input.slice(input.lastIndexOf('\n', at - 1) + 1, at)
  return input[at] === '{' && !before.includes('}') && expected.some((name) => braces.test(name))
}

interface Line {
  start: number
  text: string
}

/** Whole lines that end before an offset; without what stands in comments. */
function linesBefore(input: string, at: number): Line[] {
  const lines: Line[] = []
  for (let start = 0; start < at; ) {
    const end = lineEnd(input, start)
    if (end >= at && input.slice(at).trim() !== '') break
    lines.push({ start, text: input.slice(start, end) })
    start = end + 1
  }
  return lines
}

function endOf({ start, text }: Line): number {
  return start + text.trimEnd().length
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1
}
