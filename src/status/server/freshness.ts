/** The validators of a response. */
interface Validators {
  /** With its quotes. */
  tag: string
  modified: Date
}

/** The conditional headers of a request, as sent. */
interface Conditions {
  ifNoneMatch: string | undefined
  ifModifiedSince: string | undefined
}

/** Whether the reader's copy is still good (RFC 9110, 13.2.2: the tag goes before the date). */
export function isFresh({ ifNoneMatch, ifModifiedSince }: Conditions, { tag, modified }: Validators): boolean {
  if (ifNoneMatch !== undefined) return listsTag(ifNoneMatch, tag)
  // Equal, not "since": a rollback brings older files, and they are news to the reader.
  return ifModifiedSince === modified.toUTCString()
}

/** Whether a header lists a tag. They compare weakly here, because proxies that recompress a body mark its tag `W/`. */
export function listsTag(header: string, tag: string): boolean {
  return header.split(',').some((each) => {
    const listed = each.trim()
    return listed === '*' || listed === tag || listed === `W/${tag}`
  })
}
