import { z } from 'zod'

/** What the crawler has to do: its one argument, as JSON. */
export const crawlTask = z.strictObject({
  /** Absolute. */
  folder: z.string(),
  base: z.string(),
  /** Whether another program than Waymark has built the site. */
  isOfOthers: z.boolean(),
  /** Where the site is published: what leads there by its whole address stays on the site. */
  host: z.string().optional(),
})

/** A link that leads nowhere. Paths are those of URLs: encoded, with the base. */
const brokenLink = z.strictObject({
  type: z.literal('broken'),
  page: z.string(),
  target: z.string(),
  /** Decoded; when the page is there, but not the anchor. */
  anchor: z.string().optional(),
  why: z.enum(['missing', 'outside', 'malformed', 'unreadable', 'anchor']),
})

export type BrokenLink = z.infer<typeof brokenLink>

/** A line of what the crawler says, as JSON. */
export const crawlMessage = z.discriminatedUnion('type', [
  /** It begins to look at a page. */
  z.strictObject({ type: z.literal('page'), page: z.string() }),
  brokenLink,
  /** A page that is too large to be looked at. */
  z.strictObject({ type: z.literal('large'), page: z.string() }),
  /** It has looked at every page. `unreported` broken links were too many to report. */
  z.strictObject({ type: z.literal('end'), unreported: z.int() }),
])

export type CrawlMessage = z.infer<typeof crawlMessage>
