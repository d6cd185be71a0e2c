import { z } from 'zod'
import { oneOf } from '../../text/quote.ts'
import { duration } from './duration.ts'
import { isRecord, withoutEmpty } from './settings.ts'
import { anyText, text } from './text.ts'
import { thresholds } from './thresholds.ts'
import {
  validateEndpoint,
  validateHeaderName,
  validateHeaderValue,
  validateHost,
  validateQuestion,
  validateRequest,
  validateResolver,
  validateTemplate,
} from './validate.ts'

export const probeKinds = ['http', 'dns', 'tcp', 'tls', 'ping'] as const

export type ProbeKind = (typeof probeKinds)[number]

/** The kinds that understand a key which not all of them do. */
const kindsOfKey: Readonly<Record<string, readonly ProbeKind[]>> = {
  headers: ['http'],
  body: ['http'],
  redirects: ['http'],
  bodyLimit: ['http'],
  verify: ['http'],
  resolvers: ['dns'],
  send: ['tcp'],
  ip: ['http', 'tcp', 'tls', 'ping'],
  connect: ['http', 'tcp', 'tls'],
}

const condition = z.array(text())

/** In milliseconds; no probe waits by itself for longer than until it is due again. */
const usualTimeout = 10_000

const shape = {
  http: text(validateRequest).optional().describe('A request, as `METHOD URL` or a URL alone'),
  dns: text(validateQuestion).optional().describe('A question, as `TYPE name`'),
  tcp: text(validateEndpoint).optional().describe('A port that accepts connections, as `host:port`'),
  tls: text(validateEndpoint).optional().describe('A port that speaks TLS, as `host:port`; for its certificate'),
  ping: text(validateHost).optional().describe('A host that answers an ICMP echo'),
  headers: z
    .record(text(validateHeaderName), anyText(validateHeaderValue))
    .optional()
    .describe('Headers of the `http` request; secrets belong in variables'),
  body: anyText(validateTemplate).optional().describe('Body of the `http` request'),
  redirects: z
    .enum(['follow', 'manual'])
    .optional()
    .describe('Whether the `http` probe follows redirects (the default) or takes the first answer'),
  bodyLimit: z
    .int()
    .min(0)
    .max(16 * 1024 * 1024)
    .optional()
    .describe('Bytes of the answer’s body that the `http` probe reads at most; 1048576 (1 MiB) when absent'),
  verify: z
    .boolean()
    .optional()
    .describe('Whether the `http` probe is down where the certificate does not hold (the default)'),
  send: anyText(validateTemplate)
    .optional()
    .describe('Text that the `tcp` probe sends first; with a `received` condition it waits for what comes back'),
  connect: text(validateEndpoint).optional().describe('Where to connect to in place of the target’s own `host:port`'),
  ip: z
    .literal([4, 6])
    .optional()
    .describe('Version of IP to use; when absent IPv4, or IPv6 where the name has no IPv4 address'),
  resolvers: z
    .array(text(validateResolver))
    .optional()
    .describe('DNS servers that the `dns` probe asks, in place of the environment’s'),
  expect: condition.default([]).describe('Conditions in CEL that hold when the service is up'),
  degraded: condition.default([]).describe('Conditions in CEL of which none holds when the service is well'),
  thresholds: thresholds.optional(),
  every: duration('1s', '24h').prefault('60s').describe('How often to ask, such as `30s`'),
  timeout: duration('1ms', '5m')
    .optional()
    .describe('How long to wait for an answer, such as `5s`; when absent `10s`, or `every` where that is shorter'),
}

const written = z.strictObject(shape).superRefine(judgeKind, {
  // Runs beside other mistakes too, so that all are told at once.
  when: ({ value }) => isRecord(value),
})

/** One way to ask a service how it is, in `services.yaml`; durations are read as milliseconds. */
export const probeSchema = z
  .preprocess(withoutEmpty(shape), written)
  .transform((probe) => {
    const { expect, degraded, every, timeout = Math.min(usualTimeout, every), thresholds } = probe
    const common = { expect, degraded, every, timeout, ...(thresholds && { thresholds }) }
    if (probe.http !== undefined) return { kind: 'http' as const, target: probe.http, ...httpOptions(probe), ...common }
    if (probe.dns !== undefined) {
      return { kind: 'dns' as const, target: probe.dns, resolvers: probe.resolvers ?? [], ...common }
    }
    if (probe.tcp !== undefined) return { kind: 'tcp' as const, target: probe.tcp, ...tcpOptions(probe), ...common }
    if (probe.tls !== undefined) return { kind: 'tls' as const, target: probe.tls, ...wayOptions(probe), ...common }
    return { kind: 'ping' as const, target: probe.ping ?? '', ...ipOption(probe), ...common }
  })
  .meta({
    description: 'One way to ask the service how it is: exactly one of `http`, `dns`, `tcp`, `tls`, `ping`',
    oneOf: probeKinds.map((kind) => ({ required: [kind] })),
  })

/** What a probe asks. `target` is the request as written, before its variables are put in. */
export type ProbeSettings = z.infer<typeof probeSchema>

type Written = z.infer<typeof written>

function httpOptions({ headers = {}, redirects = 'follow', body, bodyLimit, verify, ...way }: Written) {
  return {
    headers,
    redirects,
    ...(body !== undefined && { body }),
    ...(bodyLimit !== undefined && { bodyLimit }),
    ...(verify !== undefined && { verify }),
    ...wayOptions(way),
  }
}

function tcpOptions({ send, ...way }: Written) {
  return { ...(send !== undefined && { send }), ...wayOptions(way) }
}

/** How a connection is made. */
function wayOptions({ connect, ip }: Pick<Written, 'connect' | 'ip'>) {
  return { ...(connect !== undefined && { connect }), ...ipOption({ ip }) }
}

function ipOption({ ip }: Pick<Written, 'ip'>) {
  return { ...(ip !== undefined && { ip }) }
}

function judgeKind(probe: Written, context: z.RefinementCtx): void {
  const [kind, ...others] = probeKinds.filter((known) => Object.hasOwn(probe, known))
  if (kind === undefined) tellNone(context)
  for (const other of others) {
    const message = `Unexpected \`${other}\` beside \`${kind}\`, expected one request a probe`
    tell(context, other, message, 'Write it as a probe of its own')
  }
  if (kind === undefined || others.length > 0) return
  for (const [key, kinds] of Object.entries(kindsOfKey)) {
    if (kinds.includes(kind) || !Object.hasOwn(probe, key)) continue
    tell(context, key, `Unexpected \`${key}\` beside \`${kind}\`, expected it beside ${oneOf(kinds)} only`)
  }
}

function tellNone(context: z.RefinementCtx): void {
  // A misspelled `htpp` is told as an unknown key already.
  if (context.issues.some((issue) => issue.code === 'unrecognized_keys')) return
  const message = `Unexpected probe without a request, expected exactly one of ${oneOf(probeKinds)}`
  context.addIssue({ code: 'custom', message, params: { at: 'key' } })
}

function tell(context: z.RefinementCtx, key: string, message: string, hint?: string): void {
  context.addIssue({ code: 'custom', message, path: [key], params: { at: 'key', hint } })
}
