/** How names and questions are cut into words. The build and the browser do it alike. */

/** A text as it is compared: capitals, accents of European letters, and ways to write the same character say nothing. */
export function folded(text: string): string {
  if (isPlain(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/([\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])\p{M}+/gu, '$1')
    .normalize('NFC')
}

/** The parts of a name, as they are compared: `KubePodCrashLooping` → `kube pod crash looping`, `pg_dump` → `pg dump`. */
export function partsOf(written: string): string[] {
  if (/^[A-Z]?[a-z0-9]+$/.test(written)) return [written.toLowerCase()]
  const apart = (isPlain(written) ? written : written.normalize('NFKC'))
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu})/gu, '$1 ')
    .replace(/(\p{Lu})(?=\p{Lu}\p{Ll})/gu, '$1 ')
  return folded(apart).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []
}

/** Whether a text has no character but those of ASCII: most have none, and need not be normalized. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 127) return false
  return true
}

/** Letters and digits alone: `disk-pressure`, `Disk pressure` and `DiskPressure` are the same. */
export function flat(written: string): string {
  return partsOf(written).join('')
}

/** What stands around a word and is no part of it; what begins one may be: `--force`, `/healthz`, `.env`. */
const before = /^[([{"'`<“”‘’«»¿¡*]+/
const after = /[.,;:!?)\]}"'`>“”‘’«»…*]+$/

/** A word without the punctuation of a sentence around it; as it is where there is nothing else. */
export function trimmed(word: string): string {
  const bare = word.replace(before, '').replace(after, '')
  return bare === '' ? word : bare
}

/** A word that was asked for. */
export interface Term {
  /** As it was typed. */
  written: string
  /** As it is compared, with its punctuation. */
  whole: string
  parts: string[]
  /** Its letters and digits alone. */
  flat: string
  /** Whether several words were typed in quotes: they have to follow each other. */
  isPhrase: boolean
  /** Whether it says so little that a page without it is no worse: `how`, `the`. */
  isFiller: boolean
}

/** Words of questions that no answer needs. */
const fillers = new Set(
  (
    'a an and are as at be by can do does did for from get how i if in into is it its me my of on or our the there this ' +
    'that to up was we what when where which who why will with you your'
  ).split(' '),
)

/** More words than this are not looked for. */
const mostTerms = 12

/** The words of a question, each once. */
export function termsOf(question: string): Term[] {
  const pieces = question.slice(0, 400).match(/"[^"]+"|[^\s"]+/g) ?? []
  const terms = pieces.map(termOf).filter(({ whole }) => whole !== '')
  const once = [...new Map(terms.map((term) => [term.whole, term])).values()].slice(0, mostTerms)
  // A question of nothing but such words means them.
  return once.every(({ isFiller }) => isFiller) ? once.map((term) => ({ ...term, isFiller: false })) : once
}

function termOf(piece: string): Term {
  const inQuotes = piece.replace(/^"(.*)"$/s, '$1').trim()
  const isPhrase = /\s/.test(inQuotes)
  const written = isPhrase ? inQuotes : trimmed(inQuotes)
  const whole = folded(written).replace(/\s+/g, ' ')
  const parts = partsOf(written)
  return { written, whole, parts, flat: parts.join(''), isPhrase, isFiller: piece === written && fillers.has(whole) }
}
