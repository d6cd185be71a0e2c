import { z } from 'zod'

/** Milliseconds since 1970. */
export const moment = z.number().int().nonnegative()
const shown = z.string().max(4000)

/** What a page that is there had to say. */
export const good = z.strictObject({
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
  certificate: z.strictObject({ host: shown, ends: moment }).optional(),
  /** Whether the page has a place for each fragment, or nobody can tell that it has none. */
  fragments: z.record(z.string(), z.boolean()),
})

/** Why there is no such page, or nobody knows. */
const bad = z.strictObject({
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

export const outcome = z.discriminatedUnion('verdict', [good, bad])

export type Good = z.infer<typeof good>
export type Bad = z.infer<typeof bad>
/** What came of asking an address. Plain data, without secrets. */
export type Outcome = z.infer<typeof outcome>
