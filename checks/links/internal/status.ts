import type { Service } from '../../../src/config/inventory.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem } from '../problem.ts'
import { Names, type SearchBudget } from './names.ts'

/** What is wrong with the id of a service or of one of its probes; `ids` are those that are declared. */
export function checkStatusLink(id: string, ids: Names, effort: SearchBudget): LinkProblem | undefined {
  if (ids.has(id)) return undefined
  const near = ids.near(id, effort)
  const shown = id === '' ? '`status:` without an id' : `status of ${quote(id)}`
  const message = `Unexpected ${shown}, expected the id of a service or a probe`
  const hint = near ? `Did you mean ${quote(near.name)}?` : 'Declare it in a `services.yaml`, or mend the id'
  return { code: 'links/unknown-status', message, hint, ...(near?.isCertain && { replacement: `status:${near.name}` }) }
}

/** What a status can be asked of. */
export function statusIds(services: readonly Service[]): Names {
  return new Names(services.flatMap(({ id, probes }) => [id, ...probes.map((probe) => probe.id)]))
}
