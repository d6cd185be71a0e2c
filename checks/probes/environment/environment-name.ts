import type { WaymarkConfig } from '../../../src/config/schema/waymark.ts'
import { Failure } from '../../../src/finding/failure.ts'
import { oneOf, quote } from '../../../src/text/quote.ts'
import { suggestion } from '../../../src/text/suggestion.ts'

type Environments = Pick<WaymarkConfig, 'environment' | 'environments'>

/**
 * The environment that is probed when none is named: `environment` of `waymark.yaml`, which may name what is not there;
 * else `production` where it is declared; else none, which probes the hosts as they are written.
 */
export function usualEnvironment({ environment, environments }: Environments): string | undefined {
  return environment ?? (Object.hasOwn(environments, 'production') ? 'production' : undefined)
}

/**
 * The environment to probe: the one that is named, or the usual one.
 *
 * @throws Failure where it is not declared
 */
export function environmentNameOf(config: Environments, wanted?: string): string | undefined {
  const name = wanted ?? usualEnvironment(config)
  if (name === undefined || Object.hasOwn(config.environments, name)) return name
  const known = Object.keys(config.environments)
  throw new Failure(
    unknownEnvironment(name, known),
    suggestion(name, known) ?? 'Declare it under `environments` in `waymark.yaml`',
  )
}

/** The message about an environment that is not declared. */
export function unknownEnvironment(name: string, known: readonly string[]): string {
  const expected = known.length > 0 ? oneOf(known) : 'one that `waymark.yaml` declares under `environments`'
  return `Unexpected environment ${quote(name)}, expected ${expected}`
}
