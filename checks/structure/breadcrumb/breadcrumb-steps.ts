import { barePlace, type Place } from '../../../src/finding/finding.ts'
import type { BreadcrumbStep } from '../../../src/guidebook/parts/breadcrumb.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawPageFinding } from '../../check.ts'
import type { InputRule } from '../rule.ts'
import type { NamedStep, WrongLine } from './wrong-lines.ts'

const code = 'structure/breadcrumb-steps'

/** A step of the way is missing, or is one too many. */
export const breadcrumbSteps = {
  code: 'structure/breadcrumb-steps',
  severity: 'warning',
  summary: 'A breadcrumb line with a step too many or too few',
  why: `
A step is missing, is one too many, or stands in the wrong order. The message says which one is expected. A last step that is a link from the page to itself is an info.
`,
  beside: {
    'guidebooks/README.md': '# Guidebooks\n',
    'guidebooks/shop/README.md': '[Guidebooks](../README.md) > **Shop**\n\n# Shop\n',
  },
  wrong: { 'guidebooks/shop/restore.md': '[Guidebooks](../README.md) > **Restore**\n\n# Restore\n' },
  right: {
    'guidebooks/shop/restore.md': '[Guidebooks](../README.md) > [Shop](README.md) > **Restore**\n\n# Restore\n',
  },
  over: 'tree',
  check: ({ wrongBreadcrumbs }) =>
    wrongBreadcrumbs.flatMap((line) =>
      line.steps
        .flatMap((step, index) => stepFindings(line, step, index))
        .map((finding) => ({ ...finding, file: line.file, ...(line.fix && { fix: line.fix }) })),
    ),
} as const satisfies InputRule

function stepFindings(line: WrongLine, { written, place, isRight, namesOther }: NamedStep, index: number) {
  if (place === 'above') return []
  if (!written) return [missingStep(line, place, index)]
  if (place === undefined) return [extraStep(written)]
  return place === 'page' && !isRight && !namesOther ? [ownLink(written)] : []
}

function missingStep({ page, line, steps }: WrongLine, place: NamedStep['place'], index: number): RawPageFinding {
  const next = steps.slice(index).find(({ written }) => written)
  const neighbour = (next ?? steps.findLast(({ written }) => written))?.written
  const title = typeof place === 'object' ? place.title : page.title
  const at: Place = neighbour ?? line
  const expected = `expected one for ${quote(title)} ${next ? 'before' : 'after'} it`
  return {
    code,
    message: `Unexpected breadcrumb ${quote(neighbour?.text ?? '')}, ${expected}`,
    hint: 'A step is missing: the line names every folder on the way, and the page itself at its end',
    ...barePlace(at),
  }
}

function extraStep(step: BreadcrumbStep): RawPageFinding {
  return {
    code,
    message: `Unexpected breadcrumb ${quote(step.text)}, expected the folders that the page stands in alone`,
    ...barePlace(step),
  }
}

function ownLink(step: BreadcrumbStep): RawPageFinding {
  return {
    code,
    severity: 'info',
    message: 'Unexpected link from the page to itself, expected its name alone',
    ...barePlace(step),
  }
}
