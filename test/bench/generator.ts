import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export interface GeneratorOptions {
  /** Rounded up to whole guidebooks, so that every link has its target; the home page comes on top. */
  pages: number
  seed?: number
  /** `frontmatter`: `title:` and `index.md` in place of H1, breadcrumb line and `README.md`, for generators that need it. */
  variant?: 'plain' | 'frontmatter'
}

/** How much was written. */
export interface Written {
  pages: number
  bytes: number
}

export const pagesInGuidebook = 50
const services = ['ledger', 'gateway', 'mailer', 'vault', 'postgres', 'ingress']

/** Writes guidebooks of runbook pages of about 4 KB into a folder; the same ones for the same seed. */
export function writeGuidebooks(folder: string, options: GeneratorOptions): Written {
  const books = Math.max(1, Math.ceil(options.pages / pagesInGuidebook))
  const isPlain = options.variant !== 'frontmatter'
  const maker = { books, isPlain, index: isPlain ? 'README.md' : 'index.md', random: randomizer(options.seed ?? 1) }
  const list = Array.from({ length: books }, (_, book) => `- [Guidebook ${book}](${bookName(book)}/${maker.index})`)
  const files = [{ file: maker.index, lines: [...titleLines(maker, 'Guidebooks'), ...list] }]
  for (let book = 0; book < books; book++)
    for (let page = 0; page < pagesInGuidebook; page++)
      files.push({ file: `${bookName(book)}/${pageName(maker, page)}`, lines: pageLines(maker, book, page) })
  let bytes = 0
  for (const { file, lines } of files) {
    const text = `${lines.join('\n')}\n`
    bytes += Buffer.byteLength(text)
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  return { pages: files.length, bytes }
}

interface Maker {
  books: number
  isPlain: boolean
  index: string
  random: (below: number) => number
}

/** Whole numbers from 0 to below a bound, by mulberry32. Source: github.com/bryc/code, jshash/PRNGs.md, public domain. */
export function randomizer(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

function titleLines({ isPlain }: Maker, title: string): string[] {
  return isPlain ? [`# ${title}`, ''] : ['---', `title: ${title}`, '---', '']
}

function pageLines(maker: Maker, book: number, page: number): string[] {
  const title = page === 0 ? `Guidebook ${book}` : `Operations ${book}-${page}`
  const trail = page === 0 ? '' : `[Guidebook ${book}](README.md) > `
  const breadcrumb = maker.isPlain ? [`[Guidebooks](../README.md) > ${trail}**${title}**`, ''] : []
  const near = [Math.max(1, page - 1), Math.min(pagesInGuidebook - 1, page + 1)].map((at) => pageName(maker, at))
  const header = [
    '> **Status:** ✅ Active',
    `> **Last Updated:** 2026-0${1 + (page % 9)}-1${page % 10}`,
    `> **Related:** [before](${near[0]}) · [after](${near[1]})`,
    '',
  ]
  const sections = [1, 2, 3, 4, 5, 6].flatMap((section) => sectionLines(maker, page, section))
  return [...breadcrumb, ...titleLines(maker, title), ...header, ...sections]
}

function sectionLines(maker: Maker, page: number, section: number): string[] {
  const service = () => services[maker.random(services.length)] ?? ''
  const other = 1 + maker.random(pagesInGuidebook - 1)
  const target = `../${bookName(maker.random(maker.books))}/${pageName(maker, other)}#${section}-section-${section}-of-page-${other}`
  const rows = [1, 2, 3, 4, 5].map((part) => `| Is part ${part} up? | \`bin/tool ping ${part}\` | HTTP \`200\` |`)
  return [
    `## ${section}. Section ${section} of page ${page}`,
    '',
    `Day-2 work on the ${service()} service: scaling it, switching its modules on, its storage and its read-only tools. Each step says what to look at first, what is expected there, and what to do when it is not so.`,
    '',
    `See [the other page](${target}) and [section 1](#1-section-1-of-page-${page}).`,
    '',
    ...(section % 2 === 1 ? ['| Check | Command | Expected |', '| --- | --- | --- |', ...rows, ''] : []),
    ...(section === 2 ? ['> [!IMPORTANT]', '> Credentials come from a file that git ignores, at mode `600`.', ''] : []),
    ...(section === 3 || section === 5 ? commands(service) : []),
    ...(section === 4 && page % 5 === 0 ? diagram(service) : []),
  ]
}

function commands(service: () => string): string[] {
  const restart = `kubectl -n ${service()} rollout restart deployment/${service()}`
  return ['```sh', `kubectl -n ${service()} get pods -o wide`, restart, '```', '']
}

function diagram(service: () => string): string[] {
  const arrows = [
    `  A[${service()}] --> B{Is it up?}`,
    '  B -- yes --> C[Done]',
    `  B -- no --> D[Restart ${service()}]`,
  ]
  return ['```mermaid', 'flowchart LR', ...arrows, '```', '']
}

function bookName(book: number): string {
  return `book-${String(book).padStart(4, '0')}`
}

function pageName({ index }: Maker, page: number): string {
  return page === 0 ? index : `page-${String(page).padStart(2, '0')}.md`
}
