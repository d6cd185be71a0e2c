import { z } from 'zod'

/** What reviewers look at first: what may destroy or reveal something, what may mislead a reader, and the rest. */
export const weights = ['danger', 'attention', 'plain'] as const

export const topics = [
  'sections',
  'commands',
  'services',
  'alerts',
  'hosts',
  'links',
  'images',
  'versions',
  'owners',
] as const

/** One thing that a change means, as a sentence. */
export const consequence = z.strictObject({
  topic: z.enum(topics).describe('What it is about'),
  weight: z
    .enum(weights)
    .describe(
      '`danger` where something may be destroyed or revealed, `attention` where a reader may be misled, else `plain`',
    ),
  text: z.string().describe('What it means: plain text on one line, values in backticks, no period at its end'),
  file: z.string().exactOptional().describe('Where it stands, relative to the repository'),
  line: z.int().exactOptional().describe('Its line there, from 1; of what is gone, the line before the change'),
  isGone: z.boolean().exactOptional().describe('Whether the line is one of before the change'),
})

export type Consequence = z.infer<typeof consequence>

/** Whether it may do harm where it is overlooked. */
export function isHeavy({ weight }: Consequence): boolean {
  return weight !== 'plain'
}

/** What weighs most first; else by topic, file and line. */
export function inOrder(all: readonly Consequence[]): Consequence[] {
  return all.toSorted(
    (a, b) =>
      weights.indexOf(a.weight) - weights.indexOf(b.weight) ||
      topics.indexOf(a.topic) - topics.indexOf(b.topic) ||
      compareTexts(a.file ?? '', b.file ?? '') ||
      (a.line ?? 0) - (b.line ?? 0),
  )
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
