import { parseRange } from '../../network/address-range.ts'
import { isHost, parseEndpoint } from '../../network/endpoint.ts'
import { hasLogin } from '../../schema/network.ts'
import { validateShape } from '../../schema/template.ts'
import type { Validate } from '../../schema/text.ts'
import { quote } from '../../text/quote.ts'
import { parseBasePath } from './base.ts'

export const validateNetwork = validateShape(
  (text) => parseRange(text) !== undefined,
  'a range of IP addresses such as `10.0.0.0/8`',
)

export const validateCanary = validateShape(
  (text) => isHost(text) || parseEndpoint(text) !== undefined,
  'a name such as `example.org`, or `host:port`',
)

/** `link` of any component, or `Card.link` of one. */
export const validateProperty: Validate = (text) =>
  /^(?:[A-Z][\w$]*(?:\.[\w$]+)*\.)?[A-Za-z_$][\w$:-]*$/.test(text)
    ? undefined
    : `Unexpected ${quote(text)}, expected a property such as \`link\` or \`Card.link\``

/** A page of the web that is written into pages, so without variables and without a login. */
export const validateWebAddress: Validate = (text) => {
  if (hasLogin(text)) return 'Unexpected user and password in a URL, expected a URL that anyone may read'
  if (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)) return undefined
  return `Unexpected ${quote(text)}, expected a URL such as \`https://docs.example.org\``
}

/** Where a site is published: its path is the base of every address. */
export const validateSite: Validate = (text) => {
  const problem = validateWebAddress(text)
  if (problem !== undefined || parseBasePath(new URL(text).pathname) !== undefined) return problem
  return `Unexpected path of ${quote(text)}, expected one of plain letters, digits and hyphens such as \`https://docs.example.org/guides/\``
}

/** An origin as browsers write it in their `Origin` header. */
export const validateOrigin: Validate = (text) => {
  const origin = URL.canParse(text) ? new URL(text).origin : undefined
  if (origin === text && /^https?:/.test(text)) return undefined
  return `Unexpected ${quote(text)}, expected a scheme and a host such as \`https://portal.example.org\``
}

export const validateGlob: Validate = (text) =>
  text.length > 1000 ? `Unexpected pattern of ${text.length} characters, expected at most 1000` : undefined

export const validateRelativeFolder: Validate = (text) =>
  /^(?:[/\\~]|[a-z]:)/i.test(text)
    ? `Unexpected ${quote(text)}, expected a folder relative to the project’s root such as \`../infrastructure\``
    : undefined
