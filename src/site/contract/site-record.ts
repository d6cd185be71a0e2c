import { z } from 'zod'

/** What a built site says of itself, in `_waymark/site.json`. */
export const siteRecord = z.object({
  version: z.literal(1),
  /** The path that its links expect to be served under, such as `/sub/`. */
  base: z.string(),
  title: z.string().optional(),
  /** Where it is published, as far as that is known, such as `https://docs.example.org`. */
  site: z.url({ protocol: /^https?$/ }).optional(),
  /** The commit that its pages were read at; absent where git is not there. */
  commit: z.string().optional(),
})

export type SiteRecord = z.infer<typeof siteRecord>
