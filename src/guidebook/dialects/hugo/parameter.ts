import { argumentOf, type Shortcode } from './shortcode.ts'

/** The value of a page's or the site's parameter, by its name with dots between its parts. */
export type Parameters = (name: string) => string | undefined

/** More than this is no value in a sentence. */
const longest = 2_000

/** What `param` stands for, on one line. Docsy's `_param` fills further arguments in for `{1}`, `{2}`. */
export function parameterValue(shortcode: Shortcode, parameters: Parameters): string | undefined {
  const name = argumentOf(shortcode, ['name'], 0)?.value
  const value = name === undefined ? undefined : parameters(name)
  if (value === undefined || value.length > longest) return undefined
  const line = value.replace(/\s+/g, ' ').trim()
  if (shortcode.name !== '_param') return line
  return line.replace(/\{(\d)\}/g, (_, index) => shortcode.positional[Number(index)]?.value ?? '')
}
