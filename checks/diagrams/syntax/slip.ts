import type { Problem } from '../problem.ts'
import type { MappedText } from '../source/mapped-text.ts'
import type { Fault } from './fault.ts'
import { lineEnd, placed } from './place.ts'

const code = 'diagrams/syntax'

/** Mistakes that a parser notices only behind them, told where they are. */
export function slipProblem(type: string, input: MappedText, fault: Fault): Problem | undefined {
  if (type === 'mindmap') return blankLine(input, fault)
  if (type === 'sequence') return semicolon(input, fault)
  return type === 'stateDiagram' ? danglingArrow(input, fault) : undefined
}

/** The first word of the next line is read as what the arrow leads to. */
function danglingArrow(input: MappedText, { start }: Fault): Problem | undefined {
  const from = input.text.lastIndexOf('\n', start - 1)
  const before = input.text.slice(0, Math.max(0, from)).trimEnd()
  if (!before.endsWith('-->') || !/^\s*\S+\s*$/.test(input.text.slice(from, start))) return undefined
  return {
    code,
    message: 'Unexpected end of the line, expected a state',
    hint: 'Write what the arrow leads to, on the same line',
    ...placed(input, before.length, before.length),
  }
}

/** A mindmap begins right under its first line. */
function blankLine(input: MappedText, { start }: Fault): Problem | undefined {
  const [head] = /^mindmap[^\S\n]*\n(?=[^\S\n]*\n)/i.exec(input.text) ?? []
  if (head === undefined || input.text.slice(head.length, start).trim() !== '') return undefined
  return {
    code,
    message: 'Unexpected blank line after `mindmap`, expected the root',
    hint: 'Take the blank line out',
    ...placed(input, head.length, head.length),
  }
}

/** In a message a `;` ends the statement, and what follows is none. */
function semicolon(input: MappedText, { start }: Fault): Problem | undefined {
  const from = input.text.lastIndexOf('\n', start - 1) + 1
  const line = input.text.slice(from, lineEnd(input.text, start))
  const [before] = /^[^:;]*:[^;]*(?=;)/.exec(line) ?? []
  if (before === undefined || from + before.length >= start) return undefined
  return {
    code,
    message: 'Unexpected `;` in a message, expected its text',
    hint: 'A `;` ends the message: write `#59;` for one in its text',
    ...placed(input, from + before.length, from + before.length + 1),
  }
}
