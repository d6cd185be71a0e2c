import type { Page } from '../../../src/guidebook/page.ts'
import type { BreadcrumbLine, BreadcrumbStep } from '../../../src/guidebook/parts/breadcrumb.ts'
import type { Folder } from '../../../src/guidebook/tree.ts'
import { linkText, relativeTarget } from '../relative-link.ts'
import type { SourceText } from '../source-text.ts'

/** A step as it should be. */
export interface WantedStep {
  /** The written step that stands for it, if one does, and what of it is right. */
  written?: { step: BreadcrumbStep; keepsText: boolean; keepsTarget: boolean }
  /** What it leads to; the page itself has none. */
  folder?: Folder
  title: string
}

const separatorPattern = /^\s*(?:[>›»→/]|&[a-z#\d]+;)\s*$/iu

/**
 * The right breadcrumb line, in the style of the written one: its separators, its marks, and the texts that were right.
 * `undefined` where the style cannot be told.
 */
export function writeLine(
  page: Page,
  { steps }: BreadcrumbLine,
  wanted: WantedStep[],
  source: SourceText,
): string | undefined {
  const separators = steps.slice(1).map((step, index) => {
    const { endLine, endColumn } = steps[index] ?? step
    return source.slice({ line: endLine, column: endColumn, endLine: step.line, endColumn: step.column })
  })
  const [separator = ''] = separators
  if (wanted.length < 2 || !separators.every((between) => separatorPattern.test(between))) return undefined
  const toFolders = steps.some(({ url }) => url !== undefined && /(?:^|\/)\.{0,2}$/.test(url))
  return wanted.map((step) => writeStep(page, step, toFolders, source)).join(separator)
}

/** The line for a page that has none. */
export function newLine(page: Page, folders: Folder[]): string {
  const links = folders.map((folder) => `[${linkText(folder.title)}](${targetOf(page, folder, false)})`)
  return [...links, `**${linkText(page.title)}**`].join(' > ')
}

function writeStep(page: Page, { written, folder, title }: WantedStep, toFolder: boolean, source: SourceText): string {
  const raw = written ? source.slice(written.step) : ''
  if (written?.keepsText && written.keepsTarget) return raw
  const [, label, target] = /^\[([\s\S]*)\]\(([\s\S]*)\)$/.exec(raw) ?? []
  const text = written?.keepsText && label !== undefined ? label : linkText(title)
  if (folder) return `[${text}](${written?.keepsTarget && target ? target : targetOf(page, folder, toFolder)})`
  // The page's own name may be in plain letters.
  return written && label === undefined && !/^[*_]/.test(raw) ? text : `**${text}**`
}

function targetOf(page: Page, folder: Folder, toFolder: boolean): string {
  if (folder.page && !toFolder) return relativeTarget(page.file, folder.page.file)
  return relativeTarget(page.file, folder.path === '' ? '' : `${folder.path}/`)
}

/** A target that leads from a page to a folder's page, as a message shows it. */
export function expectedTarget(page: Page, folder: Folder): string {
  return targetOf(page, folder, false)
}
