import { sourceFindings } from '../../src/guidebook/source-finding.ts'
import type { Check } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { codesOf } from '../rule.ts'
import { wrongLines } from './breadcrumb/wrong-lines.ts'
import { datedPages, isoDay } from './header/dated-page.ts'
import type { StructureInput } from './rule.ts'
import { structureRules } from './rules.ts'
import { ownHeadings } from './text/own-headings.ts'

const pageRules = structureRules.filter((rule) => rule.over === 'page')
const inputRules = structureRules.filter((rule) => rule.over === 'tree')

/** Where pages are, what leads to them, and what they say of themselves. */
export const structure: Check = {
  name: 'structure',
  codes: codesOf(structureRules),
  checkPage(page, tree) {
    const view = { page, tree, headings: ownHeadings(page, tree) }
    return pageRules.flatMap((rule) => rule.check(view))
  },
  keptBy: (_, { now, runs }) => JSON.stringify([isoDay(now()), runs ?? null]),
  async checkAll(input, context) {
    const read = readInput(input, context)
    return (await Promise.all(inputRules.map((rule) => rule.check(read)))).flat()
  },
}

function readInput(all: CheckInput, { now, runs }: Pick<CheckContext, 'now' | 'runs'>): StructureInput {
  // What is no part of the guidebooks has no place in their tree.
  const input = { ...all, pages: all.pages.filter(({ file }) => !all.extraPages.has(file)) }
  const today = isoDay(now())
  return {
    ...input,
    today,
    runs,
    sourceFindings: sourceFindings(input.guidebooks, input, input.inRoot).map(({ check: _, ...finding }) => finding),
    wrongBreadcrumbs: wrongLines(input),
    dated: datedPages(input, today),
  }
}
