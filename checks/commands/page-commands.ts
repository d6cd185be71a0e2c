import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Fence, InlineCode } from '../../src/guidebook/parts/block.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { FencePlaces } from '../diagrams/fence-places.ts'
import type { Spot } from '../inventory/passage.ts'
import { readShell, type ShellCommand } from './shell-text.ts'

/** A word of a command, where it stands on its page. */
export interface PageWord extends Place, Spot {
  value: string
  isOpen: boolean
}

/** A command that a page shows. */
export interface PageCommand {
  /** Its name first. */
  words: PageWord[]
  /** Whether it writes into a file. */
  isRedirected: boolean
  /** Whether it stands in a fence, and not in a line of text. */
  isFenced: boolean
  /** Whether what stands before it leads to another folder, machine or repository. */
  isElsewhere: boolean
  /** Whether what stands before it may have made the files that it names. */
  isAfterMaking: boolean
}

const shells =
  /^(?:(?:ba|z|k|da|fi)?sh|shell(?:-?(?:session|script))?|(?:ba)?sh-session|console|terminal|commandline|command)?$/i

/** What leads away: for the rest of the page, or up to its next heading. */
type Lead = 'page' | 'section' | undefined

/** The commands of a page in its order: those of shell fences, and those that stand in inline code. */
export function commandsOn(page: Page, isFolder: (written: string) => boolean): PageCommand[] {
  const lines = new LineIndex(page.text)
  const headings = page.headings.filter(({ included }) => included === undefined).map(({ line }) => line)
  const commands: PageCommand[] = []
  let lead: Lead
  let isAfterMaking = false
  let line = 0
  for (const code of codesOf(page)) {
    if (headings.some((heading) => heading > line && heading <= code.line)) {
      if (lead === 'section') lead = undefined
      isAfterMaking = false
    }
    line = code.line
    const isFenced = 'language' in code
    const places = isFenced ? new FencePlaces(lines, code) : inlinePlaces(code, page.text, lines)
    if (!places) continue
    for (const command of readShell(code.value)) {
      const words = command.words.map(({ value, start, end, isOpen }): PageWord => {
        const place = places.placeOf(start, end)
        return { value, isOpen, ...place, row: place.line - 1, start: place.column - 1 }
      })
      const { isRedirected } = command
      commands.push({ words, isRedirected, isFenced, isElsewhere: lead !== undefined, isAfterMaking })
      const led = leadOf(command, isFolder)
      if (led && lead !== 'page') lead = led
      isAfterMaking ||= makesFiles(command)
    }
  }
  return commands
}

function codesOf({ fences, inlineCode }: Page): (Fence | InlineCode)[] {
  return [...fences.filter(({ language }) => shells.test(language)), ...inlineCode].sort(
    (a, b) => a.line - b.line || a.column - b.column,
  )
}

/** Inline code that is written on one line as it is read. */
function inlinePlaces(
  { value, ...place }: InlineCode,
  text: string,
  lines: LineIndex,
): Pick<FencePlaces, 'placeOf'> | undefined {
  const start = lines.offsetOf(place.line, place.column)
  const at = text.slice(start, lines.offsetOf(place.endLine, place.endColumn)).indexOf(value)
  if (at < 0 || place.line !== place.endLine) return undefined
  return { placeOf: (from, to) => lines.placeOf(start + at + from, start + at + to) }
}

/** Commands behind which nothing is what it was: another machine, a container, another user. */
const away =
  /^(?:ssh|mosh|telnet|su|chroot|nsenter|screen|tmux|multipass|lxc|incus|vagrant|gcloud|tsh|distrobox|toolbox|wsl|nix-shell|psql|mysql|mongosh)$/
/** Those that bring another project. */
const brings = /^(?:cmake|\.\/configure|autoreconf|wget|tar|unzip|svn|hg|cookiecutter|degit)$/

function leadOf({ words }: ShellCommand, isFolder: (written: string) => boolean): Lead {
  const [name, second] = words
  const values = words.map(({ value }) => value)
  switch (name?.value) {
    case 'cd':
    case 'pushd':
      return second && !second.isOpen && isFolder(second.value) ? 'section' : 'page'
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
    case 'popd':
      return 'section'
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
