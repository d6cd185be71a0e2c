import type { Element } from 'hast'
import { element } from './element.ts'

/** A service, as far as pages show it. */
export interface ServiceMention {
  id: string
  name: string
  /** Where a reader who sees it red should go. */
  runbook?: string
}

/** A `status` block: the services or probes that it names, one a line, each with the way to its runbook. */
export function statusList(value: string, services: ServiceMention[]): Element {
  const ids = value
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
  const items = ids.map((id) => {
    const service = services.find((candidate) => candidate.id === id || id.startsWith(`${candidate.id}.`))
    const name = element('span', { className: ['status-name'] }, [service?.name ?? id])
    const probe = element('code', {}, [id])
    const runbook = service?.runbook === undefined ? [] : [element('a', { href: service.runbook }, ['Runbook'])]
    return element('li', { dataStatus: id }, [name, probe, ...runbook])
  })
  return element('ul', { className: ['status-list'] }, items)
}
