import { Buffer } from 'node:buffer'
import path from 'node:path'
import type { RawFinding } from '../../../checks/check.ts'
import type { CheckInput, PageHistory } from '../../../checks/check-input.ts'
import type { CheckContext } from '../../../checks/context.ts'
import { links } from '../../../checks/links/links.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import type { Service } from '../../../src/config/services.ts'
import { isForgePage, type Refusal, refusalOfPath } from '../../../src/files/disclosure.ts'
import type { FileTree } from '../../../src/files/file-tree.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import type { Place } from '../../../src/finding/finding.ts'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { emptyInventory } from '../../../src/inventory/inventory.ts'

/** Texts of files by their path in the repository; the guidebooks root is its folder `docs`. */
export type Files = Record<string, string>

export interface Options {
  /** What stands in `waymark.yaml`. */
  config?: object
  services?: Service[]
  /** Absolute; the project's root, which is the repository. */
  root?: string
}

const noHistory: PageHistory = {
  lastChange: async () => undefined,
  fileHistory: async () => undefined,
  versions: async function* () {},
  version: async () => undefined,
}

/** The input of a repository that is written down in a test. */
export function writtenInput(
  files: Files,
  { config = {}, services = [], root = '/project' }: Options = {},
): CheckInput {
  const parsed = waymarkSchema.parse({ guidebooks: 'docs', ...config })
  const inDocs = Object.keys(files).flatMap((file) => (isRead(file, parsed.exclude) ? file.slice('docs/'.length) : []))
  const isPage = (file: string) => /\.mdx?$/.test(file)
  const pages = inDocs.filter(isPage).map((file) => readPage(file, Buffer.from(files[`docs/${file}`] ?? '')))
  const others = inDocs.filter((file) => !isPage(file))
  return {
    project: { root, guidebooks: path.join(root, 'docs'), repository: root, config: parsed, cache: '/cache' },
    guidebooks: new Guidebooks({ pages, files: others, inRepository: 'docs', site: parsed.site }, { drafts: false }),
    pages,
    extraPages: new Set<string>(),
    inventory: async () => emptyInventory,
    git: { listed: async () => undefined, ignored: async () => [], namesInText: async () => [] },
    skipped: [],
    hidden: [],
    services,
    repository: new WrittenTree(files),
    history: noHistory,
    inRoot: (file) => (file === '' ? 'docs' : `docs/${file}`),
  }
}

function isRead(file: string, exclude: string[]): boolean {
  return file.startsWith('docs/') && !exclude.includes(file.slice('docs/'.length)) && !/\/\./.test(file)
}

/** What the links check finds in these files, the pages with links in them in the order of their names. */
export async function findIn(
  files: Files,
  options: Options = {},
  context: Partial<CheckContext> = {},
): Promise<RawFinding[]> {
  const input = writtenInput(files, options)
  return (await links.checkAll?.(input, { ...quietContext(), ...context })) ?? []
}

export function quietContext(): CheckContext {
  return { cache: new MemoryCache(), now: () => 0, env: {}, signal: new AbortController().signal, note: () => {} }
}

/** The part of a text that a place names: what an editor would select. */
export function textAt(text: string, { line, column, endLine, endColumn }: Place): string {
  const starts = [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ index, 0: { length } }) => index + length)]
  const offset = (at: number, of: number) => (starts[at - 1] ?? Number.NaN) + of - 1
  return text.slice(offset(line, column), offset(endLine, endColumn))
}

/** A text with the fixes of its findings in it. */
export function fixed(text: string, findings: RawFinding[]): string {
  const edits = findings.flatMap(({ fix }) => fix?.edits ?? [])
  return edits.reduce((fixedSoFar, edit) => {
    const lines = fixedSoFar.split('\n')
    const line = lines[edit.line - 1] ?? ''
    lines[edit.line - 1] = line.slice(0, edit.column - 1) + edit.text + line.slice(edit.endColumn - 1)
    return lines.join('\n')
  }, text)
}

class WrittenTree implements FileTree {
  readonly #files: Files

  constructor(files: Files) {
    this.#files = files
  }

  async kind(file: string): Promise<'file' | 'folder' | undefined> {
    if (Object.hasOwn(this.#files, file)) return 'file'
    return file === '' || Object.keys(this.#files).some((known) => known.startsWith(`${file}/`)) ? 'folder' : undefined
  }

  async names(folder: string): Promise<string[]> {
    const prefix = folder === '' ? '' : `${folder}/`
    const inside = Object.keys(this.#files).filter((file) => file.startsWith(prefix))
    return [...new Set(inside.map((file) => file.slice(prefix.length).split('/')[0] ?? ''))]
  }

  async refusal(file: string): Promise<Refusal | undefined> {
    return isForgePage(file) ? undefined : refusalOfPath(file, 'docs')
  }

  async realPath(file: string): Promise<string | undefined> {
    return (await this.kind(file)) && file
  }

  async read(file: string): Promise<Uint8Array | undefined> {
    return Object.hasOwn(this.#files, file) ? Buffer.from(this.#files[file] ?? '') : undefined
  }
}
