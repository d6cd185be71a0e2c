// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import { quote } from '../text/quote.ts'
import type { Validate } from './text.ts'
import { countWithoutDefault, expand, hasBrokenReference } from './variables.ts'

/** What a variable without a default may stand for, to validate the shape of the text around it. */
const standIns = ['host', '1', 'https://host', 'host:1', '127.0.0.1', 'GET', 'A', 'A host']

/** Validates a text that may hold variables: with some values of them it has to have a shape. `expected` says what that looks like. */
export function validateShape(fits: (text: string) => boolean, expected: string): Validate {
  return (text) =>
    validateTemplate(text) ??
    validateBareVariable(text) ??
    (mayFit(text, fits) ? undefined : `Unexpected ${quote(text)}, expected ${expected}`)
}

/** The text may be secret, so it is not shown. */
export function validateTemplate(text: string): string | undefined {
  if (!hasBrokenReference(text)) return undefined
  return 'Unexpected `${`, expected `${NAME}` or `${NAME:-default}`, or `$${` for the two characters themselves'
}

/**
 * Whether some value of its variables gives a text the right shape. Two variables without a default make too much
 * possible to tell: what they give is seen when the probe runs.
 */
function mayFit(text: string, fits: (text: string) => boolean): boolean {
  const open = countWithoutDefault(text)
  if (open > 1) return true
  const tried = open === 0 ? [''] : standIns
  return tried.some((standIn) => fits(expand(text, () => (open === 0 ? undefined : standIn)).text))
}

/** A shell's `$NAME` in a host would be looked up as it stands; in a path it may be meant so. */
function validateBareVariable(text: string): string | undefined {
  const beforePath = /^(?:[A-Za-z]+\s+)?(?:https?:\/\/)?[^/?#]*/.exec(text)?.[0] ?? ''
  const name = /\$([A-Za-z_]\w*)/.exec(beforePath)?.[1]
  return name === undefined ? undefined : `Unexpected \`$${name.slice(0, 80)}\`, expected \`\${${name.slice(0, 80)}}\``
}
