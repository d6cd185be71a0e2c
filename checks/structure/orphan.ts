import { posix } from 'node:path'
import type { Service } from '../../src/config/inventory.ts'
import { wholeFile } from '../../src/finding/finding.ts'
import { folderPagePattern, type Page } from '../../src/guidebook/page.ts'
import { resolve } from '../../src/guidebook/paths/target.ts'
import type { Found } from '../check.ts'
import type { World } from '../world.ts'

/** In a guidebook of so many pages, most of which nothing leads to, that is how it is meant. */
const large = 10

/**
 * Pages that no other page leads to, nor a service by its `runbook`: readers find them in the sidebar alone, and on a
 * forge not at all. Told where a folder above has a page that could lead to them.
 */
export function orphans(world: World): Found[] {
  const { guidebooks, project } = world
  const reached = reachedPages(world)
  const isExempt = (page: Page) =>
    folderPagePattern.test(page.file) ||
    // A repository has pages of its own beside its guidebooks, such as CONTRIBUTING.md.
    (project.guidebooks === project.root && !page.file.includes('/')) ||
    ![guidebooks.root, ...guidebooks.trail(page)].some((folder) => folder.page && isHub(folder.path, page.file))
  const judged = guidebooks.pages.filter((page) => !isExempt(page))
  const quiet = new Set(
    [...Map.groupBy(judged, bookOf)].flatMap(([book, pages]) => {
      const lost = pages.filter(({ file }) => !reached.has(file)).length
      return pages.length >= large && lost * 2 > pages.length ? [book] : []
    }),
  )
  const checked = new Set(world.pages.map(({ file }) => file))
  return judged
    .filter((page) => !reached.has(page.file) && !quiet.has(bookOf(page)) && checked.has(page.file))
    .map((page) => ({
      code: 'structure/orphan',
      message: 'Unexpected page that no other page leads to, expected a link to it',
      hint: 'Link to it from the page of its folder, or from where a reader would need it',
      file: world.inRoot(page.file),
      ...wholeFile,
    }))
}

/** A root's page is a hub for the pages beside it; a guidebook's page for all below. */
function isHub(folder: string, file: string): boolean {
  return folder !== '' || !file.includes('/')
}

function bookOf({ file }: Page): string {
  return file.includes('/') ? (file.split('/', 1)[0] ?? '') : ''
}

/** The files of pages that another page leads to, drafts included: they may be published tomorrow. */
function reachedPages({ guidebooks, pages, services, project }: World): Set<string> {
  const reached = new Set(services.flatMap((service) => runbookOf(service, project)))
  const seen = new Set<string>()
  for (const page of new Set([...guidebooks.pages, ...pages])) {
    for (const { url } of [...page.links, ...page.sideLinks]) {
      if (/^(?:#|$)/.test(url)) continue
      // From one folder, one path leads to one page.
      const key = `${posix.dirname(page.file)}\n${url.replace(/#.*$/s, '')}`
      const target = seen.has(key) ? undefined : resolve(guidebooks, page, url, project.config.base)
      if (target?.kind === 'page' && target.page.file !== page.file) {
        reached.add(target.page.file)
        seen.add(key)
      }
    }
  }
  return reached
}

/** A service's runbook, relative to the guidebooks root. */
function runbookOf({ runbook, file }: Service, project: World['project']): string[] {
  if (runbook === undefined) return []
  const absolute = posix.join(project.root.replaceAll('\\', '/'), posix.dirname(file), runbook.replace(/#.*$/s, ''))
  return [posix.relative(project.guidebooks.replaceAll('\\', '/'), absolute)]
}
