/** Percent-encoding undone; `undefined` where a `%` encodes nothing, or no text. */
export function strictlyDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** Percent-encoding undone, where all of it can be: a malformed `%` is what it is, a percent sign. */
export function decoded(text: string): string {
  return strictlyDecoded(text) ?? text
}

/** Percent-encoding undone as browsers do, part by part: a `%` that encodes nothing stays. Source: URL Standard. */
export function percentDecoded(text: string): string {
  return (
    strictlyDecoded(text) ??
    text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => Buffer.from(encoded.replaceAll('%', ''), 'hex').toString())
  )
}
