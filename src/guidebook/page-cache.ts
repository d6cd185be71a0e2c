import { hash } from 'node:crypto'
import { type Cache, looksLike, type Section } from '../files/section-cache.ts'
import { decode } from '../text/source.ts'
import { type Page, type Reading, readPage } from './page.ts'
import { readingState } from './shared-pages.ts'

/** What a page is known by, whatever stands in it, and what its bytes tell without being parsed. */
type Known = Pick<Page, 'file' | 'digest' | 'text' | 'dialect' | 'includes' | 'includedBy'>

/** What every run asks of every page. */
type Head = Pick<Page, 'format' | 'title' | 'heading' | 'frontmatter' | 'ignores' | 'problems'>

/** What is asked only where something is to be found anew. */
type Body = Omit<Page, keyof Known | keyof Head>

/** `of` is what decides how the page was read. */
interface KeptHead {
  of: string
  head: Head
  hasBreadcrumb: boolean
  hasIncluded: boolean
}

interface KeptBody {
  of: string
  body: Body
}

/**
 * Pages as an earlier run has read them, by their files: one whose bytes are the same, and the rules to read it by, is
 * not parsed again. Of such a page, what only few runs ask for is read when it is asked for.
 */
export class PageCache {
  readonly #heads: Section<KeptHead>
  readonly #bodies: Section<KeptBody>
  readonly #code: string

  /** `code` changes with the code that reads pages. */
  constructor(cache: Cache, code: string) {
    this.#heads = cache.section('page heads', looksLike<KeptHead>('of'))
    this.#bodies = cache.section('page bodies', looksLike<KeptBody>('of'))
    this.#code = code
  }

  /** The page of a file with these bytes, as it was read before; `known` is their SHA-256, where somebody knows it. */
  find(file: string, bytes: Uint8Array, how: Reading = {}, known?: string): Page | undefined {
    const found = this.#heads.get(file)
    // Of a first run, no page is.
    if (!found || !this.#bodies.has(file)) return undefined
    const digest = known ?? hash('sha256', bytes)
    const of = readingState(this.#code, digest, how)
    if (found.of !== of) return undefined
    return pageOf({ ...how, file, digest }, found, {
      text: () => decode(bytes).text,
      body: () => {
        const there = this.#bodies.get(file)
        // Since then, another run may have kept a newer page of this file.
        return there?.of === of ? there.body : readPage(file, bytes, undefined, how)
      },
    })
  }

  /** Keeps a page as its file has it now. */
  add(page: Page): void {
    const of = readingState(this.#code, page.digest, page)
    if (this.#heads.get(page.file)?.of === of && this.#bodies.has(page.file)) return
    const { file, digest, text, dialect, includes, includedBy, ...rest } = page
    const { format, title, heading, frontmatter, ignores, problems, ...body } = rest
    const head = { format, title, ...(heading !== undefined && { heading }), frontmatter, ignores, problems }
    const [hasBreadcrumb, hasIncluded] = [body.breadcrumb !== undefined, body.included !== undefined]
    this.#heads.set(file, { of, head, hasBreadcrumb, hasIncluded })
    this.#bodies.set(file, { of, body })
  }
}

interface Rest {
  text: () => string
  body: () => Body
}

/** A page whose text and body are read once they are asked for. */
function pageOf(
  { file, digest, dialect, includes }: Pick<Page, 'file' | 'digest'> & Reading,
  { head, hasBreadcrumb, hasIncluded }: KeptHead,
  { text, body }: Rest,
): Page {
  let knownText: string | undefined
  let knownBody: Body | undefined
  const read = () => {
    knownBody ??= body()
    return knownBody
  }
  const page: Page = {
    ...{ file, digest, ...head, ...(dialect && { dialect }), ...(includes && { includes }) },
    get text() {
      knownText ??= text()
      return knownText
    },
    get description() {
      return read().description
    },
    get header() {
      return read().header
    },
    get headings() {
      return read().headings
    },
    get links() {
      return read().links
    },
    get sideLinks() {
      return read().sideLinks
    },
    get componentProperties() {
      return read().componentProperties
    },
    get undefinedReferences() {
      return read().undefinedReferences
    },
    get fences() {
      return read().fences
    },
    get alerts() {
      return read().alerts
    },
    get inlineCode() {
      return read().inlineCode
    },
    get steps() {
      return read().steps
    },
    get htmlAnchors() {
      return read().htmlAnchors
    },
    get droppedHtml() {
      return read().droppedHtml
    },
    get unknowns() {
      return read().unknowns
    },
  }
  // A page without one has no such property.
  if (hasBreadcrumb) Object.defineProperty(page, 'breadcrumb', { enumerable: true, get: () => read().breadcrumb })
  if (hasIncluded) Object.defineProperty(page, 'included', { enumerable: true, get: () => read().included })
  return page
}
