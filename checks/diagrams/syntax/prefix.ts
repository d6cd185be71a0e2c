/** Characters to read in all: beyond these a place takes longer than it is worth, and the line may be one below. */
const mostRead = 400_000

/**
 * The last line of the shortest beginning of a text, in whole lines, that fails as the whole does: by halving, since
 * what follows a mistake does not undo it. Offsets of that line without its blanks.
 */
export async function firstPrefix(
  text: string,
  fails: (prefix: string) => Promise<boolean>,
): Promise<{ start: number; end: number }> {
  const ends = [...text.matchAll(/\n|$/g)].map(({ index }) => index)
  let [passing, failing] = [-1, ends.length - 1]
  for (let read = 0; failing - passing > 1 && read < mostRead; ) {
    const middle = (passing + failing) >> 1
    const prefix = text.slice(0, ends[middle])
    read += prefix.length
    if (await fails(prefix)) failing = middle
    else passing = middle
  }
  const from = failing === 0 ? 0 : (ends[failing - 1] ?? 0) + 1
  const line = text.slice(from, ends[failing])
  if (line.trim() === '') return { start: from, end: from }
  const start = from + line.length - line.trimStart().length
  return { start, end: from + line.trimEnd().length }
}
