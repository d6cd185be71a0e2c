import { isRecord } from '../../schema/settings.ts'
import type { ProbeContext } from '../context.ts'
import { type Fault, notProbed } from '../fault.ts'
import { request } from '../http/http.ts'
import { named, type Source } from './source.ts'

/** What is asked of a source: a path of its API, and the parameters of the query. */
export interface SourceQuestion {
  path: string
  parameters: Readonly<Record<string, string>>
  /** Bytes of the answer at most. */
  most: number
}

/**
 * Asks a source once. What keeps it from answering says nothing of the services that it knows, so it is never theirs to
 * blame. Its redirects are not followed: what is sent to it is for nobody else.
 */
export async function askSource(
  source: Source,
  { path, parameters, most }: SourceQuestion,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<{ json: unknown } | { fault: Fault }> {
  if (source.missing.length > 0) return { fault: unsetVariables(source) }
  const url = `${source.url}${path}?${new URLSearchParams(parameters)}`
  if (!URL.canParse(url)) return { fault: notProbed('invalid-target', `the address of ${named(source)} is no URL`) }
  const asking: ProbeContext = { ...context, trust: source.trust, wants: (name) => name === 'json' }
  const options = { headers: source.headers, redirects: 'manual' as const, bodyLimit: most }
  const result = await request('GET', url, options, asking, signal)
  if ('fault' in result) return { fault: silent(source, result.fault) }
  const { values, message } = result.answer
  if (values.status !== 200n) return { fault: refused(source, String(values.status), message) }
  if (values.json === undefined) return { fault: noAnswer(source, 'its answer is not JSON') }
  return { json: values.json }
}

/** The source that was asked for has answered with what cannot be read. */
export function noAnswer(source: Pick<Source, 'kind' | 'name'>, why: string): Fault {
  return { code: 'source', reason: `Not known: of ${named(source)}, ${why}`, blame: 'prober' }
}

/** What a Prometheus says in its envelope, `status` and `data`. */
export function dataOf(json: unknown): unknown {
  return isRecord(json) && json.status === 'success' ? json.data : undefined
}

function silent(source: Source, { reason, blame, phase }: Fault): Fault {
  const does = blame === 'prober' ? 'cannot be asked' : 'does not answer'
  const plain = reason.replace(/^Not probed: /, '').replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())
  return {
    code: 'source',
    reason: `Not known: ${named(source)} ${does}: ${plain}`,
    blame: 'prober',
    ...(phase && { phase }),
  }
}

function refused(source: Source, status: string, message: string | undefined): Fault {
  const says = message === undefined ? '' : `; it says: ${message.replace(/[\s\p{Cc}]+/gu, ' ').replaceAll('`', "'")}`
  return noAnswer(source, `the status is ${status}, expected 200${says}`)
}

function unsetVariables({ missing }: Source): Fault {
  const names = missing.map((name) => `\`\${${name}}\``).join(', ')
  const have = missing.length > 1 ? 'have' : 'has'
  return notProbed('unset-variable', `${names} of its source ${have} no value; set it in the environment`)
}
