import { z } from 'zod'
import { quote } from '../text/quote.ts'

/** Says what is wrong with a text, as a whole message; `undefined` when nothing is. */
export type Validate = (text: string) => string | undefined

/** A text of at least one character that validation has nothing against. */
export function text(validate: Validate = () => undefined) {
  // An empty text is told already.
  return anyText((value) => (value === '' ? undefined : validate(value))).min(1)
}

/** As `text`, or empty. */
export function anyText(validate: Validate) {
  return z.string().superRefine((value, context) => {
    const message = validate(value)
    if (message) context.addIssue({ code: 'custom', message })
  })
}

/** The name of a service, a probe or an environment. */
export const id = z.string().regex(/^[a-z0-9_-]+$/, {
  error: ({ input }) => `Unexpected id ${quote(input)}, expected lower-case letters, digits, \`-\` and \`_\``,
})
