import { editDistance, isSwapped } from '../../../src/text/edit-distance.ts'
import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import { type DiagramSource, withoutDescription } from '../source/diagram-source.ts'
import { type TextPart, trimPart } from '../source/text-part.ts'
import { isInflection } from './similar-id.ts'

/** Mermaid takes the word for a name. */
export const mistypedKeyword = {
  code: 'diagrams/mistyped-keyword',
  severity: 'warning',
  summary: 'A word that looks like a slip in a keyword',
  why: `
A line begins with a word that is one slip away from a keyword, and goes on as that keyword would: \`dirction LR\`, \`secton Winter\`. Mermaid takes it for the name of a state, a class, a block or a period, and says nothing. Where it does say something, the slip is told as [\`diagrams/syntax\`](#diagramssyntax).
`,
  wrong: mermaidPage('stateDiagram-v2', '  dirction LR', '  Open --> Closed'),
  right: mermaidPage('stateDiagram-v2', '  direction LR', '  Open --> Closed'),
  check: mistypedKeywords,
} as const satisfies DiagramRule

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

/** Keywords with a typo in them that Mermaid takes for names. */
function mistypedKeywords({ source }: Diagram): RuleProblem[] {
  if (!Object.hasOwn(swallowed, source.type)) return []
  return withoutDescription(source.lines)
    .map(trimPart)
    .flatMap((line) => {
      const meant = keywordTypo(source, line)
      if (meant === undefined) return []
      const word = wordOf(line)
      const message = `Unexpected ${quoteSource(word.text)}, expected ${quoteSource(meant)}: Mermaid takes it for a name`
      return [source.problem(word, message, { hint: `Did you mean ${quoteSource(meant)}?` })]
    })
}

/** The keyword that a line begins with but for a typo, and whose form the rest of the line has. */
export function keywordTypo(source: DiagramSource, line: TextPart): Keyword | undefined {
  const keywords = Object.hasOwn(swallowed, source.type) ? (swallowed[source.type] ?? []) : []
  const { text: word } = wordOf(line)
  const rest = line.text.slice(word.length)
  return keywords.find((keyword) => isTypo(word, keyword) && fits(keyword, rest, source))
}

function wordOf({ text, start }: TextPart): TextPart {
  const word = /^[A-Za-z]*/.exec(text)?.[0] ?? ''
  return { text: word, start, end: start + word.length }
}

/** Another case of letters, or one typo that makes no form of the word, such as `spaces`. */
function isTypo(word: string, keyword: Keyword): boolean {
  if (word === keyword || word === '') return false
  const [typed, meant] = [word.toLowerCase(), keyword.toLowerCase()]
  if (typed[0] !== meant[0] && !isSwapped(typed, meant)) return false
  if (typed === meant) return true
  return editDistance(typed, meant) === 1 && !(isInflection(typed, meant) && typed.length > meant.length)
}

function fits(keyword: Keyword, rest: string, { text, lines }: DiagramSource): boolean {
  const found = forms[keyword].exec(rest)
  if (!found) return false
  if (keyword === 'class') return new RegExp(`^\\s*classDef\\s[^\\n]*\\b${found.groups?.given}\\b`, 'm').test(text)
  if (keyword === 'title') return !/^\s*title\s/m.test(text)
  if (keyword === 'columns') return !/^\s*columns\s/m.test(text) && lines.length > 2
  return true
}
