// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import {
  isHost,
  isNetwork,
  isResolver,
  methods,
  parseEndpoint,
  parseQuestion,
  parseRequest,
  recordTypes,
} from '../../network/target.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { readBase } from './base.ts'
import type { Validate } from './text.ts'
import { countWithoutDefault, expand, hasBrokenReference } from './variables.ts'

/** What a variable without a default may stand for, to judge the shape of the text around it. */
const standIns = ['host', '1', 'https://host', 'host:1', '127.0.0.1', 'GET', 'A', 'A host']

/**
 * Whether some value of its variables gives a text the right shape. Two variables without a default make too much
 * possible to judge: what they give is seen when the probe runs.
 */
function mayBe(text: string, fits: (text: string) => boolean): boolean {
  const open = countWithoutDefault(text)
  if (open > 1) return true
  const tried = open === 0 ? [''] : standIns
  return tried.some((standIn) => fits(expand(text, () => (open === 0 ? undefined : standIn)).text))
}

/** A judge that wants a shape and says what it looks like. */
function shaped(fits: (text: string) => boolean, expected: string): Validate {
  return (text) =>
    validateTemplate(text) ??
    judgeBareVariable(text) ??
    (mayBe(text, fits) ? undefined : `Unexpected ${quote(text)}, expected ${expected}`)
}

/** A shell's `$NAME` in a host would be looked up as it stands; in a path it may be meant so. */
function judgeBareVariable(text: string): string | undefined {
  const beforePath = /^(?:[A-Za-z]+\s+)?(?:https?:\/\/)?[^/?#]*/.exec(text)?.[0] ?? ''
  const name = /\$([A-Za-z_]\w*)/.exec(beforePath)?.[1]
  return name === undefined ? undefined : `Unexpected \`$${name.slice(0, 80)}\`, expected \`\${${name.slice(0, 80)}}\``
}

/** The text may be secret, so it is not shown. */
export function validateTemplate(text: string): string | undefined {
  if (!hasBrokenReference(text)) return undefined
  return 'Unexpected `${`, expected `${NAME}` or `${NAME:-default}`, or `$${` for the two characters themselves'
}

const aRequest = shaped(
  (text) => parseRequest(text) !== undefined,
  '`METHOD URL` such as `GET https://erp.example.org/healthz`',
)

export const validateRequest: Validate = (text) => {
  if (hasLogin(text)) return 'Unexpected user and password in a URL, expected an `Authorization` header'
  const word = /^([A-Za-z]+)\s+https?:\/\//.exec(text)?.[1]
  if (word && !methods.some((method) => method === word)) {
    return `Unexpected method ${quote(word)}, expected ${oneOf(methods)}`
  }
  return aRequest(text)
}

const aQuestion = shaped((text) => parseQuestion(text) !== undefined, '`TYPE name` such as `A erp.example.org`')

export const validateQuestion: Validate = (text) => {
  const word = /^([A-Za-z]+)\s+\S+$/.exec(text)?.[1]
  if (word && !recordTypes.some((type) => type === word)) {
    return `Unexpected record type ${quote(word)}, expected ${oneOf(recordTypes)}`
  }
  return aQuestion(text)
}

export const validateEndpoint = shaped(
  (text) => parseEndpoint(text) !== undefined,
  '`host:port` such as `erp.example.org:443`',
)

export const validateHost = shaped(isHost, 'a host such as `erp.example.org`')

export const validateNetwork = shaped(isNetwork, 'a range of IP addresses such as `10.0.0.0/8`')

export const validateCanary = shaped(
  (text) => isHost(text) || parseEndpoint(text) !== undefined,
  'a name such as `example.org`, or `host:port`',
)

export const validateResolver = shaped(isResolver, 'the IP address of a DNS server such as `127.0.0.1:5354`')

/** A page of the web that is written into pages, so without variables and without a login. */
export const validateWebAddress: Validate = (text) => {
  if (hasLogin(text)) return 'Unexpected user and password in a URL, expected a URL that anyone may read'
  if (/^https?:\/\/\S+$/.test(text) && URL.canParse(text)) return undefined
  return `Unexpected ${quote(text)}, expected a URL such as \`https://docs.example.org\``
}

/** Where a site is published: its path is the base of every address. */
export const validateSite: Validate = (text) => {
  const problem = validateWebAddress(text)
  if (problem !== undefined || readBase(new URL(text).pathname) !== undefined) return problem
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

/** Names are tokens of RFC 9110, section 5.6.2. */
export const validateHeaderName: Validate = (text) =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
    ? undefined
    : `Unexpected header name ${quote(text)}, expected one such as \`Authorization\``

/** A line break would start another header; the value may be secret, so it is not shown. */
export const validateHeaderValue: Validate = (text) =>
  /[\r\n]/.test(text) ? 'Unexpected line break in the value of a header, expected one line' : validateTemplate(text)

function hasLogin(text: string): boolean {
  return /https?:\/\/[^/?#\s]*@/.test(text)
}
