import { expect, test } from 'vitest'
import { Guidebooks } from '../../src/guidebook/guidebooks.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { resolve, type Target } from '../../src/guidebook/paths/target.ts'
import { pageOf } from './written-page.ts'

export const pages = [
  'README.md',
  'erp/README.md',
  'erp/operations.md',
  'erp/two words.md',
  'erp/100%25.md',
  'erp/c#.md',
  'erp/what?.md',
  'erp/été.md',
  'erp/no-page/deep.md',
  'odoo/index.md',
].map((file) => pageOf('', file))
const draft = pageOf('---\ndraft: true\n---\n', 'erp/draft.md')
const files = ['erp/diagram.png', 'erp/a b.svg', 'erp/100%.txt', 'services.yaml', '..odd']

/** The guidebooks of a repository, in the folder where their root is. */
export function world(inRepository: string): Guidebooks {
  return new Guidebooks({ pages: [...pages, draft], files, inRepository }, { drafts: false })
}

/** A target in one line: its kind, what it leads to, and its fragment. */
export function brief(target: Target): string {
  const what = { page: '', folder: '', file: '', path: '', url: '', id: '', scheme: '', ...target }
  const page = target.kind === 'page' ? target.page.file : ''
  const folder = target.kind === 'folder' ? target.folder.path : ''
  const led = page || folder || [what.file, what.path, what.url, what.id, what.scheme].find(Boolean) || ''
  return `${target.kind} ${led}${target.fragment === undefined ? '' : ` #${target.fragment}`}`.trim()
}

export const guidebooks = world('docs/guidebooks')

/** A page of these guidebooks. */
export function from(file: string): Page {
  return guidebooks.page(file) ?? pageOf('', file)
}

/** Links from `erp/operations.md`, in a root that is `docs/guidebooks` of its repository. */
export function holds(cases: [url: string, target: string][], base = '/', at = 'erp/operations.md') {
  for (const [url, target] of cases) {
    test(JSON.stringify(url), () => expect(brief(resolve(guidebooks, from(at), url, base))).toBe(target))
  }
}
