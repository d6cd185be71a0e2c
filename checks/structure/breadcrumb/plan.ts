import type { Page } from '../../../src/guidebook/page.ts'
import type { BreadcrumbLine, BreadcrumbStep } from '../../../src/guidebook/parts/breadcrumb.ts'
import { folderPagePattern } from '../../../src/guidebook/paths/page-file.ts'
import { resolve, type Target } from '../../../src/guidebook/paths/target.ts'
import { type Folder, parentOf } from '../../../src/guidebook/tree.ts'
import type { CheckInput } from '../../check-input.ts'
import { align } from './alignment.ts'

/** A step of a breadcrumb line: as it is written, as it should be, or both. */
export interface PlannedStep {
  written?: BreadcrumbStep
  /** Where the page stands: one of the folders above it, the page itself, or what lies above the tree. */
  place: Folder | 'page' | 'above' | undefined
  /** Whether the link leads there; a step without a link is the page itself. */
  isRight: boolean
}

/** Longer ways than this are nobody's to write. */
const deepest = 50

/** Lays a written line beside the tree. `undefined` where the tree is too deep for that. */
export function planOf(
  input: CheckInput,
  page: Page,
  line: BreadcrumbLine,
  hasRoot: boolean,
): PlannedStep[] | undefined {
  const trail = trailOf(input, page)
  if (trail.length > deepest) return undefined
  const targets = line.steps.map(({ url }) =>
    url === undefined ? undefined : resolve(input.guidebooks, page, url, input.project.config.base),
  )
  const target = (index: number) => targets[index]
  // What lies above the root is not in the tree: `[Project](../../README.md) > [Guidebooks](../README.md) > …`.
  const above = targets.findIndex((found) => found?.kind !== 'repository')
  const final = target(targets.length - 1)
  const isNamed = final === undefined || (final.kind === 'page' && final.page.file === page.file)
  const links = line.steps.slice(Math.max(0, above), isNamed ? -1 : undefined)
  const fits = (at: number, index: number) => {
    const [found, folder] = [target(at + Math.max(0, above)), trail[index]]
    return found !== undefined && folder !== undefined && leadsTo(found, folder)
  }
  const { expected, missing } = align(links.length, trail.length, fits)
  const planned = links.map((written, at): PlannedStep & { at: number } => {
    const index = expected[at]
    // One too many stays beside its neighbour.
    const before = expected.slice(0, at).findLast((one) => one !== undefined) ?? -1
    return index === undefined
      ? { written, place: undefined, isRight: false, at: before }
      : { written, place: trail[index], isRight: fits(at, index), at: index }
  })
  const isNeeded = ({ page: own, path }: Folder) => own !== undefined && (hasRoot || path !== '')
  const lacking = missing.flatMap((at) => {
    const place = trail[at]
    return place && isNeeded(place) ? [{ place, isRight: false, at }] : []
  })
  const last = isNamed ? line.steps.at(-1) : undefined
  return [
    ...line.steps.slice(0, Math.max(0, above)).map((written) => ({ written, place: 'above' as const, isRight: true })),
    ...[...planned, ...lacking].toSorted((a, b) => a.at - b.at).map(({ at: _, ...step }) => step),
    { ...(last && { written: last }), place: 'page', isRight: last !== undefined && last.url === undefined },
  ]
}

/** The folders that a page's breadcrumb line leads through, the root first, without the page itself. */
export function trailOf({ guidebooks }: Pick<CheckInput, 'guidebooks'>, page: Page): Folder[] {
  const folders = [guidebooks.root, ...guidebooks.trail(page)]
  return folders.filter(({ path, page: own }) => own !== page && !isOwnFolder(page, path))
}

/** A draft that would be its folder's page is not known to the tree. */
function isOwnFolder({ file, frontmatter }: Page, folder: string): boolean {
  return frontmatter.draft === true && folderPagePattern.test(file) && parentOf(file) === folder
}

/** Whether a link leads to the page of a folder, or to the folder itself where it has none that readers see. */
export function leadsTo(target: Target, folder: Folder): boolean {
  if (target.kind === 'page') return target.page === folder.page
  if (target.kind === 'folder') return target.folder === folder
  return target.kind === 'draft' && folderPagePattern.test(target.file) && parentOf(target.file) === folder.path
}
