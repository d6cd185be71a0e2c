import type { Finding } from '../../src/finding/finding.ts'

/** What a finding is, wherever in its file it stands. */
export interface FindingIdentity {
  /** Relative to the project's root. */
  file: string
  code: string
  /** Its message up to what was expected: that may name others, which change without it. */
  finding: string
}

/** Longest part of a message that tells findings apart, in UTF-16 units. */
const longest = 2000

export function identityOf({ file, code, message }: Pick<Finding, 'file' | 'code' | 'message'>): FindingIdentity {
  return {
    file,
    code,
    finding: message
      .replace(/, expected .*$/s, '')
      .slice(0, longest)
      .toWellFormed(),
  }
}

/** The same for findings that are the same. */
export function identityKey({ file, code, finding }: FindingIdentity): string {
  return `${code}\0${file}\0${finding}`
}
