import type { Page } from '../../src/guidebook/page.ts'
import type { Ignore } from '../../src/guidebook/parts/ignore.ts'
import type { RawFinding } from '../check.ts'
import type { IgnoreRun } from './rule.ts'
import { ignoreRules } from './rules.ts'

export interface IgnoreOptions extends Pick<IgnoreRun, 'codes' | 'isTold'> {
  inRoot: (file: string) => string
}

/** Takes out what the comments of pages hide, and adds what is wrong with the comments themselves. */
export function applyIgnores(
  findings: readonly RawFinding[],
  pages: readonly Page[],
  { codes, isTold, inRoot }: IgnoreOptions,
): RawFinding[] {
  const withIgnores = new Map(
    pages.filter(({ ignores }) => ignores.length > 0).map((page) => [inRoot(page.file), page.ignores]),
  )
  if (withIgnores.size === 0) return [...findings]
  const used = new Set<string>()
  const rest = findings.filter((finding) => {
    const hiding = (withIgnores.get(finding.file) ?? []).filter((ignore) => hides(ignore, finding))
    for (const ignore of hiding) used.add(keyOf(finding.file, ignore, finding.code))
    return hiding.length === 0
  })
  const ofIgnores = [...withIgnores].flatMap(([file, ignores]) => {
    const run = { codes, isTold, isUsed: (ignore: Ignore, code: string) => used.has(keyOf(file, ignore, code)) }
    return ignores
      .flatMap((ignore) => ignoreRules.flatMap((rule) => rule.check(ignore, run)))
      .map((finding) => ({ ...finding, file }))
  })
  return [...rest, ...ofIgnores]
}

function hides({ codes, from, to }: Ignore, { code, line }: RawFinding): boolean {
  return line >= from && line <= to && codes.includes(code)
}

function keyOf(file: string, { line, column }: Ignore, code: string): string {
  return `${file}\0${line}:${column}\0${code}`
}
