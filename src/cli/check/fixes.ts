import type { CheckResult } from '../../../checks/engine/engine.ts'
import { type FixedFile, fixFiles, type LeftFile } from '../../../checks/fix/fixer.ts'
import { type Finding, fixOption } from '../../finding/finding.ts'
import { plural } from '../../text/plural.ts'
import { printableLines } from '../../text/printable.ts'

/** Where two fixes want the same characters, the second one waits for the next round; and a fix may lay open another. */
const mostRounds = 10

interface FixOptions {
  fixDates?: boolean
  format?: string[]
  output?: string
}

/** Writes what is certain and checks again, until nothing certain is left. Returns what was found in the end. */
export async function fixAll(
  first: CheckResult,
  options: FixOptions,
  again: () => Promise<CheckResult>,
): Promise<CheckResult> {
  let result = first
  const fixed: FixedFile[] = []
  let left: LeftFile[] = []
  for (let round = 0; round < mostRounds; round++) {
    const { pages, project, inRoot } = result.snapshot.input
    const digests = new Map(pages.map((page) => [inRoot(page.file), page.digest]))
    const done = await fixFiles(certainOf(result.findings, options), {
      root: project.root,
      within: project.repository,
      digests,
    })
    fixed.push(...done.fixed)
    left = done.left
    if (done.fixed.length === 0) break
    result = await again()
  }
  print(fixed, left, options)
  return result
}

function certainOf(findings: readonly Finding[], { fixDates }: FixOptions): Finding[] {
  return findings.filter((finding) => fixDates || fixOption(finding) === '--fix')
}

/** Prints what was changed, beside the report where that is for machines. */
function print(fixed: readonly FixedFile[], left: readonly LeftFile[], { format = [], output }: FixOptions): void {
  const isForPeople = output === undefined && format.every((one) => one === 'pretty' || one.includes('='))
  const stream = isForPeople ? process.stdout : process.stderr
  for (const { patch } of fixed) stream.write(`${printableLines(patch)}\n`)
  for (const { file, why } of left) stream.write(printableLines(`Left \`${file}\` as it is: ${why}\n`))
  const fixes = fixed.reduce((sum, file) => sum + file.fixes, 0)
  const files = plural(new Set(fixed.map(({ file }) => file)).size, 'file')
  stream.write(fixes === 0 ? 'Nothing to fix for certain\n\n' : `Fixed ${plural(fixes, 'finding')} in ${files}\n\n`)
}
