import { createHash } from 'node:crypto'

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
  if (ifNoneMatch !== undefined) return matchesTag(ifNoneMatch, tag)
  // Equal, not "since": a rollback brings older files, and they are news to the reader.
  return ifModifiedSince === modified.toUTCString()
}

/** Whether a header lists a tag. They compare weakly here, because proxies that recompress a body mark its tag `W/`. */
export function matchesTag(header: string, tag: string): boolean {
  return header.split(',').some((each) => {
    const listed = each.trim()
    return listed === '*' || listed === tag || listed === `W/${tag}`
  })
}

/** A tag by the content rather than its date, without quotes: a rebuild that changes nothing keeps the readers' caches. */
export function contentTag(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url').slice(0, 22)
}
