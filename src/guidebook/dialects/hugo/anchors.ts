import type { AnchorMaker, DialectSettings } from '../dialect.ts'

/**
 * Hugo's anchors: made from the last line of a heading as it is written, its marks and all. Source: Hugo 0.111,
 * `markup/goldmark/autoid.go`, and Blackfriday's `SanitizedAnchorName`.
 */
export function hugoAnchors({ slug }: DialectSettings): AnchorMaker {
  const used = new Set<string>()
  /** The last number of each text, so that a page of one heading takes no time for its repeats. */
  const numbers = new Map<string, number>()
  const rule = slug?.rule ?? 'github'
  return {
    anchorOf({ text, written }) {
      const raw = written.includes('{{') ? text : (written.split(/\r\n|\n|\r/).at(-1) ?? '')
      const wanted = (rule === 'blackfriday' ? blackfriday(raw) : github(raw, rule === 'github-ascii')) || 'heading'
      let given = wanted
      for (let number = (numbers.get(wanted) ?? 0) + 1; used.has(given); number++) {
        given = `${wanted}-${number}`
        numbers.set(wanted, number)
      }
      used.add(given)
      return given
    },
    keep(anchor) {
      used.add(anchor)
    },
  }
}

function github(text: string, isAscii: boolean): string {
  const plain = (
    isAscii
      ? text
          .normalize('NFD')
          .replace(/\p{Mn}/gu, '')
          .normalize('NFC')
      : text
  ).trim()
  let anchor = ''
  for (const sign of plain) {
    if (isAscii && sign > '\u007F') continue
    if (sign === '-' || sign === ' ') anchor += '-'
    else if (/[_\p{L}\p{Nd}]/u.test(sign)) anchor += lower(sign)
  }
  return anchor
}

function blackfriday(text: string): string {
  let anchor = ''
  let isApart = false
  for (const sign of text) {
    if (/[\p{L}\p{N}]/u.test(sign)) {
      anchor += (isApart && anchor !== '' ? '-' : '') + lower(sign)
      isApart = false
    } else isApart = true
  }
  return anchor
}

/** One sign for one sign, as Go has it. */
function lower(sign: string): string {
  const [first = sign] = sign.toLowerCase()
  return first
}
