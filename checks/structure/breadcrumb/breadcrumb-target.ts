import { barePlace } from '../../../src/finding/finding.ts'
import { quote } from '../../../src/text/quote.ts'
import type { InputRule } from '../rule.ts'
import { expectedTarget } from './line.ts'

/** Readers who go up one level end somewhere else. */
export const breadcrumbTarget = {
  code: 'structure/breadcrumb-target',
  severity: 'error',
  summary: 'A breadcrumb that leads to another page than it says',
  why: `
A step leads to another page than the one that it stands for. Readers who go up one level end somewhere else. It often comes from a page that was copied or moved. \`--fix\` sets the target.
`,
  beside: {
    'guidebooks/README.md': '# Guidebooks\n',
    'guidebooks/shop/README.md': '[Guidebooks](../README.md) > **Shop**\n\n# Shop\n',
    'guidebooks/bank/README.md': '[Guidebooks](../README.md) > **Bank**\n\n# Bank\n',
  },
  wrong: {
    'guidebooks/bank/restore.md': '[Guidebooks](../README.md) > [Bank](../shop/README.md) > **Restore**\n\n# Restore\n',
  },
  right: {
    'guidebooks/bank/restore.md': '[Guidebooks](../README.md) > [Bank](README.md) > **Restore**\n\n# Restore\n',
  },
  over: 'tree',
  check: ({ wrongBreadcrumbs }) =>
    wrongBreadcrumbs.flatMap(({ page, file, steps, fix }) =>
      steps.flatMap(({ written, place, isRight }) => {
        if (!written || typeof place !== 'object' || isRight) return []
        return [
          {
            code: 'structure/breadcrumb-target',
            message: `Unexpected breadcrumb to ${quote(written.url)}, expected ${quote(expectedTarget(page, place))}`,
            hint: `This step stands for ${quote(place.title)}`,
            file,
            ...barePlace(written),
            ...(fix && { fix }),
          },
        ]
      }),
    ),
} as const satisfies InputRule
