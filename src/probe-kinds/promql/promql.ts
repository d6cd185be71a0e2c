import { z } from 'zod'
import { validateShape } from '../../schema/template.ts'
import { id, text, type Validate } from '../../schema/text.ts'
import { variablesOf } from '../../schema/variables.ts'
import type { ProbeMachine } from '../context.ts'
import { invalidTarget, notProbed } from '../fault.ts'
import { defineKind } from '../kind.ts'
import { askSource, dataOf, noAnswer } from '../source/ask.ts'
import type { Source } from '../source/source.ts'
import { mistakeInPromql } from './expression.ts'
import { sampleOf } from './sample.ts'

/** Bytes of an answer: one number needs a few hundred of them. */
const most = 256 * 1024

const validateTemplateShape = validateShape(
  (expression) => mistakeInPromql(expression) === undefined,
  'an expression in PromQL that gives one number',
)

/** Without variables, the mistake itself can be told. */
const validateQuery: Validate = (query) =>
  query.includes('${') || variablesOf(query).length > 0 ? validateTemplateShape(query) : mistakeInPromql(query)

/** Asks a Prometheus for the value of an expression. */
export const promql = defineKind({
  name: 'promql',
  summary: 'A value that a Prometheus knows',
  example: 'sum(rate(http_requests_total{service="shop"}[5m]))',
  target: text(validateQuery).describe(
    'An expression in PromQL that gives one number, asked of a Prometheus of [`sources`](configure.md#sources)',
  ),
  keys: {
    source: id
      .optional()
      .describe('Name of the Prometheus in `sources` of `waymark.yaml`; the only one there when absent'),
    unit: z
      .string()
      .regex(/^[^\s\p{C}`<>](?:[^\p{C}`<>]{0,18}[^\s\p{C}`<>])?$/u, {
        error:
          'Unexpected unit, expected one of at most 20 characters such as `s`, `ms`, `bytes`, `ratio` or `orders/min`',
      })
      .optional()
      .describe(
        'What the value is counted in, for readers: `s` and `ms` are shown as a duration, `bytes` as KiB or MiB, `ratio` as a percentage, any other word behind the number',
      ),
  },
  vocabulary: {
    value: { type: 'number', text: 'The value, such as `0.21`' },
    labels: {
      type: 'map of strings',
      text: 'The labels of its series, `labels["instance"]`; none of what was summed up',
    },
  },
  silence: 'No answer of the Prometheus',
  isOfSource: true,
  hostOf: () => undefined,
  run: async ({ target, source: name }, context, signal) => {
    const source = prometheusOf(context, name)
    if (typeof source === 'string') return { fault: notProbed('no-source', source) }
    if (mistakeInPromql(target) !== undefined) return invalidTarget('expression in PromQL that gives one number')
    const question = {
      path: '/api/v1/query',
      parameters: { query: target, timeout: `${context.timeout}ms` },
      most,
    }
    const answer = await askSource(source, question, context, signal)
    if ('fault' in answer) return answer
    const sample = sampleOf(dataOf(answer.json))
    if ('none' in sample) return { fault: { ...noAnswer(source, sample.none), code: 'no-value' } }
    return { answer: { values: { value: sample.value, labels: sample.labels }, absent: {} } }
  },
})

/** The Prometheus of a name, or the only one; else why there is none. */
function prometheusOf({ sources }: ProbeMachine, name: string | undefined): Source | string {
  const found = name === undefined ? onlyPrometheus([...sources.values()]) : sources.get(name)
  if (found === undefined)
    return name === undefined ? '`sources` has no Prometheus, or several of them' : `\`sources\` has no \`${name}\``
  return found.kind === 'prometheus' ? found : `the source \`${found.name}\` is no Prometheus`
}

/** The Prometheus that is meant where none is named. */
export function onlyPrometheus<Each extends Pick<Source, 'kind'>>(sources: readonly Each[]): Each | undefined {
  const [first, ...others] = sources.filter(({ kind }) => kind === 'prometheus')
  return others.length === 0 ? first : undefined
}
