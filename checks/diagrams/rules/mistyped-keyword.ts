import { editDistance, isSwapped } from '../../../src/text/edit-distance.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { DiagramProblem } from '../problem.ts'
import { type DiagramText, withoutDescription } from '../source/diagram-text.ts'
import { type TextPart, trimPart } from '../source/text-part.ts'
import { isInflection } from './similar-id.ts'

/** What follows a keyword on its line. */
const forms = {
  accDescr: /^\s*[:{]/,
  accTitle: /^\s*:/,
  class: /^\s+[\w-]+(?:\s*,\s*[\w-]+)*\s+(?<given>[\w-]+)\s*;?$/,
  classDef: /^\s+[\w,-]+\s+[\w-]+:/,
  columns: /^\s+(?:\d+|auto)$/,
  direction: /^\s+(?:TB|TD|BT|LR|RL)$/,
  note: /^\s+(?:left|right)\s+of\s/i,
  section: /^\s+[^:]+$/,
  space: /^(?::\d+)?$/,
  style: /^\s+[\w,-]+\s+[\w-]+:/,
  title: /^\s+[^:]+$/,
}

type Keyword = keyof typeof forms

/** The keywords in whose place a type takes any word, for a state, a block or a period of that name. */
const swallowed: Readonly<Record<string, readonly Keyword[]>> = {
  block: ['columns', 'class', 'space'],
  classDiagram: ['direction'],
  er: ['direction', 'class'],
  stateDiagram: ['direction', 'note', 'classDef', 'class', 'style'],
  timeline: ['section', 'title', 'accTitle', 'accDescr'],
}

/** Keywords with a slip in them that Mermaid takes for names. */
export function mistypedKeywords({ written }: Diagram): DiagramProblem[] {
  if (!Object.hasOwn(swallowed, written.type)) return []
  return withoutDescription(written.lines)
    .map(trimPart)
    .flatMap((line) => {
      const meant = keywordTypo(written, line)
      if (meant === undefined) return []
      const word = wordOf(line)
      const message = `Unexpected ${quoteSource(word.text)}, expected ${quoteSource(meant)}: Mermaid takes it for a name`
      return [
        written.problem('diagrams/mistyped-keyword', word, message, { hint: `Did you mean ${quoteSource(meant)}?` }),
      ]
    })
}

/** The keyword that a line begins with but for a slip, and whose form the rest of the line has. */
export function keywordTypo(written: DiagramText, line: TextPart): Keyword | undefined {
  const keywords = Object.hasOwn(swallowed, written.type) ? (swallowed[written.type] ?? []) : []
  const { text: word } = wordOf(line)
  const rest = line.text.slice(word.length)
  return keywords.find((keyword) => isSlip(word, keyword) && fits(keyword, rest, written))
}

function wordOf({ text, start }: TextPart): TextPart {
  const word = /^[A-Za-z]*/.exec(text)?.[0] ?? ''
  return { text: word, start, end: start + word.length }
}

/** Another case of letters, or one slip that makes no form of the word, such as `spaces`. */
function isSlip(word: string, keyword: Keyword): boolean {
  if (word === keyword || word === '') return false
  const [written, meant] = [word.toLowerCase(), keyword.toLowerCase()]
  if (written[0] !== meant[0] && !isSwapped(written, meant)) return false
  if (written === meant) return true
  return editDistance(written, meant) === 1 && !(isInflection(written, meant) && written.length > meant.length)
}

function fits(keyword: Keyword, rest: string, { text, lines }: DiagramText): boolean {
  const found = forms[keyword].exec(rest)
  if (!found) return false
  if (keyword === 'class') return new RegExp(`^\\s*classDef\\s[^\\n]*\\b${found.groups?.given}\\b`, 'm').test(text)
  if (keyword === 'title') return !/^\s*title\s/m.test(text)
  if (keyword === 'columns') return !/^\s*columns\s/m.test(text) && lines.length > 2
  return true
}
