import { z } from 'zod'
import { probeKindNames, probeKinds } from '../../probe-kinds/registry.ts'
import { duration } from '../../schema/duration.ts'
import { isRecord, withoutEmpty } from '../../schema/settings.ts'
import { text } from '../../schema/text.ts'
import { oneOf } from '../../text/quote.ts'
import { thresholds } from './thresholds.ts'

const kinds = Object.values(probeKinds)

/** Keys that not all kinds understand, as they are written: what is absent is added when the kind is known. */
const kindKeys = Object.fromEntries(
  kinds.flatMap(({ keys }) => Object.entries<z.ZodType>(keys).map(([key, schema]) => [key, withoutDefault(schema)])),
)

const condition = z.array(text())

/** In milliseconds; no probe waits by itself for longer than until it is due again. */
const usualTimeout = 10_000

/** Keys that may stand in every probe. */
export const commonKeys = {
  expect: condition
    .default([])
    .describe('Conditions in CEL that hold when the service is up; without any, its kind says what is up'),
  degraded: condition.default([]).describe('Conditions in CEL of which none holds when the service is well'),
  every: duration('1s', '24h')
    .prefault('60s')
    .describe('How often to probe, from `1s` to `24h`, such as `30s`; `60s` when absent'),
  timeout: duration('1ms', '5m')
    .optional()
    .describe(
      'How long to wait for all of it, from `1ms` to `5m`, such as `5s`; when absent `10s`, or `every` where that is shorter',
    ),
  thresholds: thresholds
    .optional()
    .describe('How many answers in a row it takes until a state holds; when absent as the service says'),
}

const shape = {
  ...Object.fromEntries(kinds.map(({ name, target }) => [name, target.optional()])),
  ...kindKeys,
  ...commonKeys,
}

const written = z.strictObject(shape).superRefine(validateKind, {
  // Runs beside other mistakes too, so that all are reported at once.
  when: ({ value }) => isRecord(value),
})

/** One way to probe a service, in `services.yaml`; durations are read as milliseconds. */
export const probeSchema = z
  .preprocess(withoutEmpty(shape), written)
  .transform((probe) => {
    const { expect, degraded, every, timeout = Math.min(usualTimeout, every), thresholds } = probe
    const common = { expect, degraded, every, timeout, ...(thresholds && { thresholds }) }
    const settings = kinds.find(({ name }) => Object.hasOwn(probe, name))?.parse(probe)
    // What is wrong is an issue already.
    return settings ? { ...settings, ...common } : z.NEVER
  })
  .meta({
    description: `One way to probe the service: exactly one of ${probeKindNames.map((kind) => `\`${kind}\``).join(', ')}`,
    oneOf: probeKindNames.map((kind) => ({ required: [kind] })),
  })

/** What is probed, and how. `target` is as written, before its variables are put in. */
export type ProbeSettings = z.infer<typeof probeSchema>

/** The kinds that understand a key which not all of them do. */
export function kindsOfKey(key: string): readonly string[] {
  return kinds.filter(({ keys }) => Object.hasOwn(keys, key)).map(({ name }) => name)
}

/** Whether a key is written is to be seen still. */
function withoutDefault(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodDefault && schema.def.innerType instanceof z.ZodType
    ? schema.def.innerType.optional().describe(schema.description ?? '')
    : schema
}

function validateKind(probe: object, context: z.RefinementCtx): void {
  const [kind, ...others] = probeKindNames.filter((known) => Object.hasOwn(probe, known))
  if (kind === undefined) addMissingKind(context)
  for (const other of others) {
    const message = `Unexpected \`${other}\` beside \`${kind}\`, expected one request a probe`
    addIssue(context, other, message, 'Write it as a probe of its own')
  }
  if (kind === undefined || others.length > 0) return
  for (const key of Object.keys(kindKeys)) {
    const understanding = kindsOfKey(key)
    if (understanding.includes(kind) || !Object.hasOwn(probe, key)) continue
    addIssue(context, key, `Unexpected \`${key}\` beside \`${kind}\`, expected it beside ${oneOf(understanding)} only`)
  }
}

function addMissingKind(context: z.RefinementCtx): void {
  // A misspelled `htpp` is reported as an unknown key already.
  if (context.issues.some((issue) => issue.code === 'unrecognized_keys')) return
  const message = `Unexpected probe without a request, expected exactly one of ${oneOf(probeKindNames)}`
  context.addIssue({ code: 'custom', message, params: { at: 'key' } })
}

function addIssue(context: z.RefinementCtx, key: string, message: string, hint?: string): void {
  context.addIssue({ code: 'custom', message, path: [key], params: { at: 'key', hint } })
}
