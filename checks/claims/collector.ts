import type { Claim } from '../../src/finding/claim.ts'
import type { RawFinding } from '../check.ts'

/** A page has no more of them listed: a table of ten thousand links is one thing that is wrong, or right. */
const mostOnPage = 2000
const longestText = 120

/** Keeps what checks judge on the pages of one run, each place once, and what was found there and is not told. */
export class ClaimCollector {
  readonly #byFile = new Map<string, Map<string, Claim>>()

  readonly #hidden = new Map<string, RawFinding[]>()

  readonly hide = (finding: RawFinding): void => {
    this.#hidden.set(finding.file, [...(this.#hidden.get(finding.file) ?? []), finding])
  }

  readonly add = (claim: Claim): void => {
    const own = this.#byFile.get(claim.file) ?? new Map<string, Claim>()
    this.#byFile.set(claim.file, own)
    const { kind, line, column, text, asks } = claim
    const key = `${kind} ${line}:${column} ${asks?.id ?? text}`
    if (own.has(key) || own.size >= mostOnPage) return
    const shown = shortened(text)
    own.set(key, shown === text ? claim : { ...claim, text: shown })
  }

  /** What was found in a file, and is hidden by a comment or a setting. */
  hiddenIn(file: string): readonly RawFinding[] {
    return this.#hidden.get(file) ?? []
  }

  /** In the order that they were met. */
  ofFile(file: string): Claim[] {
    return [...(this.#byFile.get(file)?.values() ?? [])]
  }
}

/** One line. */
function shortened(text: string): string {
  // Most are short names.
  if (text.length <= longestText && /^\S+$/.test(text)) return text
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > longestText ? `${line.slice(0, longestText - 1)}…` : line
}
