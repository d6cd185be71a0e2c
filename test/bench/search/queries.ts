import { checkFolder } from '../../checks/engine/project-files.ts'
import { randomizer } from '../generator.ts'
import type { Question } from './question.ts'

/** What is typed, and the addresses of which one is to be found; they begin with a slash. */
export interface Query {
  words: string
  wanted: readonly string[]
}

/** What a tree's pages are called, as queries. */
export interface Queries {
  pages: number
  files: Query[]
  titles: Query[]
  /** The names of the files with one letter wrong. */
  slips: Query[]
  headings: Query[]
  /** Of questions, those of pages that are there. */
  asked(questions: readonly Question[]): Query[]
}

interface Named {
  address: string
  file: string
  title: string
  headings: string[]
}

/** Asked at most of one kind, drawn by chance from all: more would only take longer. */
const most = 300

/** Reads a project as Waymark does. */
export async function readQueries(root: string): Promise<Queries> {
  const { input } = (await checkFolder(root, { checks: [] })).snapshot
  const { guidebooks } = input
  const pages = guidebooks.pages.map(
    (page): Named => ({
      address: guidebooks.addressOf(page),
      file: fileName(page.file),
      title: page.title,
      headings: page.headings.map(({ text }) => text.replace(/^\d+\.\s+/, '')),
    }),
  )
  const random = randomizer(14)
  const byName = groupByName(
    pages.flatMap((page) => [page.file, page.title].map((name) => [name, page.address] as const)),
  )
  const named = (names: string[]) =>
    sampled(
      [...new Set(names)].filter((name) => nameKey(name) !== ''),
      random,
    ).map((name): Query => ({ words: name, wanted: [...(byName.get(nameKey(name)) ?? [])] }))
  const files = named(pages.map(({ file }) => file))
  const byHeading = groupByName(
    pages.flatMap(({ headings, address }) => headings.map((text) => [text, address] as const)),
  )
  const headings = sampled(
    [...new Set(pages.flatMap((page) => page.headings))].filter((text) => nameKey(text) !== ''),
    random,
  ).map((words): Query => ({ words, wanted: [...(byHeading.get(nameKey(words)) ?? [])] }))
  return {
    pages: pages.length,
    files,
    titles: named(pages.map(({ title }) => title)),
    slips: files.flatMap(({ words, wanted }) => {
      const typed = withSlip(words, random)
      return typed === undefined ? [] : [{ words: typed, wanted }]
    }),
    headings,
    asked: (questions) =>
      questions.map(({ words, pages: files }) => ({
        words,
        wanted: files.flatMap((file) => {
          const page = guidebooks.page(file)
          if (!page) throw new Error(`${file}, which “${words}” is to find, is not there`)
          return guidebooks.addressOf(page)
        }),
      })),
  }
}

/** How people name a page by its file; one that is its folder's index is called by the folder, and the home page not. */
function fileName(file: string): string {
  const [name = '', folder = ''] = file
    .replace(/\.[a-z]+$/i, '')
    .split('/')
    .toReversed()
  return /^(?:readme|index|_index)$/i.test(name) ? folder : name
}

/** Two names that differ in signs and capitals alone are one to who types them. */
function nameKey(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function groupByName(names: (readonly [name: string, address: string])[]): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>()
  for (const [name, address] of names) groups.set(nameKey(name), (groups.get(nameKey(name)) ?? new Set()).add(address))
  return groups
}

function sampled<Item>(items: Item[], random: (below: number) => number): Item[] {
  if (items.length <= most) return items
  const left = [...items]
  return Array.from({ length: most }, () => left.splice(random(left.length), 1)).flat()
}

/** One letter left out, twice, swapped with the next or another, in a word of four or more; undefined without one. */
function withSlip(name: string, random: (below: number) => number): string | undefined {
  const words = [...name.matchAll(/\p{L}{4,}/gu)]
  const word = words[random(Math.max(1, words.length))]
  if (!word) return undefined
  const at = word.index + random(word[0].length - 1)
  const letter = name.charAt(at)
  const next = name.charAt(at + 1)
  const other = String.fromCharCode(97 + ((letter.toLowerCase().charCodeAt(0) - 97 + 1 + random(25)) % 26))
  const made = ['', letter + letter, next + letter, other][random(4)] ?? ''
  const slipped = name.slice(0, at) + made + name.slice(at + (made === next + letter ? 2 : 1))
  return nameKey(slipped) === nameKey(name) ? undefined : slipped
}
