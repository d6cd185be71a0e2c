import type { Service } from '../../src/config/services.ts'
import { barePlace } from '../../src/finding/finding.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { Condition, isMistake } from '../probes/conditions/condition.ts'
import { factsOn } from '../probes/conditions/facts.ts'
import type { ServiceRule } from './rule.ts'

/** The site could never say whether such a value still holds. */
export const fact = {
  code: 'services/fact',
  severity: 'error',
  summary: 'A value of a page that no answer can be held against',
  why: `
A value of a page, \`[22.0.4](status:shop.api#json.version)\`, has an expression that its probe can never answer: it is wrong in one of the ways above, it is a list or a map, or it is of a whole service. Mend the expression, or name one of the probes of that service. [How to write it](../status-on-pages.md#hold-a-value-of-the-text-against-the-service) says what it may be.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\nIt answers with [200](status:shop.web#statu).\n',
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web:\n        http: https://shop.example.org/\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\nIt answers with [200](status:shop.web#status).\n',
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web:\n        http: https://shop.example.org/\n',
  },
  check: wrongFacts,
} as const satisfies ServiceRule

/** Facts in the prose whose expression is wrong for their probe. That there is such an id is for the links check. */
function wrongFacts({ pages, services, inRoot }: CheckInput): RawFinding[] {
  if (services.length === 0) return []
  const probes = new Map(services.flatMap(({ probes }) => probes.map((probe) => [probe.id, probe] as const)))
  const ofService = new Map(services.map((service) => [service.id, service]))
  return pages.flatMap((page) =>
    factsOn(page).flatMap(({ id, expression, link }) => {
      const at = { code: fact.code, file: inRoot(page.file), ...barePlace(link) }
      const service = ofService.get(id)
      if (service) return [{ ...at, ...ofWholeService(id, expression, service) }]
      const probe = probes.get(id)
      if (!probe) return []
      const parsed = Condition.parse(expression, probe.kind, 'fact')
      if (!isMistake(parsed)) return []
      const { message, hint } = parsed
      return [{ ...at, message: `${message} (the fact ${quote(expression)})`, ...(hint !== undefined && { hint }) }]
    }),
  )
}

function ofWholeService(id: string, expression: string, { probes }: Service) {
  const [first] = probes
  const message = `Unexpected fact ${quote(expression)} of the service \`${id}\`, expected one of a probe`
  return {
    message,
    hint: first ? `Such as \`status:${first.id}#${expression.slice(0, 60)}\`` : 'Declare a probe first',
  }
}
