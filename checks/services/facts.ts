import type { Service } from '../../src/config/inventory.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { Condition, isMistake } from '../probes/conditions/condition.ts'
import { factsOn } from '../probes/conditions/facts.ts'

/** Facts in the prose whose expression is wrong for their probe. That there is such an id is for the links check. */
export function wrongFacts({ pages, services, inRoot }: CheckInput): RawFinding[] {
  const probes = new Map(services.flatMap(({ probes }) => probes.map((probe) => [probe.id, probe] as const)))
  const ofService = new Map(services.map((service) => [service.id, service]))
  return pages.flatMap((page) =>
    factsOn(page).flatMap(({ id, expression, link }) => {
      const { line, column, endLine, endColumn } = link
      const at = { code: 'services/fact', file: inRoot(page.file), line, column, endLine, endColumn }
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
