import { type Finding, wholeFile } from '../finding/finding.ts'
import { dialectOf } from './dialects/registry.ts'
import type { Guidebooks } from './guidebooks.ts'
import { type DroppedHtml, isMissed } from './html/allowed-html.ts'
import type { Page } from './page.ts'
import type { Alias } from './paths/alias.ts'
import type { Skipped } from './reader.ts'
import type { AddressClash } from './tree.ts'

const skippedMessages: Record<Skipped['reason'], { message: string; hint: string }> = {
  unreadable: {
    message: 'Unexpected failure to read this, expected a readable file or folder',
    hint: 'Look at its permissions; it is left out of the site',
  },
  'symlink-out': {
    message: 'Unexpected symbolic link out of the repository, expected a target inside',
    hint: 'Copy the file; it is left out of the site',
  },
  'symlink-folder': {
    message: 'Unexpected symbolic link to a folder, expected a folder',
    hint: 'Move the folder here; links to folders are not followed, since they may lead in circles',
  },
  'symlink-hidden': {
    message: 'Unexpected symbolic link to a file that is kept from readers, expected one that may be published',
    hint: 'What is in `.git`, in `node_modules` or has a name that begins with a dot is not shown; it is left out of the site',
  },
  'git-ignored': {
    message: 'Unexpected file that git ignores, expected one that is in the repository',
    hint: 'Nobody else has it, so it is left out of the site: take it out of `.gitignore` and commit it, or remove it',
  },
  'too-large': {
    message: 'Unexpected page of more than 20 MB, expected a text to read',
    hint: 'Split it; it is left out of the site',
  },
}

/** What could not be read of a root, what got another address than it asked for, and what of its pages is left out. */
export function sourceFindings(
  { clashes, takenAliases }: Guidebooks,
  { pages, skipped }: { pages: Page[]; skipped: Skipped[] },
  inRoot: (file: string) => string,
): Finding[] {
  return [
    ...skipped.map((entry) => skippedFinding(entry, inRoot(entry.path))),
    ...clashes.map((clash) => clashFinding(clash, inRoot)),
    ...takenAliases.map((alias) => aliasFinding(alias, inRoot)),
    ...pages.flatMap((page) => pageFindings(page, inRoot(page.file))),
    ...unknownFindings(pages, inRoot),
  ]
}

/** A file or folder that was passed over. */
export function skippedFinding({ reason }: Skipped, file: string): Finding {
  return {
    check: 'structure',
    code: `structure/${reason}`,
    severity: 'warning',
    file,
    ...skippedMessages[reason],
    ...wholeFile,
  }
}

/** Two files or folders that ask for one address. */
function clashFinding({ file, other, wanted, given }: AddressClash, inRoot: (file: string) => string): Finding {
  const owner = other === undefined ? 'the site itself' : `\`${inRoot(other)}\``
  return {
    check: 'structure',
    code: 'structure/duplicate-address',
    severity: 'warning',
    file: inRoot(file),
    message: `Unexpected address \`${wanted}\` a second time, expected it for ${owner} alone`,
    hint: `Rename ${other === undefined ? 'it' : 'one of them'}; this one is published at \`${given}\``,
    ...wholeFile,
  }
}

/** A former address that leads nowhere, since something else has it. */
function aliasFinding({ page, written, address }: Alias, inRoot: (file: string) => string): Finding {
  return {
    check: 'structure',
    code: 'structure/taken-alias',
    severity: 'warning',
    file: inRoot(page.file),
    message: `Unexpected alias \`${shown(written)}\`, expected an address that nothing else has`,
    hint: `A page, a file or another alias is at \`${shown(address)}\`: remove it here`,
    ...wholeFile,
  }
}

/** What an author wrote, on one line and bounded. */
function shown(text: string): string {
  return text
    .slice(0, 120)
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replaceAll('`', "'")
}

const problemCodes: Record<Page['problems'][number]['code'], string> = {
  frontmatter: 'structure/frontmatter',
  'frontmatter-value': 'structure/frontmatter-value',
  encoding: 'structure/encoding',
  mdx: 'structure/mdx',
  nesting: 'structure/nesting',
}

/** What could not be read of a page, and what of its HTML does not reach the site. */
function pageFindings(page: Page, file: string): Finding[] {
  const problems = page.problems.map(
    ({ code, ...problem }): Finding => ({
      check: 'structure',
      code: problemCodes[code],
      severity: code === 'frontmatter-value' ? 'info' : 'error',
      file,
      ...problem,
    }),
  )
  return [...problems, ...page.droppedHtml.map((dropped) => droppedFinding(dropped, file))]
}

const droppedCode = 'structure/dropped-html'
const unknownCode = 'structure/unknown-syntax'

/** Of these a build tells in sum alone. */
export const unshownCodes: readonly string[] = [droppedCode, unknownCode]

function droppedFinding(dropped: DroppedHtml, file: string): Finding {
  const { what, attribute, ...place } = dropped
  return {
    check: 'structure',
    code: droppedCode,
    severity: isMissed(dropped) ? 'warning' : 'info',
    file,
    message: `Unexpected \`${what}\`, expected HTML that GitHub lets through`,
    hint:
      attribute === undefined
        ? 'It is left out of the site; to show it as text, put it in backticks'
        : 'It is left out of the site, as it is on GitHub: remove it',
    ...place,
  }
}

/** What of another generator's syntax is not known: once for each name, at its first place. */
function unknownFindings(pages: readonly Page[], inRoot: (file: string) => string): Finding[] {
  const uses = pages.flatMap((page) => page.unknowns.map((unknown) => ({ page, unknown })))
  return [...Map.groupBy(uses, ({ unknown }) => unknown.name).values()].flatMap((group): Finding[] => {
    const [first] = group
    if (!first) return []
    const { name: _, ...place } = first.unknown
    const title = dialectOf(first.page.dialect?.name ?? 'github')?.title ?? 'Markdown'
    const count = group.length === 1 ? 'once' : `${group.length} times`
    return [
      {
        check: 'structure',
        code: unknownCode,
        severity: 'warning',
        file: inRoot(first.page.file),
        message: `Unexpected \`${shown(first.unknown.name)}\`, written ${count}, expected syntax of ${title} that is known here`,
        hint: 'The site shows a box with its name',
        ...place,
      },
    ]
  })
}
