import type { Element } from 'hast'
import { element } from './element.ts'

/** A service, as far as pages show it. */
export interface ServiceMention {
  id: string
  name: string
  /** The full ids of its probes, `service.probe`. */
  probes: readonly string[]
  /** Where a reader who sees it red should go. */
  runbook?: string
}

/** Why an id has no status. */
export const undeclared = 'No services.yaml declares this id'

/** The ids that a status can be asked of: services, and their probes. */
export function statusIds(services: readonly ServiceMention[]): Set<string> {
  return new Set(services.flatMap(({ id, probes }) => [id, ...probes]))
}

/** A `status` block: the services or probes that it names, one a line, each with the way to its runbook. */
export function statusList(value: string, services: readonly ServiceMention[]): Element {
  const ids = value
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const items = ids.map((id) => {
    const service = services.find((candidate) => candidate.id === id || candidate.probes.includes(id))
    if (!service) return unknownItem(id)
    const name = element('span', { className: ['status-name'] }, [service.name])
    const probe = element('code', {}, [id])
    const runbook = service.runbook === undefined ? [] : [element('a', { href: service.runbook }, ['Runbook'])]
    return element('li', { dataStatus: id }, [name, probe, ...runbook])
  })
  return element('ul', { className: ['status-list'] }, items)
}

/** Nobody can ask how it is: the reader is told, and not left to wait. */
function unknownItem(id: string): Element {
  const name = element('span', { className: ['status-name'] }, [element('code', {}, [id])])
  return element('li', { className: ['status-unknown'] }, [name, element('span', {}, [undeclared])])
}
