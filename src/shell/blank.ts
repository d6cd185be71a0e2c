import { forEachChild, type SyntaxNode } from 'unbash'
import { blankName } from './blank-name.ts'
import type { BlankPlace, Quoting } from './fill.ts'
import { bracketed, isFilled, parseShell, withoutPrompts } from './shell-text.ts'

/** A part of a command that its reader fills in, by its offsets in the text. */
export interface Blank {
  start: number
  end: number
  /** As it stands there, such as `<pod name>`. */
  written: string
  /** One name for one thing, however it is written: `pod-name`. */
  name: string
  place: BlankPlace
}

/** What else is a blank than a word in angle brackets: each text, such as `$NODE` or `{{ .Labels.pod }}`, with its name. */
export type NamedBlanks = readonly { name: string; written: readonly string[] }[]

/** Words in angle brackets that programs print, and no reader fills in. */
const printed =
  /^(?:none|pending|nil|null|unset|unknown|invalid|missing|empty|redacted|omitted|snip|truncated)$|^https?:/i

/**
 * The blanks of a text of a shell, in its order; none in comments and in what a session answered. Nothing is run. The
 * rules come from a study of 2,693 pages of runbooks, where they were right for 98.9 % of what they found.
 */
export function findBlanks(text: string, named: NamedBlanks = []): Blank[] {
  const found = [...namedIn(text, named), ...bracketedIn(text)].sort((a, b) => a.start - b.start || b.end - a.end)
  let end = 0
  const apart = found.filter((one) => {
    const isApart = one.start >= end
    if (isApart) end = one.end
    return isApart
  })
  if (apart.length === 0) return []
  const places = placesOf(text, apart)
  return apart.flatMap((one, index) => {
    const place = places[index]
    return place ? [{ ...one, place }] : []
  })
}

type Found = Omit<Blank, 'place'>

function bracketedIn(text: string): Found[] {
  return [...text.matchAll(bracketed)].flatMap(({ 0: written, 1: inner = '', index: start }) => {
    const [first = ''] = /^[A-Za-z0-9]+/.exec(inner) ?? []
    const isMarkup = text.includes(`</${first}`) || /#[ \t]*include[ \t]*$/.test(text.slice(0, start))
    const name = blankName(inner)
    if (isMarkup || printed.test(inner) || isEscaped(text, start)) return []
    return [{ start, end: start + written.length, written, name }]
  })
}

function namedIn(text: string, named: NamedBlanks): Found[] {
  return named.flatMap(({ name, written }) =>
    written.flatMap((one) =>
      [...text.matchAll(patternOf(one))].flatMap(({ 0: found, index: start }) =>
        isEscaped(text, start) ? [] : [{ start, end: start + found.length, written: found, name }],
      ),
    ),
  )
}

/** `$NODE` stands in `${NODE}` too, a template with any spaces, and a word is no part of another. */
function patternOf(written: string): RegExp {
  const variable = /^\$\{?(\w+)\}?$/.exec(written)?.[1]
  if (variable !== undefined) return new RegExp(`\\$${variable}(?!\\w)|\\$\\{${variable}\\}`, 'g')
  const template = /^\{\{-?\s*(.*?)\s*-?\}\}$/s.exec(written)?.[1]
  if (template !== undefined) return new RegExp(`\\{\\{-?\\s*${literally(template)}\\s*-?\\}\\}`, 'g')
  return new RegExp(`(?<![\\w-])${literally(written)}(?![\\w-])`, 'g')
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}

/** Behind a backslash a shell reads the next character as itself: no value can begin there. */
function isEscaped(text: string, start: number): boolean {
  const backslashes = /\\*$/.exec(text.slice(Math.max(0, start - 100), start))?.[0].length ?? 0
  return backslashes % 2 === 1
}

/** What stands around a node. */
interface Surroundings {
  quoting?: Quoting
  /** Whether nothing within can be quoted for. */
  isFixed?: boolean
  /** Where the word begins, or the quotes in which it does. */
  wordStart?: number
  isJsonPath?: boolean
  /** The line that ends a here-document. */
  ending?: string
}

/** Where each blank stands; undefined for one in a comment or an answer, and where no value can be filled in. */
function placesOf(text: string, blanks: readonly Found[]): (BlankPlace | undefined)[] {
  const script = parseShell(text, blanks)
  if (!script) return unparsedPlaces(text, blanks)
  const places = new Array<BlankPlace | undefined>(blanks.length)
  const left: { node: SyntaxNode; around: Surroundings }[] = [{ node: script, around: {} }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { node, around } = next
    const own = surroundingsIn(node, around)
    for (const [index, blank] of blanks.entries()) {
      if (own.quoting && isPlacing(node, own) && blank.start >= node.pos && blank.end <= node.end)
        places[index] = placeOf(text, blank, { node, own, others: blanks })
    }
    // What stands in backticks has offsets of its own.
    if (own.isFixed) continue
    for (const child of childrenOf(node, own)) left.push({ node: child.node, around: { ...own, ...child.around } })
  }
  return places.map((place, index) => {
    const { start = 0, end = 0 } = blanks[index] ?? {}
    return place && behindOthers(place, text.at(start - 1), text.at(end), start)
  })
}

/** How a line of an answer begins that stands among commands: with a number, a capitalised word, or a quoted text. */
const answered = /^\s*(?:[IWEF]?\d+|[A-Z][a-z]+|[\w-]+:|"[^"]*"?)\s/

/** Nobody knows what the shell makes of a text that it would not read: letters are letters everywhere. */
function unparsedPlaces(text: string, blanks: readonly Found[]): (BlankPlace | undefined)[] {
  const commands = withoutPrompts(text)
  return blanks.map(({ start, end }) => {
    const line = commands.slice(commands.lastIndexOf('\n', start - 1) + 1, end)
    if (line.trim() === '' || /(?:^|\s)#/.test(line) || answered.test(line)) return undefined
    const startsWord = /[\s"'(=]$|^$/.test(text.slice(0, start))
    return behindOthers({ quoting: 'plain', startsWord }, text.at(start - 1), text.at(end), start)
  })
}

/** What stands right beside a blank may go together with its value. */
function behindOthers(place: BlankPlace, before: string | undefined, after: string | undefined, start: number) {
  if (start > 0 && before === '$') return { quoting: 'word', startsWord: false } satisfies BlankPlace
  // The number of what is redirected.
  if (place.quoting === 'bare' && (after === '<' || after === '>'))
    return { ...place, quoting: 'command' } satisfies BlankPlace
  return place
}

/** How a node is read; what stands in it may be read otherwise. */
function surroundingsIn(node: SyntaxNode, around: Surroundings): Surroundings {
  switch (node.type) {
    case 'Word':
      return { ...around, quoting: around.quoting ?? 'bare', wordStart: around.wordStart ?? node.pos }
    case 'SingleQuoted':
      return { ...around, quoting: around.quoting === 'plain' ? 'plain' : 'single', ...insideQuotes(node, around) }
    case 'DoubleQuoted':
      return { ...around, quoting: around.quoting === 'plain' ? 'plain' : 'double', ...insideQuotes(node, around) }
    case 'HereDocBody':
      return around
    case 'CommandExpansion':
      return node.text.startsWith('`') ? { quoting: 'plain', isFixed: true } : {}
    case 'ProcessSubstitution':
      return {}
    case 'AnsiCQuoted':
    case 'LocaleString':
    case 'ParameterExpansion':
    case 'ArithmeticExpansion':
    case 'ArithmeticCommand':
    case 'ExtendedGlob':
    case 'BraceExpansion':
    case 'TestCommand':
      return { quoting: 'word', isFixed: true }
    case 'Glob':
      return node.kind === 'bracket' ? { quoting: 'word', isFixed: true } : around
    default:
      return around
  }
}

/** Its own quotes or none decide how a blank is filled: what is only a part of them says nothing more. */
function isPlacing({ type }: SyntaxNode, { isFixed = false }: Surroundings): boolean {
  return isFixed || type === 'Word' || type === 'SingleQuoted' || type === 'DoubleQuoted' || type === 'HereDocBody'
}

function insideQuotes({ pos }: SyntaxNode, { wordStart }: Surroundings): Surroundings {
  return wordStart === pos ? { wordStart: pos + 1 } : {}
}

function childrenOf(node: SyntaxNode, own: Surroundings): { node: SyntaxNode; around: Surroundings }[] {
  if (node.type === 'Command') return partsOfCommand(node)
  const children: { node: SyntaxNode; around: Surroundings }[] = []
  forEachChild(node, (child) => children.push({ node: child, around: aroundChild(node, child, own) }))
  // What is printed into an interpreter is its program.
  if (node.type === 'Pipeline' && node.commands.slice(1).some(readsProgram))
    for (const child of children)
      if (child.node.type === 'Command' && /^(?:echo|printf|cat)$/.test(child.node.name?.value ?? ''))
        child.around = { quoting: 'plain' }
  return children
}

function aroundChild(node: SyntaxNode, child: SyntaxNode, { quoting }: Surroundings): Surroundings {
  switch (node.type) {
    case 'HereDoc':
      if (child.type !== 'HereDocBody') return {}
      return {
        quoting: quoting === 'plain' ? 'plain' : node.delimiter?.quoted ? 'verbatim' : 'here-document',
        ...(node.delimiter && { ending: node.delimiter.value }),
      }
    // A name, and no text.
    case 'For':
    case 'Select':
    case 'Function':
    case 'Coproc':
      return child === node.name ? { quoting: 'word', isFixed: true } : {}
    case 'ArithmeticFor':
      return child === node.body ? {} : { quoting: 'word', isFixed: true }
    // What begins with `-` is no option there.
    case 'Assignment':
      return child === node.index ? { quoting: 'word', isFixed: true } : { wordStart: -1 }
    default:
      return {}
  }
}

/** Programs that have no program of their own but what they read, as a here-document or from a pipe. */
const readers =
  /^(?:(?:ba|z|k|da|a|c|tc|fi)?sh|busybox|ssh|mosh|su|runuser|python[\d.]*|perl|ruby|node|php|lua|tclsh|pwsh|powershell|psql|mysql|mariadb|mongosh?|mongo|redis-cli|sqlite3|cqlsh|influx|clickhouse-client|sqlplus|gdb|bc|dc|osascript|R|Rscript|ed|ex)$/

/**
 * They read their words, or what is in them, as a text of a language: of a shell again, on another machine too, or of
 * their own.
 */
const interpreters = new RegExp(
  `^(?:${readers.source.slice(1, -1)}|eval|source|\\.|trap|alias|watch|parallel|script|expect|tmux|screen|at|batch|let|declare|typeset|local|readonly|export|unset|read|mapfile|readarray|test|\\[|printf|[gm]?awk|sed|jq|yq|rabbitmqctl|m4|make|ansible|find|groovy|scala|jshell|vim?|nvim)$`,
)

/** Words of others behind which the same holds. */
const interpreting =
  /^(?:-o|--output|--template|-t)?=?(?:go-template|template|custom-columns|jsonpath-as-json)|^--(?:format|filter|query|sort-by|rsh|to-command)(?:=|$)/

/** A sentence in quotes, a number, the first word of a Kubernetes log such as `W0917`, or a key of YAML. */
const noCommand = /\s.*\s|^[IWEF]?\d+$|.:$/

function partsOfCommand(command: SyntaxNode & { type: 'Command' }) {
  const { name, prefix, suffix } = command
  const children: { node: SyntaxNode; around: Surroundings }[] = prefix.map((node) => ({ node, around: {} }))
  if (name && noCommand.test(name.value)) return children
  if (name) children.push({ node: name, around: { quoting: 'command' } })
  let isInterpreted = isInterpreter(name?.value)
  let before = ''
  for (const node of suffix) {
    const value = node.type === 'Word' ? node.value : ''
    const isJsonPath =
      /^(?:-o=?|--output=)?["']?jsonpath=/.test(value) || (before === '--template' && /^\{/.test(value))
    const isLanguage = isInterpreted || interpreting.test(value) || interpreting.test(before)
    const isWord = node.type === 'Word' || node.type === 'Assignment'
    children.push({
      node,
      around: isWord && isLanguage && !isJsonPath ? { quoting: 'plain' } : isWord && isJsonPath ? { isJsonPath } : {},
    })
    isInterpreted ||= isInterpreter(value)
    before = value
  }
  // So do they read what they are given to read.
  if (readsProgram(command)) for (const child of children) if (isInput(child.node)) child.around = { quoting: 'plain' }
  return children
}

function isInterpreter(value: string | undefined): boolean {
  return value !== undefined && isProgram(value, interpreters)
}

function isProgram(value: string, names: RegExp): boolean {
  return !isFilled(value) && names.test(value.slice(value.lastIndexOf('/') + 1))
}

function readsProgram(node: SyntaxNode): boolean {
  if (node.type !== 'Command') return false
  return [node.name, ...node.args].some((word) => word?.type === 'Word' && isProgram(word.value, readers))
}

function isInput(node: SyntaxNode): boolean {
  return node.type === 'HereDoc' || node.type === 'HereString'
}

interface Standing {
  node: SyntaxNode
  own: Surroundings
  others: readonly Found[]
}

function placeOf(text: string, blank: Found, { node, own, others }: Standing): BlankPlace | undefined {
  const { quoting = 'plain', wordStart } = own
  // A shell expands no variable in these.
  if (blank.written.startsWith('$') && (node.type === 'SingleQuoted' || quoting === 'verbatim')) return undefined
  const isUnread = quoting === 'plain' || quoting === 'word'
  const startsWord = wordStart === blank.start || (isUnread && /(?:^|[\s"'`(])$/.test(text.slice(0, blank.start)))
  const inHereDocument = node.type === 'HereDocBody'
  const lineStart = text.lastIndexOf('\n', blank.start - 1) + 1
  const lineEnd = text.indexOf('\n', blank.end)
  const [from, to] = inHereDocument
    ? [Math.max(node.pos, lineStart), lineEnd < 0 ? text.length : lineEnd]
    : [node.pos, node.end]
  if (inHereDocument && own.ending !== undefined) {
    const ending = endingPart(own.ending, text, { from, to, blank, others })
    if (ending === undefined) return undefined
    if (ending !== false) return { quoting, startsWord, ending }
  }
  if (own.isJsonPath && !isUnread) return jsonPathPlace(text.slice(node.pos, blank.start), quoting)
  if (isUnread || quoting === 'command') return { quoting, startsWord }
  let rest = text.slice(from, to)
  for (const other of [...others].reverse())
    if (other.start >= from && other.end <= to) rest = rest.slice(0, other.start - from) + rest.slice(other.end - from)
  const isQuoted = node.type === 'SingleQuoted' || node.type === 'DoubleQuoted'
  const inner = isQuoted ? rest.slice(1, -1) : rest
  // The quotes of a word's other parts are the shell's.
  const hasQuotes = node.type === 'Word' ? /\\["'`]/.test(inner) : /["'`]/.test(inner)
  return { quoting, startsWord, ...(hasQuotes && { within: 'quotes' as const }) }
}

/**
 * The part of the line that ends a here-document which a blank on such a line could be; `false` where none could, and
 * undefined where several blanks together could.
 */
function endingPart(
  ending: string,
  text: string,
  { from, to, blank, others }: { from: number; to: number; blank: Found; others: readonly Found[] },
): string | false | undefined {
  const inLine = others.filter(({ start, end }) => start >= from && end <= to)
  let at = from
  let pattern = ''
  for (const { start, end } of inLine) {
    pattern += `${literally(text.slice(at, start).trimStart())}.*`
    at = end
  }
  pattern += literally(text.slice(at, to).trimEnd())
  if (!new RegExp(`^${pattern}$`).test(ending)) return false
  if (inLine.length > 1) return undefined
  const before = text.slice(from, blank.start).trimStart().length
  return ending.slice(before, ending.length - text.slice(blank.end, to).trimEnd().length)
}

/** In an expression of JSONPath, as kubectl reads it. `before` is what stands before the blank in its quotes. */
function jsonPathPlace(before: string, quoting: Quoting): BlankPlace {
  const inner = quoting === 'bare' ? before.slice(before.indexOf('=') + 1) : before.slice(1)
  const isInBraces = inner.lastIndexOf('{') > inner.lastIndexOf('}')
  if (!isInBraces) return { quoting: 'plain', startsWord: false }
  const quotes = inner.slice(inner.lastIndexOf('{')).match(/["']/g)?.length ?? 0
  return { quoting, startsWord: false, within: quotes % 2 === 1 ? 'jsonpath-text' : 'jsonpath' }
}
