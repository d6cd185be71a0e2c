import { z } from 'zod'
import { hasLogin, validateHeaderName } from '../../schema/network.ts'
import { validateShape, validateTemplate } from '../../schema/template.ts'
import { anyText, text, type Validate } from '../../schema/text.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { connectionKeys } from '../connection/connect.ts'
import { invalidTarget } from '../fault.ts'
import { defineKind } from '../kind.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

/** Reads `GET https://erp.example.org/healthz`; the method is `GET` when none is written. */
export function parseRequest(text: string): { method: (typeof methods)[number]; url: string } | undefined {
  const [, word = 'GET', url = ''] = /^(?:([A-Z]+)\s+)?(https?:\/\/\S+)$/.exec(text.trim()) ?? []
  const method = methods.find((known) => known === word)
  return method && URL.canParse(url) ? { method, url } : undefined
}

const validateRequest: Validate = (text) => {
  if (hasLogin(text)) return 'Unexpected user and password in a URL, expected an `Authorization` header'
  const word = /^([A-Za-z]+)\s+https?:\/\//.exec(text)?.[1]
  if (word && !methods.some((method) => method === word)) {
    return `Unexpected method ${quote(word)}, expected ${oneOf(methods)}`
  }
  return validateRequestShape(text)
}

const validateRequestShape = validateShape(
  (text) => parseRequest(text) !== undefined,
  '`METHOD URL` such as `GET https://erp.example.org/healthz`',
)

/** A line break would start another header; the value may be secret, so it is not shown. */
const validateHeaderValue: Validate = (text) =>
  /[\r\n]/.test(text) ? 'Unexpected line break in the value of a header, expected one line' : validateTemplate(text)

/** Makes a request on a connection of its own, and follows where it leads. */
export const http = defineKind({
  name: 'http',
  summary: 'A web address',
  example: 'GET https://shop.example.org/healthz',
  target: text(validateRequest).describe('A request, as `METHOD URL` or a URL alone'),
  keys: {
    headers: z
      .record(text(validateHeaderName), anyText(validateHeaderValue))
      .default({})
      .describe('Headers of the `http` request; secrets belong in variables'),
    body: anyText(validateTemplate).optional().describe('Body of the `http` request'),
    redirects: z
      .enum(['follow', 'manual'])
      .default('follow')
      .describe('Whether redirects are followed: `follow` (when absent), or `manual`, which takes the first answer'),
    bodyLimit: z
      .int()
      .min(0)
      .max(16 * 1024 * 1024)
      .optional()
      .describe('Bytes of the answer’s body that are read at most, up to 16 MiB; `1048576` (1 MiB) when absent'),
    verify: z
      .boolean()
      .optional()
      .describe('Whether the probe is down where the certificate does not hold; `false` takes any; `true` when absent'),
    ...connectionKeys,
  },
  vocabulary: {
    status: { type: 'int', text: 'The status code, such as `200`' },
    headers: {
      type: 'map of strings',
      text: 'By names in small letters, `headers["retry-after"]`; several of one name have commas between them',
    },
    body: { type: 'string', text: 'The text, uncompressed, up to `bodyLimit`' },
    json: { type: 'any', text: 'The body, read as JSON' },
    redirects: { type: 'list of strings', text: 'The addresses that redirects led to, in their order' },
    url: { type: 'string', text: 'The last address that was requested' },
    certificate: { type: 'certificate', text: '[See below](#a-certificate); https only' },
  },
  hostOf: (target) => {
    const parsed = parseRequest(target)
    return parsed && new URL(parsed.url).hostname
  },
  load: () => import('./request.ts'),
  run: async (probe, context, signal) => {
    const parsed = parseRequest(probe.target)
    if (!parsed) return invalidTarget('request')
    const { request } = await import('./request.ts')
    return request(parsed.method, parsed.url, probe, context, signal)
  },
})
