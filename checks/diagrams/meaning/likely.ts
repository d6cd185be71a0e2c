import { suggestion } from '../../../src/text/suggestion.ts'

/** Shorter ids are all near to each other. */
const shortest = 3

/** "Did you mean `x`?", where an id of some length is near enough to what was written. */
export function likely(written: string, ids: Iterable<string>): string | undefined {
  return written.length < shortest
    ? undefined
    : suggestion(
        written,
        [...new Set(ids)].filter(({ length }) => length >= shortest),
      )
}
