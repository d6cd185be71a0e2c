import { z } from 'zod'
import { states } from '../../status-model/verdict.ts'

/** Findings in a row that all say one thing. */
const run = z.object({
  count: z.int(),
  /** When the first of them was made, in milliseconds. */
  since: z.number(),
})

const runs = z.object({
  down: run,
  /** Degraded or down. */
  bad: run,
  /** Degraded or up. */
  answered: run,
  up: run,
  /** Nothing could be found out. These do not break the others: a blind prober tells nothing of the service. */
  blind: run,
})

/** What is remembered of a probe to judge the next finding by; times in milliseconds. */
export const standing = z.object({
  state: z.enum(states),
  since: z.number(),
  checkedAt: z.number(),
  pending: z.enum(states).optional(),
  /** What the service itself was last held to be, whatever `state` says of maintenance and of blindness. */
  known: z.enum(['up', 'degraded', 'down']).optional(),
  runs,
  /** When `known` turned lately, the oldest first. */
  turns: z.array(z.number()),
  flapping: z.boolean(),
})

export type Run = z.infer<typeof run>
export type Runs = z.infer<typeof runs>
export type Standing = z.infer<typeof standing>
export type Known = NonNullable<Standing['known']>
