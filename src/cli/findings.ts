import { type Finding, severities } from '../finding/finding.ts'
import { plural } from '../text/plural.ts'
import { printable } from '../text/printable.ts'

/** More than this would hide the first ones. */
const mostShown = 50

type Stream = Pick<NodeJS.WritableStream, 'write'>

/** Prints what is wrong with the sources. Returns whether the site can be built: with errors in its configuration it cannot. */
export function printFindings(findings: Finding[], stream: Stream): boolean {
  writeFirst(
    findings.toSorted((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column),
    stream,
  )
  return !findings.some(({ severity, code }) => severity === 'error' && code.startsWith('config/'))
}

function writeFirst(findings: readonly Finding[], stream: Stream): void {
  for (const finding of findings.slice(0, mostShown)) stream.write(findingLine(finding))
  if (findings.length > mostShown) stream.write(`… and ${findings.length - mostShown} more\n`)
}

/** A finding as a line of text, with its hint on the next. What a page's author wrote must not steer the terminal. */
export function findingLine({ severity, file, line, column, message, hint, code }: Finding): string {
  const shown = (text: string) => printable(text, Number.POSITIVE_INFINITY)
  return `${shown(file)}:${line}:${column} ${severity}: ${shown(message)} (${code})${hint === undefined ? '' : `\n  ${shown(hint)}`}\n`
}

/** Tells of findings as they come and go: each once, not again with every edit. */
export class FindingsLog {
  readonly #stream: Stream
  #counts = new Map<string, number>()

  constructor(stream: Stream) {
    this.#stream = stream
  }

  /** `findings` are all that there are now. Prints those that are new, errors first, and how many there are. */
  tell(findings: readonly Finding[]): void {
    const before = new Map(this.#counts)
    const added = findings.filter((finding) => !take(before, keyOf(finding)))
    const gone = [...before.values()].reduce((sum, count) => sum + count, 0)
    this.#counts = new Map()
    for (const key of findings.map(keyOf)) this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1)
    if (added.length === 0 && gone === 0) return
    const sorted = added.toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
    writeFirst(sorted, this.#stream)
    this.#stream.write(summary(findings.length, gone))
  }
}

/** Without its line: a line above it that comes or goes makes no other finding of it. */
function keyOf({ file, code, message }: Finding): string {
  return JSON.stringify([file, code, message])
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0
  if (count > 1) counts.set(key, count - 1)
  else counts.delete(key)
  return count > 0
}

function summary(all: number, gone: number): string {
  const now = all === 0 ? 'No findings' : plural(all, 'finding')
  return `${now}${gone === 0 ? '' : `, ${gone} gone`}\n`
}
