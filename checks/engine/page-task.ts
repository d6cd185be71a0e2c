import type { CheckName } from '../../src/config/schema/check-settings.ts'
import { type Page, readPage } from '../../src/guidebook/page.ts'
import type { Check, PageSettings, RawPageFinding } from '../check.ts'

/** What each check of one page needs to know, by its name: plain data, which a worker can be handed. */
export type PageSettingsByCheck = Partial<Record<CheckName, PageSettings>>

/** A page, and what is wrong with it by itself. */
export interface CheckedPage {
  page: Page
  findings: RawPageFinding[]
}

/** Reads one page and runs the checks of one page on its tree. */
export function checkPage(
  file: string,
  bytes: Uint8Array,
  checks: readonly Check[],
  settings: PageSettingsByCheck,
): CheckedPage {
  const findings: RawPageFinding[] = []
  const page = readPage(file, bytes, (read, tree) => {
    for (const check of checks) {
      const own = settings[check.name]
      if (own && check.checkPage) findings.push(...check.checkPage(read, tree, own))
    }
  })
  return { page, findings }
}
