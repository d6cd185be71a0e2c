import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { isInside, posixRelative } from '../../files/inside.ts'
import { Failure } from '../../finding/failure.ts'
import { type Page, readPage } from '../../guidebook/page.ts'
import type { Fence } from '../../guidebook/parts/block.ts'
import { LineIndex } from '../../text/line-index.ts'
import { quote } from '../../text/quote.ts'
import type { CheckOptions } from './options.ts'

/** What stands for standard input among the paths. */
const standardInput = '-'

/** What findings call it. */
const inputName = '<stdin>'

const mostBytes = 20_000_000

/** A page by itself. */
export interface StandalonePage {
  page: Page
  /** Its absolute file; undefined for standard input. */
  path?: string
}

/**
 * The pages of a run that needs no more of a project than its settings: diagrams are checked by themselves, so single
 * files and standard input are enough. Undefined for every other run.
 */
export async function readStandalonePages(
  paths: readonly string[],
  options: CheckOptions,
  signal: AbortSignal,
): Promise<StandalonePage[] | undefined> {
  const readsInput = paths.includes(standardInput)
  if (!isForDiagramsAlone(options)) {
    if (readsInput) throw unexpectedInput()
    return undefined
  }
  const files = paths.filter((path) => path !== standardInput)
  const found = await Promise.all(files.map(fileAt))
  if (paths.length === 0 || (!readsInput && found.includes(undefined))) return undefined
  const missing = files.find((_, index) => found[index] === undefined)
  if (missing !== undefined) throw new Failure(`Unexpected path ${quote(missing)} beside \`-\`, expected a file`)
  const named = found.filter((file) => file !== undefined)
  const pages = await Promise.all(named.map((file) => readStandalone(file, options.root)))
  if (!readsInput) return pages
  return [...pages, { page: pageOf(inputName, await buffer(limited(process.stdin, signal))) }]
}

/** What compares with other moments, or writes, needs the project. */
function isForDiagramsAlone({ only, since, baseline, fix, fixDates, built, external }: CheckOptions): boolean {
  return only?.length === 1 && only[0] === 'diagrams' && !(since || baseline || fix || fixDates || built || external)
}

function unexpectedInput(): Failure {
  return new Failure(
    'Unexpected path `-`, expected it with `--only diagrams`, and without `--since`, `--fix`, `--built` and `--external`',
    'Such as `waymark check --only diagrams - < page.md`',
  )
}

async function fileAt(path: string): Promise<string | undefined> {
  const absolute = resolve(path)
  const stats = await stat(absolute).catch(() => undefined)
  return stats?.isFile() ? absolute : undefined
}

async function readStandalone(file: string, root: string): Promise<StandalonePage> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`\`${file}\` cannot be read (${error.code})`, 'Look at its permissions')
  })
  return { page: pageOf(nameOf(file, resolve(root)), bytes), path: file }
}

/** As findings of the project have it; elsewhere from the working directory, or absolute. */
function nameOf(file: string, root: string): string {
  const folder = [root, process.cwd()].find((one) => isInside(one, file))
  return folder === undefined ? file : posixRelative(folder, file)
}

function pageOf(name: string, bytes: Uint8Array): Page {
  if (bytes.length > mostBytes) throw new Failure(`Unexpected size of \`${name}\`, expected at most 20 MB`)
  const page = readPage(name, bytes)
  return diagramPage(page) ?? page
}

/**
 * A text that is no page but one diagram: of a file named `.mmd` or `.mermaid`, or without any fence or heading.
 * Undefined where it is a page.
 */
function diagramPage(page: Page): Page | undefined {
  const isNamed = /\.(?:mmd|mermaid)$/i.test(page.file)
  const isPage =
    page.fences.some(({ language }) => language !== '') || page.headings.length > 0 || page.text.trim() === ''
  if (!isNamed && (isPage || /\.mdx?$/i.test(page.file))) return undefined
  const fence: Fence = {
    language: 'mermaid',
    meta: '',
    value: page.text.replace(/(?:\r\n|\n|\r)$/, ''),
    firstLine: 1,
    ...new LineIndex(page.text).placeOf(0, page.text.length),
  }
  // What Markdown makes of it is not its own: a title, links, comments that ask for silence.
  return { ...page, fences: [fence], links: [], headings: [], ignores: [] }
}

/** Standard input up to one byte more than is read, so that an endless one ends. */
async function* limited(stream: NodeJS.ReadStream, signal: AbortSignal): AsyncIterable<Buffer> {
  let bytes = 0
  for await (const chunk of addAbortSignal(signal, stream)) {
    bytes += chunk.length
    yield chunk
    if (bytes > mostBytes) return
  }
}
