import type { RuleProblem } from '../../problem.ts'
import type { MappedText } from '../../source/mapped-text.ts'
import { hintFor } from './hints.ts'
import { lineEnd, type ParserError, sourceRange } from './parser-error.ts'

/** Mistakes that a parser notices only behind them, told where they are. */
export function lateErrorProblem(type: string, input: MappedText, error: ParserError): RuleProblem | undefined {
  if (type === 'mindmap') return blankLine(input, error)
  if (type === 'sequence') return semicolon(input, error)
  if (/^(?:flowchart|swimlane)/.test(type)) return shortArrow(type, input, error)
  return type === 'stateDiagram' ? danglingArrow(input, error) : undefined
}

/** The first word of the next line is read as what the arrow leads to. */
function danglingArrow(input: MappedText, { start }: ParserError): RuleProblem | undefined {
  const from = input.text.lastIndexOf('\n', start - 1)
  const before = input.text.slice(0, Math.max(0, from)).trimEnd()
  if (!before.endsWith('-->') || !/^\s*\S+\s*$/.test(input.text.slice(from, start))) return undefined
  return {
    message: 'Unexpected end of the line, expected a state',
    hint: 'Write what the arrow leads to, on the same line',
    ...sourceRange(input, before.length, before.length),
  }
}

/** `A->B` is read as a node `A-` and the beginning of a label, which may go on over lines. */
function shortArrow(type: string, input: MappedText, { start }: ParserError): RuleProblem | undefined {
  const text = input.text.slice(0, lineEnd(input.text, start))
  const bare = text
    .replace(/"[^"]*"|\[[^\]\n]*\]|\([^)\n]*\)|\{[^}\n]*\}|\|[^|\n]*\|/g, (part) => part.replace(/[^\n]/g, '_'))
    .replace(/[["({|].*/g, (part) => ' '.repeat(part.length))
  const last = [...bare.matchAll(/(?<![-=.<~])->(?![>-])(?!.*\])/g)].at(-1)
  if (!last || last.index >= start) return undefined
  const line = bare.slice(bare.lastIndexOf('\n', last.index) + 1, lineEnd(bare, last.index))
  const hint = hintFor({ type, line, before: '', after: '->', expected: undefined })
  const place = sourceRange(input, last.index, last.index + 2)
  return { message: 'Unexpected `->`, expected an arrow', ...(hint !== undefined && { hint }), ...place }
}

/** A mindmap begins right under its first line. */
function blankLine(input: MappedText, { start }: ParserError): RuleProblem | undefined {
  const [head] = /^mindmap[^\S\n]*\n(?=[^\S\n]*\n)/i.exec(input.text) ?? []
  if (head === undefined || input.text.slice(head.length, start).trim() !== '') return undefined
  return {
    message: 'Unexpected blank line after `mindmap`, expected the root',
    hint: 'Take the blank line out',
    ...sourceRange(input, head.length, head.length),
  }
}

/** In a message a `;` ends the statement, and what follows is none. */
function semicolon(input: MappedText, { start }: ParserError): RuleProblem | undefined {
  const from = input.text.lastIndexOf('\n', start - 1) + 1
  const line = input.text.slice(from, lineEnd(input.text, start))
  const [before] = /^[^:;]*:[^;]*(?=;)/.exec(line) ?? []
  if (before === undefined || from + before.length >= start) return undefined
  return {
    message: 'Unexpected `;` in a message, expected its text',
    hint: 'A `;` ends the message: write `#59;` for one in its text',
    ...sourceRange(input, from + before.length, from + before.length + 1),
  }
}
