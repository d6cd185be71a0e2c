import { z } from 'zod'

/** Where a site says what is held of its pages, below its base. */
export const claimsAddress = '/_waymark/claims.json'

const count = z.int().min(0)
const counts = z.object({ holds: count, differs: count, unchecked: count })
const position = z.int().min(1)
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/)

const claim = z.object({
  kind: z.enum(['link', 'anchor', 'diagram', 'host', 'alert', 'command', 'value', 'fact', 'probe']),
  /** As the page has it, shortened. */
  text: z.string(),
  state: z.enum(['holds', 'differs', 'unchecked']),
  /** What is wrong, or why it was not judged. */
  reason: z.string().exactOptional(),
  /** That of the finding of `waymark check`. */
  code: z.string().exactOptional(),
  line: position,
  column: position,
})

/** What a site says of the claims of its pages, in `_waymark/claims.json`. */
export const claimsRecord = z.object({
  version: z.literal(1),
  /** ISO 8601; absent until something was checked. */
  checkedAt: z.iso.datetime().exactOptional(),
  /** Of all pages. */
  counts,
  /** What a reader should know of all of them. */
  notes: z.array(z.string()),
  pages: z.array(
    z.object({
      address: z.string(),
      /** Relative to the project's root. */
      file: z.string(),
      title: z.string(),
      counts,
      /** The day that somebody last looked at it, as it says. */
      lastLooked: day.exactOptional(),
      /** The day by which somebody is to look again. */
      reviewBy: day.exactOptional(),
      /** The checks that leave it out. */
      excludedFrom: z.array(z.string()),
      claims: z.array(claim),
    }),
  ),
})

export type ClaimsRecord = z.infer<typeof claimsRecord>
