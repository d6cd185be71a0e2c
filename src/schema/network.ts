import { z } from 'zod'
import { parseRange } from '../network/address-range.ts'
import { isHost, isResolver, parseEndpoint } from '../network/endpoint.ts'
import { quote } from '../text/quote.ts'
import { validateShape, validateTemplate } from './template.ts'
import { anyText, text, type Validate } from './text.ts'

export const validateEndpoint = validateShape(
  (text) => parseEndpoint(text) !== undefined,
  '`host:port` such as `erp.example.org:443`',
)

export const validateHost = validateShape(isHost, 'a host such as `erp.example.org`')

export const validateZone = validateShape(
  (text) => isHost(text) || parseRange(text) !== undefined,
  'a domain such as `acme.dev`, or a range such as `10.0.0.0/16`',
)

export const validateResolver = validateShape(isResolver, 'the IP address of a DNS server such as `127.0.0.1:5354`')

/** Whether a URL has a user or a password in it. */
export function hasLogin(text: string): boolean {
  return /https?:\/\/[^/?#\s]*@/.test(text)
}

/** Names are tokens of RFC 9110, section 5.6.2. */
export const validateHeaderName: Validate = (text) =>
  /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(text)
    ? undefined
    : `Unexpected header name ${quote(text)}, expected one such as \`Authorization\``

/** A line break would start another header; the value may be secret, so it is not shown. */
const validateHeaderValue: Validate = (text) =>
  /[\r\n]/.test(text) ? 'Unexpected line break in the value of a header, expected one line' : validateTemplate(text)

/** Headers of a request, by name; their values may hold variables. */
export const requestHeaders = z.record(text(validateHeaderName), anyText(validateHeaderValue))

/** What a client sets itself, since it says where a message begins, ends and goes. */
const framing = /^(?:host|connection|content-length|transfer-encoding|te|trailer|upgrade|keep-alive|proxy-.*|expect)$/i

/** The name of a header that a user may set. */
export const validateSentHeader: Validate = (name) =>
  framing.test(name)
    ? `Unexpected header ${quote(name)}, expected one that is about the page, such as \`Authorization\``
    : validateHeaderName(name)
