import type { Check } from '../../../checks/check.ts'
import { checks } from '../../../checks/registry.ts'
import { Failure } from '../../finding/failure.ts'
import { oneOf } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

/** The checks that `--only` and `--skip` leave. */
export function chooseChecks({ only, skip = [] }: { only?: string[]; skip?: string[] }): Check[] {
  for (const name of only ?? []) expectCheck('only', name)
  for (const name of skip) expectCheck('skip', name)
  const chosen = checks.filter(({ name }) => (only?.includes(name) ?? true) && !skip.includes(name))
  if (chosen.length > 0) return chosen
  throw new Failure('Unexpected choice of no check at all, expected one at least', 'Leave out `--only` or `--skip`')
}

function expectCheck(option: string, name: string): void {
  const names = checks.map((check) => check.name)
  if (names.some((known) => known === name)) return
  const message = `Unexpected \`--${option} ${name}\`, expected ${oneOf(names)}`
  throw new Failure(
    message,
    suggestion(name, names) ?? 'Each page of the manual about checks has the name of its check',
  )
}
