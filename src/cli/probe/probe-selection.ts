import type { Probe, Service } from '../../config/services.ts'
import { Failure } from '../../finding/failure.ts'
import { quote } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'

/**
 * The probes that ids name, of services and of probes, in the order of the files; all without ids.
 *
 * @throws Failure for an id that nobody declares, and where no probe is left
 */
export function selectProbes(services: readonly Service[], ids: readonly string[]): Probe[] {
  const probes = services.flatMap((service) => service.probes)
  const known = services.flatMap((service) => [service.id, ...service.probes.map(({ id }) => id)])
  for (const id of ids) {
    if (known.includes(id)) continue
    throw new Failure(`Unexpected id ${quote(id)}, expected that of a service or a probe`, hintFor(id, known))
  }
  const chosen =
    ids.length === 0 ? probes : probes.filter(({ id, service }) => ids.includes(id) || ids.includes(service))
  if (chosen.length > 0) return chosen
  throw new Failure(
    ids.length === 0
      ? 'No probe is declared, expected one at least'
      : `No probe of ${ids.map(quote).join(', ')}, expected one at least`,
    'Declare it under `probes` of a service in a `services.yaml`',
  )
}

function hintFor(id: string, known: readonly string[]): string {
  // The name of a probe alone is the end of its id.
  const whole = known.find((one) => one.endsWith(`.${id}`))
  if (whole !== undefined) return `Did you mean \`${whole}\`?`
  return suggestion(id, known) ?? (known.length > 0 ? `Such as \`${known[0]}\`` : 'Declare one in a `services.yaml`')
}
