import type { AnchorMaker, DialectSettings } from '../dialect.ts'

/** Python's white space, of texts. */
const space = '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'
const around = new RegExp(`^[${space}]+|[${space}]+$`, 'gu')
/** What is none of Python's `[\w\s-]`: combining marks are no letters to it. */
const notWord = new RegExp(`[^\\p{L}\\p{N}_${space}-]`, 'gu')

/**
 * The anchors of Python-Markdown's `toc`, by its own rule or one of pymdownx. A repeat is `name_1`, a heading without a
 * letter `_1`.
 *
 * Source: `markdown/extensions/toc.py` of Python-Markdown 3.4.1, `pymdownx/slugs.py`.
 */
export class MarkdownAnchors implements AnchorMaker {
  readonly #slug: (text: string) => string
  readonly #used = new Set<string>()
  /** The number of the last repeat of a name: without it, a page of repeats would cost their square. */
  readonly #last = new Map<string, bigint>()

  constructor(settings: DialectSettings) {
    this.#slug = slugger(settings.slug)
  }

  reserve(anchors: readonly string[]): void {
    for (const anchor of anchors) this.#used.add(anchor)
  }

  anchorOf({ text }: { text: string }): string {
    const slug = this.#slug(text)
    const anchor = this.#unique(slug)
    this.#used.add(anchor)
    return anchor
  }

  #unique(slug: string): string {
    if (slug !== '' && !this.#used.has(slug)) return slug
    const [, stem = slug, number = '0'] = /^(.*)_(\d+)$/s.exec(slug) ?? []
    // However many digits it has.
    let count = this.#last.get(slug) ?? BigInt(number)
    do count++
    while (this.#used.has(`${stem}_${count}`))
    this.#last.set(slug, count)
    return `${stem}_${count}`
  }
}

function slugger({ rule, separator = '-', letters, isEncoded = false, normalization }: Slug = { rule: 'ascii' }) {
  return (text: string): string => {
    if (rule !== 'pymdownx') return markdownSlug(text, separator, rule === 'unicode')
    const words = cased(
      text
        .normalize(normalization)
        .replace(/<\/?[^>]*>/g, '')
        .replace(around, ''),
      letters,
    )
    const slug = words
      .replace(notWord, '')
      .replace(/[^\P{White_Space} ]/gu, '')
      .replaceAll(' ', () => separator)
    return isEncoded ? encodeURIComponent(slug.toWellFormed()) : slug
  }
}

type Slug = NonNullable<DialectSettings['slug']>

function markdownSlug(text: string, separator: string, isUnicode: boolean): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII is meant
  const plain = isUnicode ? text : text.normalize('NFKD').replace(/[^\x00-\x7f]/g, '')
  const words = plain.replace(notWord, '').replace(around, '').toLowerCase()
  return words.replace(new RegExp(`[${escaped(separator)}${space}]+`, 'gu'), () => separator)
}

function escaped(separator: string): string {
  return separator.replace(/[\\\]^-]/g, '\\$&')
}

function cased(text: string, letters: Slug['letters']): string {
  if (letters === 'lower') return text.toLowerCase()
  if (letters === 'lower-ascii') return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
  return letters === 'fold' ? text.toLowerCase().toUpperCase().toLowerCase().replaceAll('ς', 'σ') : text
}
