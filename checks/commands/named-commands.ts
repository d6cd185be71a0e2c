import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { Project } from '../../src/config/project.ts'
import { remoteUrl } from '../../src/git/git-folder.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'
import type { Former, Past } from '../../src/inventory/past.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { isDated, isHeadingOfWork, isLeadOfWork, isLineOfWork } from '../inventory/finished-work.ts'
import { isOfOtherTime, Passages, type Spot } from '../inventory/passage.ts'
import { cloneName, commandsOn, type PageCommand, writtenCommands } from './page-commands.ts'

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
  /**
   * Whether its sentence, the heading above it or what leads to it says that it is gone, or is to be made: of what history
   * has had other words excuse nothing.
   */
  isSaidGone: (spot: Spot, isFenced: boolean) => boolean
}

/** All that the rules of this check look at. */
export interface Commands {
  input: CheckInput
  inventory: Inventory
  past: Past
  pages: readonly CommandPage[]
  /** Every file that git holds or would take, relative to the repository; none where git cannot tell. */
  files: ReadonlySet<string>
  /** Whether `checks.commands.ignore` names it. */
  isIgnored: (name: string) => boolean
}

/** What says of a thing that it is not there any more. */
const gone =
  /\b(?:removed?|deleted?|dropp(?:ed|ing)|drops|moved|renamed?|former(?:ly)?|previous(?:ly)?|old|older|was|were|used to|no longer|isn't|doesn't exist|does not exist|not (?:yet|there|present|tracked|committed|in git)|instead|replac\w+|gone|existed|there (?:is|are) no|reintroduc\w+|exclud(?:es?|ed|ing)|retired?|deprecated?|legacy|superseded?|histor\w+|obsolete|stale|vestigial|migrat\w+|original(?:ly)?|untracked|gitignored?|example (?:site|project|app\w*|repo\w*))\b|~~|→|->|=>|❌|🗄|(?<!\p{L})(?:supprim\p{L}+|déplac\p{L}+|remplac\p{L}+|retir(?:é|ée|és|ées)|ancien(?:ne)?s?|n[’']est plus|gelöscht|entfernt|verschoben|ersetzt|früher\p{L}*|ehemals|veraltet|eliminad\p{L}+|trasladad\p{L}+|reemplaz\p{L}+|antigu\p{L}+|ya no|удал[её]н\p{L}*|перемещ[её]н\p{L}*|перенес[её]н\p{L}*|устаре\p{L}+|архивн\p{L}+|историческ\p{L}+|ссылал\p{L}+|бывш\p{L}+)(?!\p{L})|⚫|🔴|삭제|제거|폐기|이전에|옮겼|옮겨|删除|刪除|移除|废弃|廢棄|削除|廃止|移動し|移設|旧/iu
/** What says of all below a heading that it is kept for its own sake. */
const stored = /\b(?:archived?|deprecated|legacy|obsolete|retired)\b/i
/** What names a file as it stood in another commit. */
const ofAnotherCommit = /\bgit (?:show|log|checkout|restore|diff|blame)\b/
/** What says of a file that it is to be made. */
const made =
  /\b(?:new|plan(?:ned|s)?|proposed|would|will|todo|creat\w+|add(?:ed|s|ing)?|writes?|written|generat\w+|ignored|local(?:ly)?|copy|copied|(?:can|may) (?:also )?be (?:stored|put|placed|kept))\b/i

/** What says of all files of a list that they are to be made. */
const toBeMade = /\b(?:creat(?:e|ed|es|ing)|to (?:be )?(?:added?|made|make|written|write)|generates?|generated)\b/i

/** Reads the commands that pages show. */
export async function readCommands(
  input: CheckInput,
  inventory: Inventory,
  { signal, readings }: Pick<CheckContext, 'signal' | 'readings'>,
): Promise<Commands> {
  const { project, guidebooks, inRoot } = input
  const past = await inventory.past()
  const files = new Set(await input.git.listed())
  const folders = foldersOf([...files, ...inventory.entries.map(({ file }) => file)])
  const names = namesOf(project)
  const written = readings?.commands ?? writtenCommands
  const pages: CommandPage[] = []
  for (const page of input.pages) {
    signal.throwIfAborted()
    const file = inRoot(page.file)
    if ((readings?.isOfOtherTime ?? isOfOtherTime)(page, file)) continue
    const folder = posix.join(guidebooks.inRepository, posix.dirname(page.file)).replace(/^\.$/, '')
    const commands = commandsOn(written(page), { folders, folder, names })
    if (commands.length === 0) continue
    const passages = new Passages(page)
    const isExcused = (spot: Spot, isFenced: boolean) =>
      passages.around(spot).isExcused || (isFenced && passages.isLedToOtherwise(spot.row))
    const isSaidGone = (spot: Spot, isFenced: boolean) => {
      const { line, unit, headings, leads } = passages.around(spot)
      const leading = isFenced ? passages.leadingTo(spot.row) : leads
      if (headings.some((heading) => isHeadingOfWork(heading) || stored.test(heading)) || leading.some(isLeadOfWork))
        return true
      if (!isFenced && (isLineOfWork(line) || isDated(unit))) return true
      // What code is called says nothing of it: `commands/generate/…`.
      const prose = isFenced ? unit : unit.replace(/`[^`]*`/g, ' ')
      const texts = [prose, headings.at(-1) ?? '', ...leading]
      if (texts.some((text) => gone.test(text))) return true
      return !isFenced && (made.test(prose) || leads.some((text) => toBeMade.test(text)) || ofAnotherCommit.test(unit))
    }
    pages.push({ page, file, folder, folders: upwards(folder), commands, isExcused, isSaidGone })
  }
  const { ignore } = project.config.checks.commands
  const isIgnored = ignore.length > 0 ? picomatch([...ignore]) : () => false
  return { input, inventory, past, pages, files, isIgnored }
}

/** What a repository is called: by where it was cloned from, by its settings, by its folder. */
function namesOf({ repository, config }: Pick<Project, 'repository' | 'config'>): Set<string> {
  const addresses = [remoteUrl(repository), config.repository?.url, repository]
  return new Set(addresses.flatMap((address) => (address === undefined ? [] : [cloneName(address)])))
}

/** Every folder that one of some files stands in. */
export function foldersOf(files: Iterable<string>): Set<string> {
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

/** Whether a reader is meant to write a name of their own in its place. */
export function isPlaceholder(name: string): boolean {
  return /^(?:my|your|new|some)[-_]?\w|^(?:service|services|app|name|container)(?:[-_]?(?:name|\d+))?$|-$/i.test(name)
}
