import type { FixedFile } from '../../../checks/fix/fixer.ts'
import type { Finding } from '../../guidebook/finding.ts'

/** Dates are written when they are asked for alone: that the page is still right is for people to say. */
export function fixable(findings: readonly Finding[], { fixDates }: { fixDates?: boolean }): Finding[] {
  return findings.filter(({ code }) => code !== 'structure/outdated' || fixDates)
}

/** Prints what was changed, beside the report where that is for machines. */
export function printPatches(
  fixed: readonly FixedFile[],
  { format = [], output }: { format?: string[]; output?: string },
): void {
  const isForPeople = output === undefined && format.every((one) => one === 'pretty' || one.includes('='))
  const stream = isForPeople ? process.stdout : process.stderr
  for (const { patch } of fixed) stream.write(`${printable(patch)}\n`)
  const fixes = fixed.reduce((sum, file) => sum + file.fixes, 0)
  const files = fixed.length === 1 ? '1 file' : `${fixed.length} files`
  stream.write(
    fixes === 0
      ? 'Nothing to fix for certain\n\n'
      : `Fixed ${fixes} ${fixes === 1 ? 'finding' : 'findings'} in ${files}\n\n`,
  )
}

/** What a page's author wrote must not steer the terminal. */
function printable(patch: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is replaced
  return patch.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\uFFFD')
}
