// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of sources

import { z } from 'zod'
import { type SourceKind, sourceKinds } from '../../probe-kinds/source/source.ts'
import { duration } from '../../schema/duration.ts'
import { hasLogin, requestHeaders } from '../../schema/network.ts'
import { isRecord, settings } from '../../schema/settings.ts'
import { validateShape, validateTemplate } from '../../schema/template.ts'
import { text, type Validate } from '../../schema/text.ts'
import { oneOf } from '../../text/quote.ts'

const validateShapeOfAddress = validateShape(
  (address) => /^https?:\/\/[^\s?#]+$/.test(address) && URL.canParse(address),
  'a URL such as `https://prometheus.example.org`',
)

const validateAddress: Validate = (address) =>
  hasLogin(address)
    ? 'Unexpected user and password in a URL, expected an `Authorization` header'
    : validateShapeOfAddress(address)

const shape = {
  prometheus: text(validateAddress)
    .optional()
    .describe(
      'Where a Prometheus answers, as a URL with the path before `/api/v1`; or what answers as one, such as Thanos or Mimir',
    ),
  alertmanager: text(validateAddress)
    .optional()
    .describe('Where an Alertmanager answers, as a URL with the path before `/api/v2`'),
  headers: requestHeaders.default({}).meta({
    description: 'Headers of each request; secrets belong in variables, `Authorization: "Bearer ${PROMETHEUS_TOKEN}"`',
    absent: 'None',
  }),
  certificate: text(validateTemplate)
    .optional()
    .describe('PEM file with the client certificate to show, relative to the project’s root; with its chain'),
  key: text(validateTemplate)
    .optional()
    .describe(
      'PEM file with the private key of `certificate`, relative to the project’s root; it never belongs in the repository',
    ),
  timeout: duration('100ms', '1m')
    .prefault('5s')
    .describe('How long reading its alerts may take; a `promql` probe has a `timeout` of its own'),
  every: duration('5s', '1h').prefault('30s').describe('How often `serve` reads its alerts'),
  alerts: z
    .boolean()
    .default(true)
    .describe(
      'Whether its [alerts](alerts.md#alerts-that-fire) are shown; `false` for one that is asked by probes alone',
    ),
}

/** One of `sources` in `waymark.yaml`; durations are read as milliseconds. */
export const sourceSettings = settings(shape)
  .superRefine(validateKind, { when: ({ value }) => isRecord(value) })
  .describe('A server that knows more of the services than they say themselves')

export type SourceSettings = z.output<typeof sourceSettings>

/** Whether one of several sources is asked which alerts fire. */
export function tellsAlerts({ sources }: { sources: Readonly<Record<string, SourceSettings>> }): boolean {
  return Object.values(sources).some(({ alerts }) => alerts)
}

/** What kind of server it is, and where it answers, as written. */
export function targetOf(source: SourceSettings): { kind: SourceKind; url: string } {
  const { prometheus = '', alertmanager } = source
  return alertmanager === undefined
    ? { kind: 'prometheus', url: prometheus }
    : { kind: 'alertmanager', url: alertmanager }
}

function validateKind(source: object, context: z.RefinementCtx): void {
  const [kind, other] = sourceKinds.filter((known) => typeof Reflect.get(source, known) === 'string')
  const add = (message: string, path: string[] = []) =>
    context.addIssue({ code: 'custom', message, path, params: { at: 'key' } })
  if (kind === undefined && !context.issues.some(({ code }) => code === 'unrecognized_keys'))
    add(`Unexpected source without an address, expected exactly one of ${oneOf(sourceKinds)}`)
  if (other !== undefined) add(`Unexpected \`${other}\` beside \`${kind}\`, expected one server a source`, [other])
  const [one, missing] =
    Reflect.get(source, 'certificate') === undefined ? ['key', 'certificate'] : ['certificate', 'key']
  if (Reflect.get(source, one) !== undefined && Reflect.get(source, missing) === undefined)
    add(`Unexpected \`${one}\` without \`${missing}\`, expected both files`, [one])
}
