import { type Finding, wholeFile } from '../guidebook/finding.ts'
import type { Page } from '../guidebook/page.ts'
import type { Skipped } from '../guidebook/reader.ts'
import type { AddressClash } from '../guidebook/tree.ts'

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
  'too-large': {
    message: 'Unexpected page of more than 20 MB, expected a text to read',
    hint: 'Split it; it is left out of the site',
  },
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

/** Two files that ask for one address. */
export function clashFinding({ file, other, wanted, given }: AddressClash, inRoot: (file: string) => string): Finding {
  return {
    check: 'structure',
    code: 'structure/duplicate-address',
    severity: 'warning',
    file: inRoot(file),
    message: `Unexpected address \`${wanted}\` of two files, expected it for \`${inRoot(other)}\` alone`,
    hint: `Rename one of them; this one is published at \`${given}\``,
    ...wholeFile,
  }
}

const problemCodes: Record<Page['problems'][number]['code'], string> = {
  frontmatter: 'structure/frontmatter',
  encoding: 'structure/encoding',
  mdx: 'structure/mdx',
  nesting: 'structure/nesting',
}

/** What could not be read of a page, and what of its HTML does not reach the site. */
export function pageFindings(page: Page, file: string): Finding[] {
  const problems = page.problems.map(
    ({ code, ...problem }): Finding => ({
      check: 'structure',
      code: problemCodes[code],
      severity: 'error',
      file,
      ...problem,
    }),
  )
  const dropped = page.droppedHtml.map(
    ({ what, ...place }): Finding => ({
      check: 'structure',
      code: 'structure/dropped-html',
      severity: 'warning',
      file,
      message: `Unexpected \`${what}\`, expected HTML that GitHub lets through`,
      hint: 'It is left out of the site; to show it as text, put it in backticks',
      ...place,
    }),
  )
  return [...problems, ...dropped]
}
