import { z } from 'zod'

/** A map whose keys are all known. */
export function settings<Shape extends Record<string, z.ZodType>>(shape: Shape) {
  return z.preprocess(withoutEmpty(shape), z.strictObject(shape))
}

/** A map, or in short the text of one of its keys: `logo: a.svg` is `logo: { light: a.svg }`. */
export function shorthand<Shape extends Record<string, z.ZodType>>(key: keyof Shape & string, shape: Shape) {
  const read = withoutEmpty(shape)
  return z
    .preprocess((value) => (typeof value === 'string' ? { [key]: value } : read(value)), z.strictObject(shape))
    .meta({ type: ['string', 'object'] })
}

/**
 * Reads a key without a value as absent (`title:`), and nothing at all as an empty map (`production:`), as a reader of
 * YAML does. Unknown keys stay, to be told.
 */
export function withoutEmpty(shape: object): (value: unknown) => unknown {
  return (value) => {
    if (value === null) return {}
    if (!isRecord(value)) return value
    return Object.fromEntries(Object.entries(value).filter(([key, one]) => one !== null || !Object.hasOwn(shape, key)))
  }
}

/** Whether a value is a map, not a list and not a scalar. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
