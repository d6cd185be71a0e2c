import { nameToEmoji } from 'gemoji'
import GithubSlugger from 'github-slugger'
import type { AnchorMaker, DialectSettings, HeadingSource } from '../dialect.ts'
import { contentOf, wordsOf } from '../heading-words.ts'

/** GitHub's rule, but for VitePress, which has its own. An anchor that a heading gives itself is not numbered. */
export function anchorsOf({ slug }: DialectSettings): AnchorMaker {
  if (slug?.rule === 'vitepress') return new VitepressAnchors()
  const slugger = new GithubSlugger()
  return { anchorOf: (heading) => slugger.slug(docusaurusWords(heading)) }
}

/** Images count by their alternative text, and of a heading that is HTML alone, its tags do. Source: `headings` of @docusaurus/mdx-loader. */
function docusaurusWords({ text, written }: HeadingSource): string {
  if (!/!\[|<[a-z/]/i.test(written)) return text
  const content = contentOf(written)
  if (content.every(({ type }) => type === 'html')) return written
  return wordsOf(content, { hasAlternatives: true })
}

/** Source: `slugify` of @mdit-vue/shared, markdown-it-anchor's way to number repeats, and VitePress' own reading of headings. */
class VitepressAnchors implements AnchorMaker {
  readonly #taken = new Set<string>()
  /** The number that a repeat of a slug may have next. */
  readonly #next = new Map<string, number>()

  anchorOf(heading: HeadingSource): string {
    const slug = vitepressSlug(vitepressWords(heading))
    let number = this.#next.get(slug) ?? 0
    const numbered = () => (number === 0 ? slug : `${slug}-${number}`)
    while (this.#taken.has(numbered())) number++
    this.#next.set(slug, number)
    const anchor = numbered()
    this.keep(anchor)
    return anchor
  }

  keep(anchor: string): void {
    this.#taken.add(anchor)
  }
}

/** Entities count as they are written, and `:tada:` does not count. */
function vitepressWords({ text, written }: HeadingSource): string {
  const words = written.includes('&')
    ? wordsOf(contentOf(written, { keepsEntities: true }), { hasAlternatives: false })
    : text
  if (!words.includes(':')) return words
  return words.replace(/:([a-z0-9_+-]{1,50}):/g, (sign, name: string) => (Object.hasOwn(nameToEmoji, name) ? '' : sign))
}

function vitepressSlug(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036F]/g, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f]/g, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(\d)/, '_$1')
      .toLowerCase()
  )
}
