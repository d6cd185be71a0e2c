import type { Finding } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { CheckInput } from '../check-input.ts'

/** Of one code in one diagram: whoever mends these knows the kind, and a diagram with more has one cause for most. */
const most = 20

/**
 * Findings as a reader can take them in: of those of one code and weight in one diagram the first ones, and in place of
 * the others one that counts them. `findings` are in order, and stay so.
 */
export function limitPerDiagram(
  findings: readonly Finding[],
  { pages, inRoot }: Pick<CheckInput, 'pages' | 'inRoot'>,
): Finding[] {
  const byFile = Map.groupBy(findings.filter(isOfDiagram), ({ file }) => file)
  const crowded = pages.filter((page) => (byFile.get(inRoot(page.file))?.length ?? 0) > most)
  const changed = new Map(crowded.flatMap((page) => changesOf(page, byFile.get(inRoot(page.file)) ?? [])))
  return findings.flatMap((finding) => (changed.has(finding) ? (changed.get(finding) ?? []) : [finding]))
}

function isOfDiagram({ check }: Finding): boolean {
  return check === 'diagrams'
}

/** Those of one page that are not told: the first of its kind becomes a count, the others nothing. */
function changesOf({ fences }: Page, findings: readonly Finding[]): [Finding, Finding | undefined][] {
  const starts = fences.map(({ line }) => line)
  let begun = 0
  const alike = Map.groupBy(findings, ({ code, severity, line }) => {
    while ((starts[begun] ?? Number.POSITIVE_INFINITY) <= line) begun++
    return `${begun} ${code} ${severity}`
  })
  return [...alike.values()].flatMap((kind) => {
    const [first, ...others] = kind.slice(most)
    if (!first) return []
    return [[first, others.length === 0 ? first : countOf(first, others.length + 1)], ...others.map(gone)]
  })
}

function gone(finding: Finding): [Finding, undefined] {
  return [finding, undefined]
}

/** Where the first stands that it counts. */
function countOf({ fix: _, ...first }: Finding, count: number): Finding {
  return {
    ...first,
    message: `Unexpected ${count} more of \`${first.code}\` in this diagram, expected none`,
    hint: 'Mend those before it: the others are told then',
  }
}
