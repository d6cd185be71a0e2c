import type { Service } from '../../src/config/inventory.ts'
import { countWithoutDefault, expand, type Lookup } from '../../src/config/schema/variables.ts'
import type { RawFinding } from '../check.ts'
import { templatesOf } from '../probes/secrets/expansion.ts'

/** Variables that have neither a value where the check runs nor a default: their probes will be `unknown` there. */
export function unsetVariables(
  { file, probes }: Service,
  lookup: Lookup,
  environment: string | undefined,
): RawFinding[] {
  const where = environment === undefined ? '' : ` in the environment \`${environment}\``
  return probes.flatMap((probe) =>
    templatesOf(probe)
      .filter(({ text }) => countWithoutDefault(text) > 0)
      .flatMap(({ path, text }) =>
        expand(text, lookup).missing.map((name) => ({
          code: 'services/unset-variable',
          message: `Unexpected variable \`${name}\` without a value${where}, expected one where \`${probe.id}\` is asked`,
          hint: `Set \`${name}\` in the process, or under \`variables\` of the environment; until then the probe is unknown`,
          file,
          ...probe.locate(path),
        })),
      ),
  )
}
