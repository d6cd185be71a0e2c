import { posix } from 'node:path'
import { bareName, type Page } from '../../src/guidebook/page.ts'
import { pageKindOf } from '../../src/guidebook/parts/page-kind.ts'
import { folderPagePattern } from '../../src/guidebook/paths/page-file.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { datesItself } from './finished-work.ts'

/** A page that more commits than these have touched is kept by somebody. */
const fewCommits = 2

/**
 * Findings of some codes, which the past alone makes, weighed by their page: `info` where it was written at one time, is no runbook, and
 * either says of which day it is, or no other page and no file names it. Such pages are accounts of their day more often than pages that people follow.
 */
export async function weighedByPage(
  findings: readonly RawFinding[],
  codes: readonly string[],
  input: CheckInput,
): Promise<RawFinding[]> {
  const files = new Set(findings.flatMap(({ code, file }) => (codes.includes(code) ? [file] : [])))
  const pages = input.pages.filter((page) => files.has(input.inRoot(page.file)))
  const once: Page[] = []
  const dated: Page[] = []
  for (const page of pages) {
    if (folderPagePattern.test(page.file) || pageKindOf(page) === 'runbook') continue
    const isOfItsDay = datesItself(page)
    if (!isOfItsDay && isNamed(page, input.guidebooks.pages)) continue
    if (await isOfFewCommits(page, input)) (isOfItsDay ? dated : once).push(page)
  }
  const named = new Set(
    once.length > 0 ? await input.git.namesInText(once.map(({ file }) => posix.basename(file))) : [],
  )
  const light = new Set(
    [...dated, ...once.filter(({ file }) => !named.has(posix.basename(file)))].map(({ file }) => input.inRoot(file)),
  )
  return findings.map((finding) =>
    codes.includes(finding.code) && light.has(finding.file) ? { ...finding, severity: 'info' } : finding,
  )
}

/** Whether another page has its name, as a link to it would. */
function isNamed({ file }: Page, pages: readonly Page[]): boolean {
  const name = bareName(file)
  return pages.some((other) => other.file !== file && other.text.includes(name))
}

/** Not of a page that is not committed yet: somebody is at it. */
async function isOfFewCommits(page: Page, { history }: CheckInput): Promise<boolean> {
  let count = 0
  for await (const _ of history.versions(page)) if (++count > fewCommits) return false
  return count > 0
}
