import { guidebooksInRepository } from '../../src/config/sources.ts'
import type { Finding } from '../../src/finding/finding.ts'
import type { Changes } from '../../src/git/changes.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { quote } from '../../src/text/quote.ts'
import type { CheckInput } from '../check-input.ts'
import { successorOf } from '../history/heading-successor.ts'

/** Which change broke a link that led somewhere before; `undefined` where it is the link itself that is new or wrong. */
export async function breakingChange(
  finding: Finding,
  before: CheckInput,
  after: CheckInput,
  changes: Changes,
): Promise<string | undefined> {
  const { target } = finding
  if (!target) return undefined
  const { file, anchor } = target
  const what =
    fileChange(file, changes) ??
    pageChange(file, before, after) ??
    (anchor === undefined ? undefined : headingChange(file, anchor, before, after, changes))
  if (what === undefined) return undefined
  const commit = await changes.lastCommit(file)
  return commit === undefined ? `This change broke it: ${what}` : `Commit \`${commit}\` broke it: ${what}`
}

function fileChange(file: string, { deleted, renamed }: Changes): string | undefined {
  const name = renamed.get(file)
  if (name !== undefined) return `${quote(file)} is ${quote(name)} now`
  if (deleted.has(file)) return `${quote(file)} was deleted`
  const inside = (one: string) => one.startsWith(`${file}/`)
  const moved = [...renamed].filter(([from]) => inside(from))
  const lost = moved.length + [...deleted].filter(inside).length
  if (lost === 0) return undefined
  const folder = moved.length === lost ? folderOf(file, moved) : undefined
  if (folder !== undefined) return `${quote(file)} is ${quote(folder)} now`
  return `${quote(file)} has lost ${lost === 1 ? 'a file' : `${lost} files`}`
}

/** Where all files of a folder are now, if their ways inside of it are the same. */
function folderOf(folder: string, moved: readonly [from: string, to: string][]): string | undefined {
  const found = new Set(
    moved.map(([from, to]) => {
      const way = from.slice(folder.length)
      return to.endsWith(way) ? to.slice(0, -way.length) : undefined
    }),
  )
  const [only] = found
  return found.size === 1 ? only : undefined
}

/** A page may be there still, but not for readers. */
function pageChange(file: string, before: CheckInput, after: CheckInput): string | undefined {
  if (!pageOf(before, file) || pageOf(after, file)) return undefined
  return after.guidebooks.isDraft(inGuidebooks(after, file) ?? '')
    ? `${quote(file)} is a draft now`
    : `${quote(file)} is no page of the guidebooks any more`
}

/** A heading that had the anchor has another text now, or is gone. */
function headingChange(
  file: string,
  anchor: string,
  before: CheckInput,
  after: CheckInput,
  { renamed }: Changes,
): string | undefined {
  const then = pageOf(before, [...renamed].find(([, name]) => name === file)?.[0] ?? file)
  const now = pageOf(after, file)
  const heading = then?.headings.find((one) => one.anchor === anchor)
  if (!then || !heading)
    return then?.htmlAnchors.includes(anchor) ? `the anchor \`#${anchor.slice(0, 80)}\` was removed` : undefined
  const successor = now && successorOf(heading, then, now)
  const was = `the section ${quote(heading.text)} of ${quote(file)}`
  return successor ? `${was} is called ${quote(successor.text)} now` : `${was} was removed`
}

function pageOf(input: CheckInput, file: string): Page | undefined {
  const own = inGuidebooks(input, file)
  return own === undefined ? undefined : input.guidebooks.page(own)
}

/** A path of the repository, as one of the guidebooks. */
function inGuidebooks({ project }: CheckInput, file: string): string | undefined {
  const within = guidebooksInRepository(project)
  if (within === '') return file
  return file.startsWith(`${within}/`) ? file.slice(within.length + 1) : undefined
}
