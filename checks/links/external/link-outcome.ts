import { z } from 'zod'

/** Milliseconds since 1970. */
export const timestamp = z.number().int().nonnegative()
const shown = z.string().max(4000)

/** What a page that is there had to say. */
export const goodPage = z.strictObject({
  verdict: z.literal('good'),
  /** Where all of its redirects lead. */
  redirect: z
    .strictObject({
      to: shown,
      isPermanent: z.boolean(),
      /** The new address can be written in place of the old one without a doubt. */
      isCertain: z.boolean(),
    })
    .optional(),
  /** Where a redirect leaves https for http. */
  downgrade: shown.optional(),
  /** The certificate that ends first, in milliseconds since 1970. */
  certificate: z.strictObject({ host: shown, ends: timestamp }).optional(),
  /** Whether the page has a place for each fragment, or it is unknown whether it has one. */
  fragments: z.record(z.string(), z.boolean()),
})

/** Why there is no such page, or why that is unknown. */
const linkFailure = z.strictObject({
  /** How sure it is: `dead` and `broken` are faults; the others tell what could not be found out. */
  verdict: z.enum(['dead', 'broken', 'blocked', 'slow', 'private']),
  at: z.enum(['dns', 'connect', 'tls', 'timeout', 'http']),
  /** As in "Unexpected answer 404 of …". */
  reason: z
    .string()
    .max(400)
    .regex(/^[\u0020-\u007e]*$/),
  /** Where redirects led, when they did. */
  via: shown.optional(),
})

export const linkOutcome = z.discriminatedUnion('verdict', [goodPage, linkFailure])

export type GoodPage = z.infer<typeof goodPage>
export type LinkFailure = z.infer<typeof linkFailure>
/** What came of fetching an address. Plain data, without secrets. */
export type LinkOutcome = z.infer<typeof linkOutcome>
