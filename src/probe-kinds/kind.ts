import { z } from 'zod'
import type { ProbeContext, ProbeResult } from './context.ts'

/** Types of what conditions can name, in the words of the manual. */
export type ValueType =
  | 'any'
  | 'bool'
  | 'certificate'
  | 'duration'
  | 'int'
  | 'list of strings'
  | 'map of strings'
  | 'number'
  | 'string'
  | 'timestamp'

/** What conditions can name, by name: its type, and what it is, in Markdown. */
export type Vocabulary = Readonly<Record<string, { type: ValueType; text: string }>>

type Keys = Record<string, z.ZodType>

/** One probe as a kind reads it from `services.yaml`: `kind`, `target` and the keys of the kind. */
export type KindSettings<Name extends string, Own extends Keys> = { kind: Name; target: string } & z.output<
  z.ZodObject<Own>
>

/** All that belongs to one kind of probe. */
interface KindDefinition<Name extends string, Own extends Keys> {
  /** Also the key of its target in `services.yaml`. */
  name: Name
  /** What it probes, in Markdown: "A web address". */
  summary: string
  /** A target that is right. */
  example: string
  /** What it is pointed at, as written: its variables are not put in yet. */
  target: z.ZodType<string>
  /**
   * Keys that may stand beside the target, each with its documentation. Two kinds may share a key, if it is the same
   * schema. In all texts, variables are put in before a run.
   */
  keys: Own
  /** What its conditions can name besides `duration`. */
  vocabulary: Vocabulary
  /** The reason when nothing comes, where "No first byte" is not it: "No ping reply". */
  silence?: string
  /** It asks a source about the service: that nothing comes in time is never the service's fault. */
  isOfSource?: true
  /** The host that a target without variables leads to; `undefined` when it is none. */
  hostOf: (target: string) => string | undefined
  /** Loads what only a run needs, so that whoever just reads `services.yaml` need not, and no run is timed with it. */
  load?: () => Promise<unknown>
  /** Probes once. Throws for `signal` and for bugs alone. */
  run: (
    probe: KindSettings<NoInfer<Name>, NoInfer<Own>>,
    context: ProbeContext,
    signal: AbortSignal,
  ) => Promise<ProbeResult>
}

export interface Kind<Name extends string, Own extends Keys> extends KindDefinition<Name, Own> {
  /** Reads a probe of this kind; `written` may hold other keys. `undefined` where something is wrong with it. */
  parse: (written: object) => KindSettings<Name, Own> | undefined
}

export function defineKind<Name extends string, Own extends Keys>(
  definition: KindDefinition<Name, Own>,
): Kind<Name, Own> {
  const { name, keys } = definition
  const settings = z.object(keys)
  const parse = (written: object) => {
    const target: unknown = Reflect.get(written, name)
    const { data } = settings.safeParse(written)
    return typeof target === 'string' && data ? { kind: name, target, ...data } : undefined
  }
  return { ...definition, parse }
}
