import { quote } from '../../../../src/text/quote.ts'
import type { Names, SearchBudget } from '../../internal/names.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'

/** The id of a service or of one of its probes. */
export const unknownStatus = {
  code: 'links/unknown-status',
  severity: 'error',
  summary: 'The status of a service that nobody declares',
  why: `
\`status:shop.tll\`, or a line of a \`status\` block, names a service or a probe that no \`services.yaml\` declares. Mend the id; [Services](../services.md) has how they are made.
`,
  wrong: {
    'guidebooks/shop/README.md': '# Shop\n\nIt is [well](status:shpo).\n',
    'guidebooks/shop/services.yaml':
      'services:\n  shop:\n    hosts: [shop.example.org]\n    probes:\n      page: { http: "https://shop.example.org/" }\n',
  },
  right: {
    'guidebooks/shop/README.md': '# Shop\n\nIt is [well](status:shop).\n',
    'guidebooks/shop/services.yaml':
      'services:\n  shop:\n    hosts: [shop.example.org]\n    probes:\n      page: { http: "https://shop.example.org/" }\n',
  },
  check,
} as const satisfies LinkRule

/** `ids` are those of the services and probes that are declared. */
function check(id: string, ids: Names, budget: SearchBudget): LinkProblem | undefined {
  if (ids.has(id)) return undefined
  const similar = ids.similar(id, budget)
  const shown = id === '' ? '`status:` without an id' : `status of ${quote(id)}`
  return {
    code: unknownStatus.code,
    message: `Unexpected ${shown}, expected the id of a service or a probe`,
    hint: similar ? `Did you mean ${quote(similar.name)}?` : 'Declare it in a `services.yaml`, or mend the id',
    ...(similar?.isCertain && { replacement: `status:${similar.name}` }),
  }
}
