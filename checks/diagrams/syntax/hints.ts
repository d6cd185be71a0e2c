import { shown } from '../shown.ts'
import { foreignComment, nameHints, textBehindArrow, typeOfMember } from './name-hints.ts'
import { quoteHints } from './quote-hints.ts'
import { type Hint, isFlow, type SyntaxContext } from './syntax-context.ts'

/** What a usual mistake is mended with; the first that fits. */
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

export function hintFor(scene: SyntaxContext): string | undefined {
  for (const hint of hints) {
    const found = hint(scene)
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
  return `Say the sides: ${shown(`${one}:R ${arrow} L:${other}`, 80)}`
}

function missingLabel({ type, expected, line }: SyntaxContext): string | undefined {
  if (type === 'er' && expected?.startsWith('`:`'))
    return `Say what the relation is: ${shown(`${line.trim()} : has`, 80)}`
  if (type === 'sequence' && expected?.startsWith('`:`'))
    return `Say what is sent: ${shown(`${line.trim()}: text`, 80)}`
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
