import picomatch from 'picomatch'
import type { Finding } from '../../src/finding/finding.ts'
import type { Check, Codes, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { applyIgnores } from '../ignore/ignore.ts'
import { ignoreRules } from '../ignore/rules.ts'
import { inOrder } from './order.ts'
import { isOff, weigh } from './severity.ts'
import type { Snapshot } from './snapshot.ts'

export interface EvaluationOptions {
  /** The checks that run. */
  checks: readonly Check[]
  codes: Codes
  context: CheckContext
  /** Whether findings of a file, given relative to the project's root, are asked for. */
  inScope: (file: string) => boolean
}

/** Runs the checks on one moment of a project, side by side. Sorted, each finding once, with its severity. */
export async function evaluate(snapshot: Snapshot, options: EvaluationOptions): Promise<Finding[]> {
  const { checks, codes, context, inScope } = options
  const { input, findings, onPages } = snapshot
  const found = await Promise.all(checks.map((check) => runCheck(check, snapshot.input, onPages, options)))
  const settings = input.project.config.checks
  const told = applyIgnores(
    found.flat(),
    input.pages.filter(({ file }) => inScope(input.inRoot(file))),
    {
      codes,
      isTold: (code) => isTold(code, checks, codes, context) && !isOff(code, settings),
      inRoot: input.inRoot,
    },
  )
  const all = [...findings, ...weigh(told, codes, settings)]
  return inOrder(all.filter(({ file }) => inScope(file)))
}

async function runCheck(
  check: Check,
  input: CheckInput,
  onPages: Snapshot['onPages'],
  { context, inScope }: EvaluationOptions,
): Promise<RawFinding[]> {
  const isExcluded = picomatch(input.project.config.checks[check.name].exclude)
  const pages = input.pages.filter(({ file }) => inScope(input.inRoot(file)) && !isExcluded(file))
  const alone = pages.flatMap(({ file }) => {
    const own = (onPages.get(file) ?? []).filter(({ code }) => code.startsWith(`${check.name}/`))
    return own.map((one) => placed(one, input.inRoot(file)))
  })
  const between = (await check.checkAll?.({ ...input, pages }, context)) ?? []
  const excluded = new Set(input.pages.filter(({ file }) => isExcluded(file)).map(({ file }) => input.inRoot(file)))
  return [...alone, ...between.filter(({ file }) => !excluded.has(file))]
}

/** A page's own finding does not know where the page stands in the project. */
function placed(one: Omit<RawFinding, 'file'>, file: string): RawFinding {
  if (!one.fix) return { ...one, file }
  const edits = one.fix.edits.map((edit) => ({ ...edit, file: edit.file === '' ? file : edit.file }))
  return { ...one, file, fix: { ...one.fix, edits } }
}

/** Whether this run would tell a code, if there were reason to. */
function isTold(code: string, checks: readonly Check[], codes: Codes, { external, draw }: CheckContext): boolean {
  const needs = codes[code]?.needs
  // The audit of the built site has the name of a check, but its own codes alone.
  const isOwn = checks.some(
    ({ name, codes: own }) =>
      Object.hasOwn(own, code) || (code.startsWith(`${name}/`) && ignoreRules.some((rule) => rule.code === code)),
  )
  const inScope = { external: !!external, built: true, browser: !!draw }
  return isOwn && (!needs || inScope[needs])
}
