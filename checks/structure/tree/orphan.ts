import { posix } from 'node:path'
import type { Service } from '../../../src/config/services.ts'
import { wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { isAside, pageKindOf } from '../../../src/guidebook/parts/page-kind.ts'
import { folderPagePattern } from '../../../src/guidebook/paths/page-file.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import { parentOf } from '../../../src/guidebook/tree.ts'
import { plural } from '../../../src/text/plural.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'

/** In a guidebook of so many pages, most of which nothing leads to, that is how it is meant. */
const large = 10

/** Readers find such pages in the sidebar alone, and on a forge not at all. */
export const orphan = {
  code: 'structure/orphan',
  severity: 'info',
  summary: 'A page that no other page leads to',
  why: `
No other page links to this one, and no service names it as its \`runbook\`. On the site the sidebar leads to it; on a forge nothing does. Link to it from where a reader needs it.

It is told where a folder above has a page of its own, which could lead there. It is not told of folders' own pages, nor in a guidebook of ten pages or more that leaves most of them unlinked; nor of [records and parts](README.md#kinds-of-pages), such as meeting notes. Pages of one folder are told once, at the first.
`,
  wrong: {
    'guidebooks/shop/README.md': '# Shop\n\nHow to run the shop.\n',
    'guidebooks/shop/restore.md': '# Restore\n\nBring the backup back.\n',
  },
  right: {
    'guidebooks/shop/README.md': '# Shop\n\nHow to run the shop, and how to [restore](restore.md) it.\n',
    'guidebooks/shop/restore.md': '# Restore\n\nBring the backup back.\n',
  },
  over: 'tree',
  check: orphans,
} as const satisfies InputRule

function orphans(input: CheckInput): RawFinding[] {
  const { guidebooks, project } = input
  const reached = reachedPages(input)
  const isExempt = (page: Page) =>
    folderPagePattern.test(page.file) ||
    // Readers of the other generator's site find it in the navigation.
    guidebooks.navigation.has(page.file) ||
    isAside(pageKindOf(page)) ||
    // A repository has pages of its own beside its guidebooks, such as CONTRIBUTING.md.
    (project.guidebooks === project.root && !page.file.includes('/')) ||
    ![guidebooks.root, ...guidebooks.trail(page)].some((folder) => folder.page && isHub(folder.path, page.file))
  const candidates = guidebooks.pages.filter((page) => !isExempt(page))
  const quiet = new Set(
    [...Map.groupBy(candidates, bookOf)].flatMap(([book, pages]) => {
      const lost = pages.filter(({ file }) => !reached.has(file)).length
      return pages.length >= large && lost * 2 > pages.length ? [book] : []
    }),
  )
  const checked = new Set(input.pages.map(({ file }) => file))
  const lost = candidates.filter(
    (page) => !reached.has(page.file) && !quiet.has(bookOf(page)) && checked.has(page.file),
  )
  // One look at the page of their folder mends all that stand in it.
  return [...Map.groupBy(lost, ({ file }) => parentOf(file)).values()].flatMap(([page, ...others]) =>
    page
      ? [
          {
            code: orphan.code,
            message: 'Unexpected page that no other page leads to, expected a link to it',
            hint: `Link to it from the page of its folder, or from where a reader would need it${alsoLost(others.length)}`,
            file: input.inRoot(page.file),
            ...wholeFile,
          },
        ]
      : [],
  )
}

function alsoLost(count: number): string {
  return count === 0 ? '' : `; nothing leads to ${plural(count, 'other page')} beside it`
}

/** A root's page is a hub for the pages beside it; a guidebook's page for all below. */
function isHub(folder: string, file: string): boolean {
  return folder !== '' || !file.includes('/')
}

function bookOf({ file }: Page): string {
  return file.includes('/') ? (file.split('/', 1)[0] ?? '') : ''
}

/** The files of pages that another page leads to, drafts included: they may be published tomorrow. */
function reachedPages({ guidebooks, pages, services, project }: CheckInput): Set<string> {
  const reached = new Set(services.flatMap((service) => runbookOf(service, project)))
  for (const [, beside] of Map.groupBy(new Set([...guidebooks.pages, ...pages]), ({ file }) => posix.dirname(file))) {
    // From one folder, one path leads to one page.
    const seen = new Set<string>()
    for (const page of beside) {
      for (const { url } of [...page.links, ...page.sideLinks]) {
        const end = url.indexOf('#')
        const path = end < 0 ? url : url.slice(0, end)
        if (path === '' || seen.has(path)) continue
        const target = resolve(guidebooks, page, url, project.config.base)
        if (target.kind === 'page' && target.page.file !== page.file) {
          reached.add(target.page.file)
          seen.add(path)
        }
      }
    }
  }
  return reached
}

/** A service's runbook, relative to the guidebooks root. */
function runbookOf({ runbook, file }: Service, project: CheckInput['project']): string[] {
  if (runbook === undefined) return []
  const absolute = posix.join(project.root.replaceAll('\\', '/'), posix.dirname(file), runbook.replace(/#.*$/s, ''))
  return [posix.relative(project.guidebooks.replaceAll('\\', '/'), absolute)]
}
