import path from 'node:path'
import { posixRelative } from '../../src/files/inside.ts'
import type { Finding } from '../../src/finding/finding.ts'
import type { Changes } from '../../src/git/changes.ts'
import type { CheckInput } from '../check-input.ts'
import { breakingChange } from './breaking-change.ts'
import { identityKey, identityOf } from './finding-identity.ts'

/** What was looked at, and what was found in it. */
export interface Evaluated {
  input: CheckInput
  findings: readonly Finding[]
}

/**
 * The findings that were not there before. They are matched by what they are, in a file that may have another name now,
 * and not by their line: of several alike, those whose line reads as before are the old ones. A new one says which
 * change broke it, where it was one to another file.
 */
export async function newFindings(before: Evaluated, after: Evaluated, changes: Changes): Promise<Finding[]> {
  const names = renamedInRoot(before.input, changes)
  const old = Map.groupBy(before.findings, (finding) =>
    keyOf({ ...finding, file: names.get(finding.file) ?? finding.file }),
  )
  const lines = { before: lineReader(before.input), after: lineReader(after.input) }
  const fresh = [...Map.groupBy(after.findings, keyOf)].flatMap(([key, alike]) => {
    const known = (old.get(key) ?? []).map((finding) => lines.before(finding))
    return withoutKnown(alike, known, lines.after)
  })
  const inOrder = new Set(fresh)
  const kept = after.findings.filter((finding) => inOrder.has(finding))
  return Promise.all(
    kept.map(async (finding) => withCause(finding, await breakingChange(finding, before.input, after.input, changes))),
  )
}

function keyOf(finding: Finding): string {
  return identityKey(identityOf(finding))
}

function withoutKnown(alike: readonly Finding[], known: string[], lineOf: (finding: Finding) => string): Finding[] {
  const left = [...known]
  const moved = alike.filter((finding) => {
    const at = left.indexOf(lineOf(finding))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  // Their line was changed, but not what is wrong in it.
  return moved.slice(left.length)
}

function lineReader({ pages, inRoot }: CheckInput): (finding: Finding) => string {
  const texts = new Map(pages.map((page) => [inRoot(page.file), page.text]))
  const lines = new Map<string, string[]>()
  return ({ file, line }) => {
    const read = lines.get(file) ?? (texts.get(file) ?? '').split(/\r\n|\n|\r/)
    lines.set(file, read)
    return (read[line - 1] ?? '').trim()
  }
}

/** Git names files from the repository on, findings from the project's root on. */
export function renamedInRoot({ project }: Pick<CheckInput, 'project'>, { renamed }: Changes): Map<string, string> {
  const way = posixRelative(project.repository, project.root)
  const inRoot = (file: string) => (way === '' ? file : path.posix.relative(way, file))
  return new Map([...renamed].map(([from, to]) => [inRoot(from), inRoot(to)]))
}

function withCause(finding: Finding, cause: string | undefined): Finding {
  if (cause === undefined) return finding
  const { hint } = finding
  if (hint === undefined) return { ...finding, hint: cause }
  return { ...finding, hint: hint.endsWith('?') ? `${hint} ${cause}` : `${hint}; ${lowerFirst(cause)}` }
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
