import { Buffer } from 'node:buffer'
import type { RawFinding } from '../../../checks/check.ts'
import type { CheckInput, PageHistory } from '../../../checks/check-input.ts'
import type { CheckContext } from '../../../checks/context.ts'
import { applyFixes } from '../../../checks/fix/edit.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { waymarkSchema } from '../../../src/config/schema/waymark.ts'
import type { Service } from '../../../src/config/services.ts'
import { DiskTree } from '../../../src/files/disk-tree.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import { Guidebooks } from '../../../src/guidebook/guidebooks.ts'
import { readPage } from '../../../src/guidebook/page.ts'
import { emptyInventory } from '../../../src/inventory/inventory.ts'
import { textAt } from '../../guidebook/written-page.ts'

/** Texts by their files, relative to the guidebooks root, which is `guidebooks/` of the project. */
export type Files = Record<string, string>

export interface Options {
  config?: object
  history?: PageHistory
  services?: Service[]
  /** Milliseconds since 1970; 21 November 2026 when absent. */
  now?: number
  /** Whether the guidebooks root is the project's root. */
  isRoot?: boolean
}

const noHistory: PageHistory = {
  lastChange: async () => undefined,
  fileHistory: async () => undefined,
  versions: async function* () {},
  version: async () => undefined,
}

/** What the check finds in guidebooks that are written down in a test. */
export async function findIn(files: Files, options: Options = {}): Promise<RawFinding[]> {
  const { config = {}, history = noHistory, services = [], isRoot = false } = options
  const inRoot = (file: string) => (isRoot ? file : file === '' ? 'guidebooks' : `guidebooks/${file}`)
  const onPages: RawFinding[] = []
  const settings = { settings: {}, extra: '' }
  const pages = Object.keys(files)
    .filter((file) => /\.mdx?$/.test(file))
    .map((file) =>
      readPage(file, Buffer.from(files[file] ?? ''), (page, tree) => {
        const own = structure.checkPage?.(page, tree, settings) ?? []
        onPages.push(...own.map((found) => placed(found, inRoot(file))))
      }),
    )
  const guidebooks = new Guidebooks(
    { pages, files: Object.keys(files).filter((file) => !/\.mdx?$/.test(file)), inRepository: inRoot('') },
    { drafts: false },
  )
  const project = {
    root: '/project',
    guidebooks: isRoot ? '/project' : '/project/guidebooks',
    repository: '/project',
    config: waymarkSchema.parse(config),
    cache: '/cache',
  }
  const input: CheckInput = {
    ...{ project, guidebooks, pages, skipped: [], hidden: [], services, history, inRoot },
    extraPages: new Set<string>(),
    inventory: async () => emptyInventory,
    git: { listed: async () => undefined, ignored: async () => [], namesInText: async () => [] },
    repository: new DiskTree('/project'),
  }
  return [...onPages, ...((await structure.checkAll?.(input, contextAt(options.now))) ?? [])]
}

function placed(found: Omit<RawFinding, 'file'>, file: string): RawFinding {
  const edits = found.fix?.edits.map((edit) => ({ ...edit, file }))
  return { ...found, file, ...(found.fix && edits && { fix: { ...found.fix, edits } }) }
}

function contextAt(now = Date.UTC(2026, 10, 21, 12)): CheckContext {
  return { cache: new MemoryCache(), now: () => now, env: {}, signal: new AbortController().signal, note: () => {} }
}

/** The findings of a few codes in one line each: code, file, what an editor would select. */
export async function told(files: Files, codes: RegExp, options?: Options): Promise<string[]> {
  const found = await findIn(files, options)
  return found
    .filter(({ code }) => codes.test(code))
    .map(
      (one) =>
        `${one.code.slice('structure/'.length)} ${one.file.replace(/^guidebooks\//, '')}: ${selected(files, one)}`,
    )
}

function selected(files: Files, found: RawFinding): string {
  return textAt(files[found.file.replace(/^guidebooks\//, '')] ?? '', found)
}

/** A file after its fixes of a few codes. */
export async function mended(files: Files, file: string, codes: RegExp, options?: Options): Promise<string> {
  const found = await findIn(files, options)
  const fixes = found.flatMap(({ fix, code }) => (fix && codes.test(code) ? [fix] : []))
  const own = fixes.filter(({ edits }) => edits.every((edit) => edit.file.replace(/^guidebooks\//, '') === file))
  return applyFixes((files[file] ?? '').replace(/^\uFEFF/, ''), own).text
}
