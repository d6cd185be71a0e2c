import type { DrawnNode } from '../../diagrams/drawing.ts'
import type { ServiceMention } from './status-list.ts'

/**
 * The service that a node of a diagram stands for: its id or its label is the service's id or name. For a node of the
 * class `service` case, hyphens and spaces do not matter, and one line of the label is enough.
 */
export function serviceOf(node: DrawnNode, services: readonly ServiceMention[]): ServiceMention | undefined {
  const exact = find([node.id, node.label.trim()], services, (text) => text)
  if (exact || !node.classes.includes('service')) return exact
  return find([node.id, node.label, ...node.label.split('\n')], services, plain)
}

function find(
  texts: readonly string[],
  services: readonly ServiceMention[],
  form: (text: string) => string,
): ServiceMention | undefined {
  const wanted = new Set(texts.map(form))
  return (
    services.find(({ id }) => wanted.has(form(id))) ??
    services.find(({ name }) => name !== '' && wanted.has(form(name)))
  )
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
}
