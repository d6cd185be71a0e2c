import type { Page } from '../../src/guidebook/page.ts'
import { pageKindOf } from '../../src/guidebook/parts/page-kind.ts'
import { folderPagePattern } from '../../src/guidebook/paths/page-file.ts'

const names =
  /(?:^|[/_.-])(?:agents|claude|contributing|runbooks?|playbooks?|operations?|ops|deploy(?:ment|ments|ing)?|install(?:ation|ing)?|set-?up|troubleshooting|getting-?started|quick-?start)(?=[/_.-])/i

/** Whether people do what a page says, by its kind, its name or its folders: a runbook, a README, an installation. */
export function isOperatedBy(page: Pick<Page, 'file' | 'frontmatter'>): boolean {
  return folderPagePattern.test(page.file) || pageKindOf(page) === 'runbook' || names.test(page.file)
}
