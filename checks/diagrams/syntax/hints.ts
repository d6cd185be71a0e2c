import { shown } from './shown.ts'

/** A fault as hints look at it; all in the parser's input. */
export interface Scene {
  type: string
  /** The line on which it stands, whole. */
  line: string
  /** What stands on the line before it, and from it on. */
  before: string
  after: string
  /** What was expected, in words. */
  expected: string | undefined
}

/** What a usual mistake is mended with; the first that fits. */
const hints: readonly ((scene: Scene) => string | undefined)[] = [
  smartQuotes,
  escapedArrow,
  semicolon,
  endAsName,
  bracketInLabel,
  foreignArrow,
  missingTarget,
  direction,
  missingLabel,
  missingTask,
  secondRoot,
]

export function hintFor(scene: Scene): string | undefined {
  for (const hint of hints) {
    const found = hint(scene)
    if (found !== undefined) return found
  }
  return undefined
}

const isFlow = (type: string) => /^(?:flowchart|swimlane|agentflow|block)/.test(type)

function smartQuotes({ line }: Scene): string | undefined {
  return /[“”„«»‘’]/.test(line) ? 'Write straight quotes: `"`' : undefined
}

/** Text that was copied out of HTML; parsers are given entities in a form of their own. */
function escapedArrow({ line }: Scene): string | undefined {
  if (!/(?:&|ﬂ°)[gl]t(?:;|¶ß)/.test(line)) return undefined
  return 'Write `<` and `>` themselves in arrows: `-->` in place of `--&gt;`'
}

function semicolon({ type, before }: Scene): string | undefined {
  if (type !== 'sequence' || !/:[^;]*;/.test(before)) return undefined
  return 'A `;` ends the message: write `#59;` for one in its text'
}

function endAsName({ type, line, before, after }: Scene): string | undefined {
  const isWord = /^end\b/.test(after.trimStart()) || /(?:--|==|-\.|\b)\W*end$/.test(before.trimEnd())
  if (!isFlow(type) || !isWord || /^\s*end\s*$/.test(line)) return undefined
  return 'In lower case `end` closes a block: write `End`, or give the node another id, as in `finish[end]`'
}

const bracket = /[[\](){}]/g

/** A label with brackets or quotes in it, from its own bracket on; an id may stand before. */
function bracketInLabel({ type, before, after }: Scene): string | undefined {
  if (!(isFlow(type) || /^(?:mindmap|kanban)$/.test(type)) || !/^[()[\]{}"<>@]/.test(after)) return undefined
  const [head, open = ''] = /[^\s[({>|&;]*([[({]+)[^[({]*$/.exec(before) ?? []
  if (head === undefined) return undefined
  const rest = after.split(/\s+(?:--|==|-\.|~~~|&(?=\s))/)[0] ?? after
  const close = closingOf(open)
  const end = rest.lastIndexOf(close)
  if (end === -1) return 'Put a text with brackets in quotes, as in `A["text (more)"]`'
  const id = head.slice(0, head.indexOf(open))
  const text = (head.slice(id.length + open.length) + rest.slice(0, end)).replaceAll('"', '#quot;')
  return `Put a text with brackets in quotes: ${shown(`${id}${open}"${text.trim()}"${close}`, 80)}`
}

function closingOf(open: string): string {
  const pairs: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }
  return [...open.matchAll(bracket)]
    .map(([sign]) => pairs[sign] ?? '')
    .reverse()
    .join('')
}

const arrows: readonly [RegExp, RegExp, string][] = [
  [/^(?:flowchart|swimlane)/, /(?:->>|-->>|(?<![-=.<ox])->(?!>)|=>(?!>)|~>)/, '`-->`, `---`, `-.->` or `==>`'],
  [/^sequence/, /(?:==>|-\.->|=>)/, '`->>`, `-->>`, `-)` or `-x`'],
  [/^class/, /(?:->>|==>|-\.->|(?<![-.])->)/, '`<|--`, `*--`, `o--`, `-->`, `--` or `..>`'],
  [/^state/, /(?:->>|==>|-\.->|(?<!-)->(?!>))/, '`-->`'],
  [/^er$/, /(?:-->|->|==)/, '`||--o{`, `||--||` or `}o..o{`'],
  [/^architecture/, /(?:->>|==)/, '`--`, `-->` or `<--`, with the sides: `db:L -- R:server`'],
  [/^requirement/, /(?:-->|->>)/, '`- satisfies ->`'],
]

function foreignArrow({ type, line }: Scene): string | undefined {
  const bare = line.replace(/"[^"]*"|\[[^\]]*\]|:.*$/g, '')
  const found = arrows.find(([types, wrong]) => types.test(type) && wrong.test(bare))
  return found && `The arrows of this type are ${found[2]}`
}

function missingTarget({ type, before, after }: Scene): string | undefined {
  const isEnd = after.trim() === '' || after.startsWith('\n')
  if (!isEnd || !/(?:--+[>xo-]?|==+>?|-\.+->?|->>?|\|)\s*$/.test(before)) return undefined
  return isFlow(type) || /^(?:state|sequence|class)/.test(type)
    ? 'Write what the arrow leads to, on the same line'
    : undefined
}

function direction({ type, before }: Scene): string | undefined {
  if (!/^(?:flowchart|swimlane)/.test(type) || !/^\s*(?:graph|flowchart\S*|swimlane-beta)\s+$/.test(before))
    return undefined
  return 'The directions are `TB`, `TD`, `BT`, `LR` and `RL`'
}

function missingLabel({ type, expected, line }: Scene): string | undefined {
  if (type === 'er' && expected?.startsWith('`:`'))
    return `Say what the relation is: ${shown(`${line.trim()} : has`, 80)}`
  if (type === 'sequence' && expected?.startsWith('`:`'))
    return `Say what is sent: ${shown(`${line.trim()}: text`, 80)}`
  return undefined
}

function missingTask({ type, expected }: Scene): string | undefined {
  if (!/task/.test(expected ?? '')) return undefined
  return type === 'gantt' ? 'A task is written `Name :id, 2026-01-31, 3d`' : 'A task is written `Name: 5: Person`'
}

function secondRoot({ type, expected }: Scene): string | undefined {
  if (type !== 'mindmap' || expected !== 'one root') return undefined
  return 'Indent it further than the root, with spaces or tabs throughout'
}
