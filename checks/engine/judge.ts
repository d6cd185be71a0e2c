import picomatch from 'picomatch'
import type { Finding } from '../../src/finding/finding.ts'
import type { Check, Codes, Found } from '../check.ts'
import type { Context } from '../context.ts'
import type { World } from '../world.ts'
import { applyIgnores, ignoreCodes } from './ignore.ts'
import { inOrder } from './order.ts'
import { isOff, weigh } from './severity.ts'
import type { Snapshot } from './snapshot.ts'

export interface JudgeOptions {
  /** The checks that run. */
  checks: readonly Check[]
  codes: Codes
  context: Context
  /** Whether findings of a file, given relative to the project's root, are asked for. */
  isAsked: (file: string) => boolean
}

/** Runs the checks on one moment of a project, side by side. Sorted, each finding once, with its severity. */
export async function judge(snapshot: Snapshot, options: JudgeOptions): Promise<Finding[]> {
  const { checks, codes, context, isAsked } = options
  const { world, findings, onPages } = snapshot
  const found = await Promise.all(checks.map((check) => runCheck(check, snapshot.world, onPages, options)))
  const settings = world.project.config.checks
  const told = applyIgnores(
    found.flat(),
    world.pages.filter(({ file }) => isAsked(world.inRoot(file))),
    {
      codes,
      isTold: (code) => isTold(code, checks, codes, context) && !isOff(code, settings),
      inRoot: world.inRoot,
    },
  )
  const all = [...findings, ...weigh(told, codes, settings)]
  return inOrder(all.filter(({ file }) => isAsked(file)))
}

async function runCheck(
  check: Check,
  world: World,
  onPages: Snapshot['onPages'],
  { context, isAsked }: JudgeOptions,
): Promise<Found[]> {
  const isExcluded = picomatch(world.project.config.checks[check.name].exclude)
  const pages = world.pages.filter(({ file }) => isAsked(world.inRoot(file)) && !isExcluded(file))
  const alone = pages.flatMap(({ file }) => {
    const own = (onPages.get(file) ?? []).filter(({ code }) => code.startsWith(`${check.name}/`))
    return own.map((one) => placed(one, world.inRoot(file)))
  })
  const between = (await check.checkWorld?.({ ...world, pages }, context)) ?? []
  const excluded = new Set(world.pages.filter(({ file }) => isExcluded(file)).map(({ file }) => world.inRoot(file)))
  return [...alone, ...between.filter(({ file }) => !excluded.has(file))]
}

/** A page's own finding does not know where the page stands in the project. */
function placed(one: Omit<Found, 'file'>, file: string): Found {
  if (!one.fix) return { ...one, file }
  const edits = one.fix.edits.map((edit) => ({ ...edit, file: edit.file === '' ? file : edit.file }))
  return { ...one, file, fix: { ...one.fix, edits } }
}

/** Whether this run would tell a code, if there were reason to. */
function isTold(code: string, checks: readonly Check[], codes: Codes, { external, draw }: Context): boolean {
  const needs = codes[code]?.needs
  // The audit of the built site has the name of a check, but its own codes alone.
  const isOwn = checks.some(
    ({ name, codes: own }) =>
      Object.hasOwn(own, code) || (Object.hasOwn(ignoreCodes, code) && code.startsWith(`${name}/`)),
  )
  const isAsked = { external: !!external, built: true, browser: !!draw }
  return isOwn && (!needs || isAsked[needs])
}
