import { posix } from 'node:path'
import { barePlace, type Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Fence, InlineCode } from '../../src/guidebook/parts/block.ts'
import { readShell, type ShellCommand, type ShellWord } from '../../src/shell/shell-text.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { FencePlaces } from '../diagrams/fence-places.ts'
import type { Spot } from '../inventory/passage.ts'

/** A word of a command, where it stands on its page. */
export interface PageWord extends Place, Spot {
  value: string
  isOpen: boolean
}

/** A word of a text whose place is looked for when it is asked for: of all words that are read few are told. */
class PlacedWord implements PageWord {
  readonly value: string
  readonly isOpen: boolean
  readonly #word: ShellWord
  readonly #places: Places
  #place: Place | undefined

  constructor(word: ShellWord, places: Places) {
    this.value = word.value
    this.isOpen = word.isOpen
    this.#word = word
    this.#places = places
  }

  get line(): number {
    return this.#found.line
  }

  get column(): number {
    return this.#found.column
  }

  get endLine(): number {
    return this.#found.endLine
  }

  get endColumn(): number {
    return this.#found.endColumn
  }

  get row(): number {
    return this.line - 1
  }

  get start(): number {
    return this.column - 1
  }

  get #found(): Place {
    this.#place ??= this.#places.placeOf(this.#word.start, this.#word.end)
    return this.#place
  }
}

/** A part of a word, where it stands; the whole word's place where it is not written as it is read. */
export function partOf(word: PageWord, value: string): PageWord {
  const whole = { ...plainWord(word), value }
  const { start, line, column, endLine, endColumn } = whole
  const at = word.value.lastIndexOf(value)
  const isAsRead = line === endLine && endColumn - column === word.value.length
  return at < 0 || !isAsRead
    ? whole
    : { ...whole, start: start + at, column: column + at, endColumn: column + at + value.length }
}

/** A word as plain data. */
function plainWord(word: PageWord): PageWord {
  const { value, isOpen, row, start } = word
  return { value, isOpen, row, start, ...barePlace(word) }
}

/** A command that a page shows. */
export interface PageCommand {
  /** Its name first. */
  words: PageWord[]
  /** Whether it writes into a file. */
  isRedirected: boolean
  /** Whether it stands in a fence, and not in a line of text. */
  isFenced: boolean
  /** Where what stands before it leads to: another machine or container, up to the next heading; another project. */
  lead: Lead
  /** Whether it is judged as a command of this repository: nothing before it leads away. */
  isElsewhere: boolean
  /** The folder that a `cd` before it led to, relative to the repository; a reader may stand anywhere without one. */
  folder?: string
  /** Whether it is the text of a link, which says by itself where it leads. */
  isLink: boolean
  /** Whether what stands before it may have made the files that it names. */
  isAfterMaking: boolean
}

const shells =
  /^(?:(?:ba|z|k|da|fi)?sh|shell(?:-?(?:session|script))?|(?:ba)?sh-session|console|terminal|commandline|command)?$/i

/** What leads away: for the rest of the page, or up to its next heading. */
export type Lead = 'page' | 'section' | undefined

/** What a page's commands are read against. */
export interface Ground {
  /** Each folder of the repository, relative to it; its own is `''`. */
  folders: ReadonlySet<string>
  /** The page's folder. */
  folder: string
  /** What the repository is called: a clone of it leads nowhere else. */
  names: ReadonlySet<string>
}

/** A command as a page has it, whatever leads to it. */
export interface WrittenCommand extends Omit<PageCommand, 'lead' | 'isElsewhere' | 'folder'> {
  /** Whether a heading stands between it and the one before. */
  isAfterHeading: boolean
}

/** The commands of a page in its order: those of shell fences, and those that stand in inline code. */
export function commandsOn(written: readonly WrittenCommand[], ground: Ground): PageCommand[] {
  const walk = new Walk(ground)
  return written.map(({ isAfterHeading, ...own }): PageCommand => {
    if (isAfterHeading) walk.endSection()
    const { lead, folder } = walk
    walk.take(own.words)
    const command = { ...own, lead, isElsewhere: lead !== undefined }
    return folder === undefined ? command : { ...command, folder }
  })
}

/** What `commandsOn` reads of a page alone. */
export function writtenCommands(page: Page): WrittenCommand[] {
  const lines = new LineIndex(page.text)
  const headings = new Passed(page.headings.filter(({ included }) => included === undefined))
  const links = new Passed(page.links)
  const commands: WrittenCommand[] = []
  let [isAfterHeading, isAfterMaking] = [false, false]
  for (const code of codesOf(page)) {
    if (headings.pass({ line: code.line, column: Number.POSITIVE_INFINITY })) {
      isAfterHeading = true
      isAfterMaking = false
    }
    links.pass(code)
    const isFenced = 'language' in code
    if (!isFenced && isName(code.value)) continue
    const places = isFenced ? fencePlaces(code, lines) : inlinePlaces(code, page.text, lines)
    if (!places) continue
    const isLink = !isFenced && links.holds(code)
    for (const shell of readShell(code.value)) {
      if (shell.words.length === 0) continue
      const words = shell.words.map((word) => new PlacedWord(word, places))
      const { isRedirected } = shell
      commands.push({ words, isRedirected, isFenced, isLink, isAfterMaking, isAfterHeading })
      isAfterHeading = false
      isAfterMaking ||= makesFiles(shell)
    }
  }
  return commands
}

const signs = ['isRedirected', 'isFenced', 'isLink', 'isAfterMaking', 'isAfterHeading'] as const

/** A command of a page in few words, as plain data: for who keeps it. */
export interface KeptCommand {
  /** Each with its place: line, column, and where it ends. */
  words: [value: string, line: number, column: number, endLine: number, endColumn: number, isOpen: boolean][]
  /** What is true of it. */
  is: (typeof signs)[number][]
}

/** What `writtenCommands` reads, as it is kept. */
export function keptCommands(page: Page): KeptCommand[] {
  return writtenCommands(page).map((command) => ({
    words: command.words.map((word) => {
      const { line, column, endLine, endColumn } = word
      return [word.value, line, column, endLine, endColumn, word.isOpen]
    }),
    is: signs.filter((sign) => command[sign]),
  }))
}

/** A command that was kept, as `writtenCommands` has read it. */
export function commandOf({ words, is }: KeptCommand): WrittenCommand {
  return {
    words: words.map(([value, line, column, endLine, endColumn, isOpen]) => ({
      ...{ value, isOpen, row: line - 1, start: column - 1 },
      ...{ line, column, endLine, endColumn },
    })),
    isRedirected: is.includes('isRedirected'),
    isFenced: is.includes('isFenced'),
    isLink: is.includes('isLink'),
    isAfterMaking: is.includes('isAfterMaking'),
    isAfterHeading: is.includes('isAfterHeading'),
  }
}

/** Whether inline code is a word that names a thing, as most is: no path, and no command that changes where one stands. */
function isName(value: string): boolean {
  return (
    /^[\w:@%+.=-]+$/.test(value) &&
    !/^(?:cd|pushd|popd)$/.test(value) &&
    !away.test(value) &&
    !brings.test(value) &&
    !makers.test(value)
  )
}

/** Places of a page that somebody passes who goes through it once: each is looked at once, however many there are. */
class Passed {
  readonly #places: readonly Place[]
  #next = 0
  #furthest: End = { endLine: 0, endColumn: 0 }

  constructor(places: readonly Place[]) {
    this.#places = places.toSorted((a, b) => a.line - b.line || a.column - b.column)
  }

  /** Passes the places that begin up to a point; whether there was any since the one before, which may not be behind it. */
  pass({ line, column }: Pick<Place, 'line' | 'column'>): boolean {
    const first = this.#next
    for (let next = this.#places[first]; next; next = this.#places[this.#next]) {
      if (next.line > line || (next.line === line && next.column > column)) break
      if (isUpTo(this.#furthest, next)) this.#furthest = next
      this.#next += 1
    }
    return this.#next > first
  }

  /** Whether a place that begins where they have been passed up to lies in one of them. */
  holds(place: Place): boolean {
    return isUpTo(place, this.#furthest)
  }
}

type End = Pick<Place, 'endLine' | 'endColumn'>

function isUpTo(end: End, other: End): boolean {
  return end.endLine < other.endLine || (end.endLine === other.endLine && end.endColumn <= other.endColumn)
}

type Word = Pick<ShellWord, 'value' | 'isOpen'>

/** Where somebody stands who follows a page from its beginning. */
class Walk {
  readonly #ground: Ground
  lead: Lead
  folder: string | undefined

  constructor(ground: Ground) {
    this.#ground = ground
  }

  /** A heading begins anew, but not in another project. */
  endSection(): void {
    if (this.lead === 'section') this.lead = undefined
    this.folder = undefined
  }

  take(words: readonly Word[]): void {
    if (this.lead === 'page') return
    const [name, target] = words
    if (name?.value === 'cd' || name?.value === 'pushd') this.#enter(target)
    else if (name?.value === 'popd') this.folder = undefined
    else if (!isOwnClone(words, this.#ground.names)) this.lead = leadOf(words) ?? this.lead
  }

  #enter(target: Word | undefined): void {
    const { folders, folder, names } = this.#ground
    if (this.lead !== undefined) return
    const written = target?.value.replace(/(?<=.)\/$/, '')
    const own = written === undefined ? undefined : names.has(written.toLowerCase()) ? '' : undefined
    const isInside = written !== undefined && !target?.isOpen && !/^[/~-]/.test(written)
    const bases = this.folder === undefined ? ['', folder] : [this.folder, '', folder]
    const found = isInside ? bases.map((base) => posix.join(base, written).replace(/^\.$/, '')) : []
    const led = found.find((one) => one === '' || folders.has(one)) ?? own
    if (led === undefined) this.lead = 'page'
    else this.folder = led
  }
}

function codesOf({ fences, inlineCode }: Page): (Fence | InlineCode)[] {
  return [...fences.filter(({ language }) => shells.test(language)), ...inlineCode].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  )
}

/** Where the words of a code stand on its page. */
type Places = Pick<FencePlaces, 'placeOf'>

function fencePlaces(fence: Fence, lines: LineIndex): Places {
  let places: FencePlaces | undefined
  return {
    placeOf: (start, end) => {
      places ??= new FencePlaces(lines, fence)
      return places.placeOf(start, end)
    },
  }
}

/** Inline code that is written on one line as it is read. */
function inlinePlaces({ value, ...place }: InlineCode, text: string, lines: LineIndex): Places | undefined {
  const start = lines.offsetOf(place.line, place.column)
  const at = text.slice(start, lines.offsetOf(place.endLine, place.endColumn)).indexOf(value)
  if (at < 0 || place.line !== place.endLine) return undefined
  const { line } = place
  const column = place.column + at
  return { placeOf: (from, to) => ({ line, column: column + from, endLine: line, endColumn: column + to }) }
}

/** Commands behind which nothing is what it was: another machine, a container, another user. */
const away =
  /^(?:ssh|mosh|telnet|su|chroot|nsenter|screen|tmux|multipass|lxc|incus|vagrant|gcloud|tsh|distrobox|toolbox|wsl|nix-shell|psql|mysql|mongosh)$/
/** Those that bring another project. */
const brings = /^(?:cmake|\.\/configure|autoreconf|wget|tar|unzip|svn|hg|cookiecutter|degit)$/

/** `git clone` of the repository that the page is in. */
function isOwnClone(words: readonly Word[], names: ReadonlySet<string>): boolean {
  if (words[0]?.value !== 'git' && words[0]?.value !== 'gh') return false
  const at = words.findIndex(({ value }) => value === 'clone')
  return at >= 1 && words.slice(at + 1).some(({ value }) => names.has(cloneName(value)))
}

/** What a clone of an address is called, in small letters. */
export function cloneName(address: string): string {
  return (/([^/:]+?)(?:\.git)?\/*$/.exec(address)?.[1] ?? '').toLowerCase()
}

function leadOf(words: readonly Word[]): Lead {
  const [name] = words
  const values = words.map(({ value }) => value)
  switch (name?.value) {
    case 'git':
      return values.includes('clone') || values.includes('submodule') ? 'page' : undefined
    case 'gh':
      return values.includes('clone') ? 'page' : undefined
    case 'docker':
    case 'podman':
    case 'nerdctl':
    case 'kubectl':
    case 'oc':
    case 'docker-compose':
      return values.some((value) => /^(?:exec|run|debug|attach|rsh)$/.test(value)) && isInteractive(values)
        ? 'section'
        : undefined
    default:
      if (name === undefined || away.test(name.value)) return name && 'section'
      return brings.test(name.value) ? 'page' : undefined
  }
}

function isInteractive(values: readonly string[]): boolean {
  return values.some((value) => /^-(?:it|ti|i|t)$|^--(?:interactive|stdin|tty)$|^(?:\/bin\/)?(?:ba|z)?sh$/.test(value))
}

const makers =
  /^(?:mkdir|touch|tee|cp|mv|ln|install|curl|wget|tar|unzip|dd|scp|rsync|cookiecutter|nano|vi|vim|emacs|code|edit|openssl|ssh-keygen|htpasswd|sops|age-keygen)$/

/** Whether a file may be there behind it that no commit has. */
function makesFiles({ words: [name], isRedirected }: ShellCommand): boolean {
  return isRedirected || makers.test(name?.value ?? '')
}
