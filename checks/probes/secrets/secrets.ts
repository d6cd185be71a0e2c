import { strictlyDecoded } from '../../../src/text/decoded.ts'
import { base64Patterns, escapePattern, hexPattern, patternsOf, plainForms } from './secret-forms.ts'

/** What stands in the place of a secret. */
const mask = '…'

/** Shorter values, such as a port, are no secrets, and would be found everywhere. */
const shortest = 4

/** Of what is secret by its name, so much of the beginning is cut out by itself: servers say `invalid key sk-live-1234…`. */
const beginning = 8
/** What is no longer than this has no beginning that would tell nothing else. */
const longestWhole = 15
/** Patterns stand in each other so deep at most. */
const deepest = 64
/** Longer values are looked for in pieces of this length, since patterns cannot be of any length. */
const piece = 200
/** Of longer ones still, such as a whole file, only the usual forms are looked for. */
const longestInAllForms = 4000
/** The longest source of one pattern, in characters. */
const longestPattern = 50_000

/** The most characters that a form makes of one: three bytes, each as `%252525e2`. */
const longestForm = 27

/**
 * Cuts secrets out of texts: the values themselves, and the forms that HTTP and servers give them. It is the second line:
 * what is sent is never told at all, and only what a server says back comes through here.
 */
export class Secrets {
  readonly #patterns: readonly RegExp[]
  /** The most characters that a secret takes in a text. */
  readonly #longest: number

  /** `named` are those whose names say that they are secret: a part of them is one too, and so are short ones. */
  constructor(values: Iterable<string>, named: Iterable<string> = []) {
    const [all, known] = [partsOfAll(values), partsOfAll(named)]
    const whole = [...all, ...known].filter(({ length }) => length >= shortest)
    // The longest goes first, so that no rest of it is left.
    const sorted = [...new Set(whole)].sort((a, b) => b.length - a.length)
    this.#patterns = inPortions([
      ...sorted.flatMap(formsOf),
      ...known.filter(({ length }) => length > longestWhole).map(beginningOf),
      ...known.filter(({ length }) => length > 1 && length < shortest).map(standingAlone),
    ]).map((portion) => new RegExp(`(?:${portion.join('|')})+`, 'gi'))
    this.#longest = longestForm * Math.min(2 * piece, sorted[0]?.length ?? 0)
  }

  /** Texts are to be cut before they are shortened, else the beginning of a secret would be left at their end. */
  cut(text: string): string {
    const cut = this.#patterns.reduce((rest, pattern) => rest.replace(pattern, mask), text)
    return this.#patterns.length > 1 ? cut.replace(/…{2,}/g, mask) : cut
  }

  /** The beginning of a text, of which no more is gone through than is needed: at most `length` UTF-16 units. */
  begin(text: string, length: number): string {
    const seen = text.slice(0, this.#longest + 8 * length)
    const cut = this.cut(seen)
    // At the end of what was seen, a secret may stand in half.
    const kept = seen.length < text.length ? cut.slice(0, Math.max(0, cut.length - this.#longest)) : cut
    if (kept.length <= length && seen.length === text.length) return kept.toWellFormed()
    return `${kept.slice(0, length - 1)}${mask}`.toWellFormed()
  }
}

function partsOfAll(values: Iterable<string>): string[] {
  return [...new Set([...values].flatMap(partsOf))]
}

/** A value, what is decoded of it, the halves of a login (`user:password`), and what is secret in an address. */
function partsOf(value: string): string[] {
  const trimmed = value.trim()
  const token = /^(?:basic|bearer|token)\s+(\S+)$/i.exec(trimmed)?.[1]
  const decoded = [token ?? trimmed].flatMap((text) => (/^[A-Za-z0-9+/_-]{6,}={0,2}$/.test(text) ? decode(text) : []))
  const logins = [trimmed, ...decoded].flatMap((text) => /^[^\s:/]+:(?!\/\/)(.+)$/.exec(text)?.[1] ?? [])
  const parts = [value, trimmed, ...(token === undefined ? [] : [token]), ...decoded, ...logins, ...inAddress(trimmed)]
  return parts.flatMap((part) => [part, ...unescaped(part)])
}

/** Who logs in with what, and the values of the query. */
function inAddress(value: string): string[] {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(value) || !URL.canParse(value)) return []
  const { password, searchParams } = new URL(value)
  return [password, ...searchParams.values()]
}

/** A value that is written for a URL, as a server reads it. */
function unescaped(value: string): string[] {
  const plain = strictlyDecoded(value)
  return plain === undefined || plain === value ? [] : [plain]
}

/** What base64 stands for, when that is a text. */
function decode(text: string): string[] {
  const decoded = Buffer.from(text, 'base64').toString('utf8')
  return /^[\x20-\x7e]+$/.test(decoded) ? [decoded] : []
}

function formsOf(value: string): string[] {
  const isVeryLong = value.length > longestInAllForms
  return piecesOf(value).flatMap((text) => [
    ...(isVeryLong ? plainForms(text) : [patternsOf(text).join('')]),
    hexPattern(text),
    ...base64Patterns(text),
  ])
}

/** The rest goes with the last one: a short one would be found everywhere. */
function piecesOf(value: string): string[] {
  const count = Math.max(1, Math.floor(value.length / piece))
  return Array.from({ length: count }, (_, index) => {
    return value.slice(index * piece, index === count - 1 ? undefined : (index + 1) * piece)
  })
}

/** Patterns that together are not too long for one. */
function inPortions(patterns: readonly string[]): string[][] {
  const portions: string[][] = []
  let size = Number.POSITIVE_INFINITY
  for (const pattern of patterns) {
    size += pattern.length
    if (size <= longestPattern) portions.at(-1)?.push(pattern)
    else {
      portions.push([pattern])
      size = pattern.length
    }
  }
  return portions
}

/** The first characters, and as many of the next as follow. */
function beginningOf(value: string): string {
  const patterns = patternsOf(value).slice(0, beginning + deepest)
  const rest = patterns.slice(beginning).reduceRight((inner, pattern) => `(?:${pattern}${inner})?`, '')
  return `${patterns.slice(0, beginning).join('')}${rest}`
}

function standingAlone(value: string): string {
  return `(?<![A-Za-z0-9])${escapePattern(value)}(?![A-Za-z0-9])`
}
