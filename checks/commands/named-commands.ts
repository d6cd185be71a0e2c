import { posix } from 'node:path'
import { readListedFiles } from '../../src/git/listed-files.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import type { Former, Past } from '../../src/inventory/past.ts'
import type { CheckInput } from '../check-input.ts'
import { isOfOtherTime, Passages, type Spot } from '../inventory/passage.ts'
import { commandsOn, type PageCommand } from './page-commands.ts'

/** The commands of one page. */
export interface CommandPage {
  page: Page
  /** Relative to the project's root. */
  file: string
  /** Its folder, relative to the repository; empty for the repository itself. */
  folder: string
  /** From its own folder up to the repository's: where a reader may stand. */
  folders: readonly string[]
  commands: readonly PageCommand[]
  /** Whether the text says that what stands there is of another time, or an example. */
  isExcused: (spot: Spot, isFenced: boolean) => boolean
}

/** All that the rules of this check look at. */
export interface Commands {
  input: CheckInput
  inventory: Inventory
  past: Past
  pages: readonly CommandPage[]
  /** Every file that git holds or would take, relative to the repository; none where git cannot tell. */
  files: ReadonlySet<string>
  signal: AbortSignal
}

/** Reads the commands that pages show. */
export async function readCommands(input: CheckInput, inventory: Inventory, signal: AbortSignal): Promise<Commands> {
  const { project, guidebooks, inRoot } = input
  const past = await inventory.past()
  const files = new Set(await readListedFiles(project.repository, signal))
  const folders = foldersOf(files)
  const pages: CommandPage[] = []
  for (const page of input.pages) {
    signal.throwIfAborted()
    const file = inRoot(page.file)
    if (isOfOtherTime(page, file)) continue
    const folder = posix.join(guidebooks.inRepository, posix.dirname(page.file)).replace(/^\.$/, '')
    const isFolder = (written: string) =>
      !/^[/~]/.test(written) && ['', folder].some((base) => folders.has(posix.join(base, written).replace(/\/$/, '')))
    const commands = commandsOn(page, isFolder)
    if (commands.length === 0) continue
    const passages = new Passages(page)
    const isExcused = (spot: Spot, isFenced: boolean) =>
      passages.around(spot).isExcused || (isFenced && passages.isLedToOtherwise(spot.row))
    pages.push({ page, file, folder, folders: upwards(folder), commands, isExcused })
  }
  return { input, inventory, past, pages, files, signal }
}

function foldersOf(files: ReadonlySet<string>): Set<string> {
  const folders = new Set<string>()
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder))
      folders.add(folder)
  }
  return folders
}

/** A folder with those above it, the nearest first; the repository's own is `''`. */
export function upwards(folder: string): string[] {
  const names = folder === '' ? [] : folder.split('/')
  return Array.from({ length: names.length + 1 }, (_, index) => names.slice(0, names.length - index).join('/'))
}

/** "on 2026-02-10 (1a2b3c4d)": when something was taken out. */
export function whenOf({ commit, day }: Pick<Former, 'commit' | 'day'>): string {
  return commit === undefined || day === undefined
    ? 'and this is not committed yet'
    : `on ${day} (${commit.slice(0, 8)})`
}
