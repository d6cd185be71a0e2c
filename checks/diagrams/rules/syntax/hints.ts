import { quoteSource } from '../../../../src/text/quote.ts'

/** An error as hints look at it; all in the parser's input. */
export interface SyntaxContext {
  type: string
  /** The line on which it stands, whole. */
  line: string
  /** What stands on the line before it, and from it on. */
  before: string
  after: string
  /** What was expected, in words. */
  expected: string | undefined
}

/** The hint where an error is of some kind. */
type Hint = (context: SyntaxContext) => string | undefined

/** Whether a type has nodes with labels in brackets, and arrows between them. */
function isFlow(type: string): boolean {
  return /^(?:flowchart|swimlane|agentflow|block)/.test(type)
}

/** Texts that need quotes, or other ones than they have. */
const quoteHints: readonly Hint[] = [
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

const longestHint = 80
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
  return `${brackets}: ${quoteSource(`${id}${open}"${text.replaceAll('"', '#quot;')}"${close}`, longestHint)}`
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
  return `${brackets}: ${quoteSource(`|"${text.trim()}"|`, longestHint)}`
}

/** `subgraph Cluster (prod)`. */
function bracketInTitle({ type, line }: SyntaxContext): string | undefined {
  const [, title] = /^\s*subgraph\s+([^"[]+?)\s*$/.exec(line) ?? []
  if (!isFlow(type) || title === undefined) return undefined
  return `Put a title of more than words in quotes: ${quoteSource(`subgraph "${title}"`, longestHint)}`
}

/** `Fix (bug)` within the brackets of a node of a mindmap or a card of a board. */
function bracketInIdea({ type, line }: SyntaxContext): string | undefined {
  if (!/^(?:mindmap|kanban)$/.test(type)) return undefined
  const [, id = '', open = '', rest = ''] = /^\s*([^\s()[\]{}"]*)([[({]+)([^"]*[()[\]{}][^"]*)$/.exec(line) ?? []
  const close = closingOf(open)
  const end = rest.trimEnd().length - close.length
  if (close === '' || !rest.trimEnd().endsWith(close) || end < 1) return undefined
  return `${brackets}: ${quoteSource(`${id}${open}"${rest.slice(0, end)}"${close}`, longestHint)}`
}

/** `Dogs : 30` of a pie. */
function unquotedSlice({ type, line }: SyntaxContext): string | undefined {
  const [, name, value] = /^\s*([^"':]+?)\s*:\s*([\d.]+)\s*$/.exec(line) ?? []
  if (type !== 'pie' || name === undefined) return undefined
  return `Put the name in quotes: ${quoteSource(`"${name}" : ${value}`, longestHint)}`
}

/** `title Latency (ms)` of a chart. */
function unquotedTitle({ type, line }: SyntaxContext): string | undefined {
  const [, word, title] = /^\s*(title|x-axis|y-axis)\s+([^"[]+?)\s*$/.exec(line) ?? []
  if (type !== 'xychart' || title === undefined || title.includes('-->')) return undefined
  return `Put a text of more than a word in quotes: ${quoteSource(`${word} "${title}"`, longestHint)}`
}

/** `id: R-1` of a requirement. */
function unquotedValue({ type, line }: SyntaxContext): string | undefined {
  const [, key, value] = /^\s*(id|text|type|docRef)\s*:\s*([^"]+?)\s*$/i.exec(line) ?? []
  if (type !== 'requirement' || key === undefined) return undefined
  return `Put a value with signs in quotes: ${quoteSource(`${key}: "${value}"`, longestHint)}`
}

/** Names that a type does not take as they are written. */
const nameHints: readonly Hint[] = [blankInId, dashInState, colonInPeriod, unknownBranch]

/** `Web server --> DB`: the text belongs in brackets. */
function blankInId({ type, before, after }: SyntaxContext): string | undefined {
  const [, start] = /(?:^|[->\]&])\s*([^\s"'[\](){}|<>=&;-][^"'[\](){}|<>=&;-]*\s)$/.exec(before) ?? []
  const [rest] = /^[\p{L}\p{N}][^"'[\](){}|<>=&;:-]*/u.exec(after) ?? []
  if (!/^(?:flowchart|swimlane)/.test(type) || start === undefined || rest === undefined) return undefined
  if (/^(?:graph|flowchart\S*|subgraph|direction|class|classDef|style|linkStyle|click|end)\s/.test(start))
    return undefined
  const text = `${start}${rest}`.replace(/\s+/g, ' ').trim()
  const id = text.replace(/[^\p{L}\p{N}]+/gu, '_')
  return `An id has no blanks: put the text in brackets, ${quoteSource(`${id}["${text}"]`, longestHint)}`
}

/** `Pending-Review --> Done`. */
function dashInState({ type, before, after }: SyntaxContext): string | undefined {
  const [first] = /[\p{L}\p{N}_]+$/u.exec(before) ?? []
  const [rest] = /^(?:-[\p{L}\p{N}_]+)+/u.exec(after) ?? []
  if (type !== 'stateDiagram' || first === undefined || rest === undefined) return undefined
  const name = first + rest
  const id = name.replaceAll('-', '_')
  return `The id of a state has no \`-\`: write ${quoteSource(id)}, with ${quoteSource(`state "${name}" as ${id}`, longestHint)} for its name`
}

/** `09:00 : Alert`. */
function colonInPeriod({ type, after }: SyntaxContext): string | undefined {
  if (type !== 'timeline' || !/^:\S/.test(after)) return undefined
  return 'A `:` ends the period: write `#58;` for one in it, as in `09#58;00`'
}

function unknownBranch({ type, line, expected }: SyntaxContext): string | undefined {
  const [, name] = /^\s*(?:checkout|switch|merge)\s+("[^"]*"|\S+)/.exec(line) ?? []
  if (type !== 'gitGraph' || expected !== 'a branch that is there' || name === undefined) return undefined
  return `Make it first: ${quoteSource(`branch ${name}`, longestHint)}`
}

/** What is written in other languages, and not in this one. */
function foreignComment({ after, type }: SyntaxContext): string | undefined {
  const isComment = /^(?:\/\/|#\s|<!--|\/\*)/.test(after.trimStart())
  return isComment && !/^sankey/.test(type) ? 'Comments begin with `%%`, on a line of their own' : undefined
}

/** `Shop : +open() : void`. */
function typeOfMember({ type, before, after }: SyntaxContext): string | undefined {
  if (type !== 'classDiagram' || !/^:\s/.test(after) || !before.includes(':')) return undefined
  return 'Write the type of a member without a `:`, as in `+run() void`, or the members between braces'
}

/** `A --> B : text`. */
function textBehindArrow({ type, after }: SyntaxContext): string | undefined {
  return isFlow(type) && /^:(?!:)/.test(after) ? 'The text of an arrow stands in it: `A -->|text| B`' : undefined
}

/** How a usual mistake is fixed; the first that fits. */
const hints: readonly Hint[] = [
  escapedArrow,
  semicolon,
  endAsName,
  surplusEnd,
  ...quoteHints,
  foreignComment,
  foreignArrow,
  missingTarget,
  direction,
  missingSides,
  missingLabel,
  missingTask,
  secondRoot,
  beyondOne,
  percentage,
  textBehindArrow,
  typeOfMember,
  ...nameHints,
]

export function hintFor(context: SyntaxContext): string | undefined {
  for (const hint of hints) {
    const found = hint(context)
    if (found !== undefined) return found
  }
  return undefined
}

/** Text that was copied out of HTML; parsers are given entities in a form of their own. */
function escapedArrow({ line }: SyntaxContext): string | undefined {
  if (!/(?:&|ﬂ°)[gl]t(?:;|¶ß)/.test(line)) return undefined
  return 'Write `<` and `>` themselves in arrows: `-->` in place of `--&gt;`'
}

function semicolon({ type, before }: SyntaxContext): string | undefined {
  if (type !== 'sequence' || !/:[^;]*;/.test(before)) return undefined
  return 'A `;` ends the message: write `#59;` for one in its text'
}

function endAsName({ type, line, before, after }: SyntaxContext): string | undefined {
  const isWord = /^end\b/.test(after.trimStart()) || /(?:--|==|-\.|\b)\W*end$/.test(before.trimEnd())
  if (!isFlow(type) || !isWord || /^\s*end\s*$/.test(line)) return undefined
  return 'In lower case `end` closes a block: write `End`, or give the node another id, as in `finish[end]`'
}

const arrows: readonly [RegExp, RegExp, string][] = [
  [/^(?:flowchart|swimlane)/, /(?:->>|-->>|(?<![-=.<ox])->(?!>)|=>(?!>)|~>)/, '`-->`, `---`, `-.->` or `==>`'],
  [/^sequence/, /(?:==>|-\.->|=>)/, '`->>`, `-->>`, `-)` or `-x`'],
  [/^class/, /(?:->>|==>|-\.->|(?<![-.])->)/, '`<|--`, `*--`, `o--`, `-->`, `--` or `..>`'],
  [/^state/, /(?:->>|==>|-\.->|(?<!-)->(?!>))/, '`-->`'],
  [/^er$/, /(?:-->|->|==)/, '`||--o{`, `||--||` or `}o..o{`'],
  [/^architecture/, /(?:->>|==)/, '`--`, `-->` or `<--`, with the sides: `db:L -- R:server`'],
  [/^block/, /(?:->>|=>|(?<!-)->(?!>))/, '`-->` or `---`'],
  [/^requirement/, /(?:-->|->>)/, '`- satisfies ->`'],
]

function foreignArrow({ type, line }: SyntaxContext): string | undefined {
  const bare = line.replace(/"[^"]*"|\[[^\]]*\]|:.*$/g, '')
  const found = arrows.find(([types, wrong]) => types.test(type) && wrong.test(bare))
  if (!found) return undefined
  return / or /.test(found[2]) ? `The arrows of this type are ${found[2]}` : `The arrow of this type is ${found[2]}`
}

/** An `end` on its own, where no block is open. */
function surplusEnd({ type, line, before }: SyntaxContext): string | undefined {
  if (!(isFlow(type) || /^sequence/.test(type)) || !/^\s*end\s*$/.test(line) || before.trim() !== '') return undefined
  return 'Nothing is open that it closes: take it out'
}

function missingTarget({ type, before, after }: SyntaxContext): string | undefined {
  const isEnd = after.trim() === '' || after.startsWith('\n')
  if (!isEnd || !/(?:--+[>xo-]?|==+>?|-\.+->?|->>?|\|)\s*$/.test(before)) return undefined
  return isFlow(type) || /^(?:state|sequence|class)/.test(type)
    ? 'Write what the arrow leads to, on the same line'
    : undefined
}

function direction({ type, before }: SyntaxContext): string | undefined {
  if (!/^(?:flowchart|swimlane)/.test(type) || !/^\s*(?:graph|flowchart\S*|swimlane-beta)\s+$/.test(before))
    return undefined
  return 'The directions are `TB`, `TD`, `BT`, `LR` and `RL`'
}

/** `db -- web` of an architecture. */
function missingSides({ type, line }: SyntaxContext): string | undefined {
  const [, one, arrow, other] = /^\s*([\w-]+)\s*(<?--?>?)\s*([\w-]+)\s*$/.exec(line) ?? []
  if (type !== 'architecture' || one === undefined) return undefined
  return `Say the sides: ${quoteSource(`${one}:R ${arrow} L:${other}`, 80)}`
}

function missingLabel({ type, expected, line }: SyntaxContext): string | undefined {
  if (type === 'er' && expected?.startsWith('`:`'))
    return `Say what the relation is: ${quoteSource(`${line.trim()} : has`, 80)}`
  if (type === 'sequence' && expected?.startsWith('`:`'))
    return `Say what is sent: ${quoteSource(`${line.trim()}: text`, 80)}`
  return undefined
}

function missingTask({ type, expected }: SyntaxContext): string | undefined {
  if (!/task/.test(expected ?? '')) return undefined
  return type === 'gantt' ? 'A task is written `Name :id, 2026-01-31, 3d`' : 'A task is written `Name: 5: Person`'
}

function secondRoot({ type, expected }: SyntaxContext): string | undefined {
  if (type !== 'mindmap' || expected !== 'one root') return undefined
  return 'Indent it further than the root, with spaces or tabs throughout'
}

function beyondOne({ type, line }: SyntaxContext): string | undefined {
  return type === 'quadrantChart' && /\[\s*[\d.-]/.test(line) ? 'Both values lie between 0 and 1' : undefined
}

function percentage({ type, after }: SyntaxContext): string | undefined {
  return type === 'pie' && after.startsWith('%') ? 'Write the number alone: Mermaid works the shares out' : undefined
}
