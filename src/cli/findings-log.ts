import type { Finding, Severity } from '../finding/finding.ts'
import { findingLine, mostShown } from './findings.ts'

const ranks: Record<Severity, number> = { error: 0, warning: 1, info: 2 }

/** Tells of findings as they come and go: each once, not again with every edit. */
export class FindingsLog {
  readonly #stream: Pick<NodeJS.WritableStream, 'write'>
  #told = new Map<string, number>()

  constructor(stream: Pick<NodeJS.WritableStream, 'write'>) {
    this.#stream = stream
  }

  /** `findings` are all that there are now. Prints those that are new, errors first, and how many there are. */
  tell(findings: readonly Finding[]): void {
    const before = new Map(this.#told)
    const fresh = findings.filter((finding) => !take(before, keyOf(finding)))
    const mended = [...before.values()].reduce((sum, count) => sum + count, 0)
    this.#told = new Map()
    for (const key of findings.map(keyOf)) this.#told.set(key, (this.#told.get(key) ?? 0) + 1)
    if (fresh.length === 0 && mended === 0) return
    const sorted = fresh.toSorted((a, b) => ranks[a.severity] - ranks[b.severity])
    for (const finding of sorted.slice(0, mostShown)) this.#stream.write(findingLine(finding))
    if (sorted.length > mostShown) this.#stream.write(`… and ${sorted.length - mostShown} more\n`)
    this.#stream.write(summary(findings.length, mended))
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

function summary(all: number, mended: number): string {
  const now = all === 0 ? 'No findings' : all === 1 ? '1 finding' : `${all} findings`
  return `${now}${mended === 0 ? '' : `, ${mended} gone`}\n`
}
