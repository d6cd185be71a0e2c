import { type ListedPage, loadPages, pageHref } from '../page/page-list.ts'
import { joinWords, queryOf } from './unspaced-script.ts'

/** One result: a section of a page, with where it is and what it says around the words. */
export interface SearchHit {
  href: string
  title: string
  /** The heading over the words; empty at the top of the page. */
  section: string
  guidebook: string
  excerpt: { text: string; isHit: boolean }[]
}

export interface Results {
  /** The best first. */
  found: SearchHit[]
  /** Whether there are more. */
  isCut: boolean
}

export interface Searcher {
  /** At most `most` results. */
  search(words: string, most: number): Promise<Results>
}

/** What is used of Pagefind's interface, as its documentation of version 1 describes it. */
interface Pagefind {
  options(options: { baseUrl: string }): Promise<void>
  search(words: string): Promise<{ results: { data(): Promise<PagefindPage> }[] }>
}

interface PagefindSection {
  title?: string
  url: string
  excerpt: string
}

interface PagefindPage extends PagefindSection {
  meta: Record<string, string>
  sub_results: PagefindSection[]
}

/** Searches the site's index, or the titles of its pages where there is no index, as in `dev`. */
export function createSearcher(base: string): Searcher {
  let engine: Promise<Searcher> | undefined
  return {
    async search(words, most) {
      engine ??= loadIndex(base).then(
        (pagefind) => indexSearcher(pagefind),
        async () => titleSearcher(base, await loadPages(base)),
      )
      return (await engine).search(words, most)
    },
  }
}

async function loadIndex(base: string): Promise<Pagefind> {
  const address = `${base}_waymark/search/pagefind.js`
  const pagefind: Pagefind = await import(/* @vite-ignore */ address)
  await pagefind.options({ baseUrl: base })
  return pagefind
}

function indexSearcher(pagefind: Pagefind): Searcher {
  return {
    async search(words, most) {
      const { results } = await pagefind.search(queryOf(words))
      const pages = await Promise.all(results.slice(0, most).map((result) => result.data()))
      const sections = pages.flatMap((page) => sectionsOf(page))
      return { found: sections.slice(0, most), isCut: Math.max(results.length, sections.length) > most }
    },
  }
}

/** The two best sections of a page, so that one long page does not fill the list. */
function sectionsOf(page: PagefindPage): SearchHit[] {
  const title = joinWords(page.meta.title ?? '')
  const sections = page.sub_results.length > 0 ? page.sub_results.slice(0, 2) : [page]
  return sections.map((section) => ({
    href: section.url,
    title,
    section: section.title === undefined || joinWords(section.title) === title ? '' : joinWords(section.title),
    guidebook: page.meta.guidebook ?? '',
    excerpt: partsOf(section.excerpt),
  }))
}

/** Pagefind marks its hits with `<mark>`; all else is text, and shown as text. */
function partsOf(excerpt: string): SearchHit['excerpt'] {
  const decoder = document.createElement('textarea')
  return joinWords(excerpt)
    .split(/<mark>(.*?)<\/mark>/s)
    .map((text, index) => {
      decoder.innerHTML = text
      return { text: decoder.value, isHit: index % 2 === 1 }
    })
}

function titleSearcher(base: string, pages: ListedPage[]): Searcher {
  return {
    async search(words, most) {
      const wanted = words.toLowerCase().split(/\s+/)
      const isFound = ({ title, address, heading }: ListedPage) =>
        wanted.every((word) => `${title} ${heading} ${address}`.toLowerCase().includes(word))
      const listed = pages.filter(isFound)
      const found = listed.slice(0, most).map(({ title, address, guidebook }) => ({
        href: pageHref(base, address),
        title,
        section: '',
        guidebook,
        excerpt: [],
      }))
      return { found, isCut: listed.length > most }
    },
  }
}
