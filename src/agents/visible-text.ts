/**
 * Characters that no reader sees and that programs do: controls but tabs and line breaks, changes of direction, tags and
 * variation selectors that carry hidden letters. Joiners stay: scripts and emoji need them.
 * Source: Unicode Technical Report 36, section 3.
 */
const unseen =
  /[^\P{Cc}\t\n\r]|[\ufe00-\ufe0d]|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu

/** A text of strangers without what no reader of it would see. */
export function visibleText(text: string): string {
  return text.toWellFormed().replace(unseen, '')
}
