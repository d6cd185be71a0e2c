import {
  type AssignmentPrefix,
  type Command,
  type CommandArgument,
  forEachChild,
  type ParsedScript,
  parse,
  type SyntaxNode,
} from 'unbash'
import { memoize } from './memoize.ts'
import { wrappedAt } from './wrapper.ts'

/** A word of a command, by its offsets in the text that it was read from. */
export interface ShellWord {
  /** Without its quotes. */
  readonly value: string
  readonly start: number
  readonly end: number
  /** Whether a blank, a variable or a pattern stands in it: then it may be anything. */
  readonly isOpen: boolean
}

/** A command with its arguments, in the order of the text. */
export interface ShellCommand {
  /** Its name first; without what runs it, such as `sudo`. */
  readonly words: readonly ShellWord[]
  /** Whether it writes into a file. */
  readonly isRedirected: boolean
}

/** In UTF-16 code units. */
const longest = 50_000

/** Stands for each letter of what a reader fills in: the shell takes it for a part of a word. */
const filled = '\uE000'

/** A word in angle brackets, which is no redirect. */
export const bracketed = /(?<![<?])<([A-Za-z](?:[A-Za-z0-9 _.,:/|'()-]{0,58}[A-Za-z0-9.)])?)>(?!<)/g

/** `<namespace>`, `{{ .Labels.pod }}` and an ellipsis are blanks, and no redirects. */
const blanks = new RegExp(`${bracketed.source}|\\{\\{[^{}\\n]{0,200}\\}\\}|\\{%[^%\\n]{0,200}%\\}|\\.{3,}|…`, 'g')

/** What stands before a command where somebody types; not `# ` and `> `, which begin a comment and go on with a line. */
export const prompt =
  /^[ \t]*(?:[$❯➜] |[\w.-]+@[\w.-]+(?:[: ][^\s$#]*)?[$#] |\[[^\]\n]{1,60}\][$#] |(?:ba)?sh-[\d.]+[$#] )/

/** The commands of a text of a shell, in its order; none where no shell would read it. Nothing is run. */
export const readShell: (text: string) => readonly ShellCommand[] = memoize((text) => {
  const script = parseShell(text)
  if (!script) return []
  const commands: ShellCommand[] = []
  // Without recursion of our own: what is nested deep has been refused by the parser.
  const left: { node: SyntaxNode; isRedirected: boolean }[] = [{ node: script, isRedirected: false }]
  for (let next = left.pop(); next; next = left.pop()) {
    const { node } = next
    // What writes into a file may stand around several commands.
    const isRedirected = next.isRedirected || (node.type === 'Redirected' && writesFile(node.redirects))
    if (node.type === 'Command') {
      const command = commandOf(node)
      commands.push({ ...command, isRedirected: command.isRedirected || isRedirected })
    }
    const children: SyntaxNode[] = []
    forEachChild(node, (child) => children.push(child))
    left.push(...children.reverse().map((child) => ({ node: child, isRedirected })))
  }
  // `> file` alone empties it.
  return commands
    .filter(({ words, isRedirected }) => words.length > 0 || isRedirected)
    .sort((a, b) => (a.words[0]?.start ?? Infinity) - (b.words[0]?.start ?? Infinity))
})

/**
 * The syntax of a text of a shell, with what readers fill in as parts of words; undefined where no shell would read it.
 * `others` are further blanks by their offsets. Every offset is one of the text.
 */
export function parseShell(
  text: string,
  others: readonly { start: number; end: number }[] = [],
): ParsedScript | undefined {
  if (text.length > longest) return undefined
  let source = withoutPrompts(text)
  for (const { start, end } of others) {
    const isShown = source.slice(start, end).trim() !== ''
    if (isShown) source = source.slice(0, start) + filled.repeat(end - start) + source.slice(end)
  }
  const script = parse(source.replace(blanks, (found) => filled.repeat(found.length)))
  return script.errors && script.errors.length > 0 ? undefined : script
}

/** The same text with each of these as one word: of the same length. */
export function maskBlanks(text: string, found: readonly { start: number; end: number }[]): string {
  let masked = text
  for (const { start, end } of found) masked = masked.slice(0, start) + filled.repeat(end - start) + masked.slice(end)
  return masked
}

/** Whether a part of a word is a blank as `parseShell` reads them. */
export function isFilled(value: string): boolean {
  return value.includes(filled)
}

/** Where lines begin with a prompt, the others are what was answered. Everything stays where it was. */
export function withoutPrompts(text: string): string {
  const lines = text.split('\n')
  if (!lines.some((line) => prompt.test(line))) return text
  let isContinued = false
  return lines
    .map((line) => {
      const shown = line.replace(prompt, (found) => ' '.repeat(found.length))
      const isCommand = isContinued || shown !== line
      isContinued = isCommand && /\\\r?$/.test(line)
      return isCommand ? shown : ' '.repeat(line.length)
    })
    .join('\n')
}

/** What `2>&1`, `>&-` and `>/dev/null` write into. */
const noFile = /^(?:\/dev\/(?:null|stdout|stderr)|\d|-)$/

function commandOf({ name, args, redirects }: Command): ShellCommand {
  const words = [name, ...args].flatMap((word) => (word ? [wordOf(word)] : []))
  const first = wrappedAt(words.map(({ value }) => value))
  // `2>&1` and `>&-` write into no file.
  return { words: words.slice(first), isRedirected: writesFile(redirects) }
}

function writesFile(redirects: Command['redirects']): boolean {
  return redirects.some(
    (redirect) =>
      redirect.type === 'Redirect' && />/.test(redirect.operator) && !noFile.test(redirect.target?.value ?? ''),
  )
}

function wordOf(word: CommandArgument | AssignmentPrefix): ShellWord {
  const { pos, end, text } = word
  const value = word.type === 'Word' ? word.value : text
  return { value, start: pos, end, isOpen: isOpen(word) || value.includes(filled) }
}

function isOpen(word: CommandArgument): boolean {
  if (word.type === 'Assignment') return true
  return (word.parts ?? []).some((part) => {
    if (part.type === 'DoubleQuoted') return part.parts.some(({ type }) => type !== 'Literal')
    return part.type !== 'Literal' && part.type !== 'SingleQuoted'
  })
}
