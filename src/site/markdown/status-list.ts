import type { Element } from 'hast'
import { reasonElement, statusElement } from '../status/badge.ts'
import { idsIn, type SiteStatus } from '../status/site-status.ts'
import { element } from './element.ts'

/** Why an id has no status. */
export const undeclared = 'No services.yaml declares this id'

/**
 * A `status` block: the services or probes that it names, one a line, each with the way to its runbook, but for the page
 * at `href` itself: who is there needs no way to it.
 */
export function statusList(value: string, status: SiteStatus, href?: string): Element {
  const items = idsIn(value).map((id) => {
    const service = status.serviceOf(id)
    if (!service) return unknownItem(id)
    const name = element('span', { className: ['status-name'] }, [service.name])
    const runbook = service.runbook?.href === href ? undefined : service.runbook
    const own = status.statusOf(id)
    const shown = statusElement(id, own, [name, ' ', element('code', {}, [id])])
    shown.children.push(reasonElement(own, id))
    return element('li', {}, [shown, ...(runbook ? [element('a', { href: runbook.href }, ['Runbook'])] : [])])
  })
  return element('waymark-status-list', {}, [element('ul', { className: ['status-list'] }, items)])
}

/** Nobody can ask how it is: the reader is told, and not left to wait. */
function unknownItem(id: string): Element {
  const name = element('span', { className: ['status-name'] }, [element('code', {}, [id])])
  return element('li', { className: ['status-unknown'] }, [name, element('span', {}, [undeclared])])
}
