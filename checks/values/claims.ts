import { posix } from 'node:path'
import type { Page } from '../../src/guidebook/page.ts'
import type { Fence } from '../../src/guidebook/parts/block.ts'
import type { Link } from '../../src/guidebook/parts/link.ts'
import { resolveIn } from '../../src/guidebook/paths/target.ts'
import { largestFile } from '../../src/inventory/configuration-files.ts'
import { percentDecoded } from '../../src/text/decoded.ts'
import { decode } from '../../src/text/source.ts'
import type { CheckInput } from '../check-input.ts'
import { isDataFile, pointerOf, readDataFile } from './data-file.ts'
import type { DataFile, PointedAt } from './pointed-at.ts'
import { linesOf, type Part, partOf } from './snippet-text.ts'

/** What a link of a page says of a value of the repository. */
export interface ValueClaim {
  kind: 'value'
  page: Page
  /** The page, relative to the project's root. */
  file: string
  link: Link
  /** Relative to the repository. */
  path: string
  /** As it is written, such as `/image/tag`. */
  pointer: string
  found: PointedAt
}

/** What a fence of a page shows of a file of the repository. */
export interface SnippetClaim {
  kind: 'snippet'
  page: Page
  file: string
  fence: Fence
  path: string
  /** As it is written, such as `L3-L9`. */
  fragment: string
  part: Part
  /** The lines of the part now; absent where the file has no such part, or is not there. */
  lines?: readonly string[]
  isFile: boolean
}

export type Claim = ValueClaim | SnippetClaim

/** Every claim of the pages, in their order, held against its file. */
export async function readClaims(input: CheckInput, signal: AbortSignal): Promise<Claim[]> {
  const files = new ClaimedFiles(input)
  const claims: Claim[] = []
  for (const page of input.pages) {
    signal.throwIfAborted()
    const file = input.inRoot(page.file)
    for (const link of page.links) {
      const claim = await valueClaim(page, link, files)
      if (claim) claims.push({ kind: 'value', page, file, link, ...claim })
    }
    for (const fence of page.fences) {
      const claim = await snippetClaim(page, fence, files)
      if (claim) claims.push({ kind: 'snippet', page, file, fence, ...claim })
    }
  }
  return claims
}

async function valueClaim(
  page: Page,
  link: Link,
  files: ClaimedFiles,
): Promise<Pick<ValueClaim, 'path' | 'pointer' | 'found'> | undefined> {
  const { kind, url } = link
  const [, written = ''] = /#(\/.*)$/s.exec(url) ?? []
  if ((kind !== 'link' && kind !== 'reference') || written === '') return undefined
  const pointer = percentDecoded(written)
  const steps = pointerOf(pointer)
  const path = steps && (await files.pathOf(page, url))
  if (!steps || path === undefined || !isDataFile(path)) return undefined
  const data = await files.data(path)
  return data && { path, pointer, found: data.at(steps) }
}

async function snippetClaim(
  page: Page,
  fence: Fence,
  files: ClaimedFiles,
): Promise<Pick<SnippetClaim, 'path' | 'fragment' | 'part' | 'lines' | 'isFile'> | undefined> {
  const [, , url = ''] = /(?:^|\s)file=(["']?)([^\s"'{}]+#[\w.-]+)\1(?=\s|$)/.exec(fence.meta.slice(0, 2000)) ?? []
  const at = url.indexOf('#')
  const fragment = url.slice(at + 1)
  const part = at > 0 ? partOf(fragment) : undefined
  if (!part) return undefined
  const path = await files.pathOf(page, url)
  if (path === undefined) return { path: url.slice(0, at), fragment, part, isFile: false }
  const text = await files.text(path)
  const lines = text === undefined ? undefined : linesOf(text, part)
  return { path, fragment, part, isFile: text !== undefined, ...(lines && { lines }) }
}

/** The files that claims are about, each read once: those that a page may link to, and no others. */
class ClaimedFiles {
  readonly #input: CheckInput
  readonly #texts = new Map<string, Promise<string | undefined>>()
  readonly #data = new Map<string, Promise<DataFile | undefined>>()

  constructor(input: CheckInput) {
    this.#input = input
  }

  /** The file that a link leads to, relative to the repository; undefined where there is none, or not for readers. */
  async pathOf(page: Page, url: string): Promise<string | undefined> {
    const { guidebooks, project, repository } = this.#input
    const target = resolveIn(guidebooks, { file: page.file, page }, url, project.config.base)
    const path =
      target.kind === 'file'
        ? posix.join(guidebooks.inRepository, target.file)
        : target.kind === 'repository'
          ? target.path
          : undefined
    if (path === undefined || (await repository.kind(path)) !== 'file') return undefined
    const folder = posix.join(guidebooks.inRepository, posix.dirname(page.file))
    return (await repository.refusal(path, folder)) === undefined ? path : undefined
  }

  text(path: string): Promise<string | undefined> {
    const known = this.#texts.get(path) ?? this.#read(path)
    this.#texts.set(path, known)
    return known
  }

  data(path: string): Promise<DataFile | undefined> {
    const known =
      this.#data.get(path) ??
      this.text(path).then((text) => (text === undefined ? undefined : readDataFile(path, text)))
    this.#data.set(path, known)
    return known
  }

  /** The text of a file; undefined of one that is too large, or that is no text. */
  async #read(path: string): Promise<string | undefined> {
    const bytes = await this.#input.repository.read(path)
    if (!bytes || bytes.length > largestFile || bytes.includes(0)) return undefined
    const { text, invalidAt } = decode(bytes)
    return invalidAt === undefined ? text : undefined
  }
}
