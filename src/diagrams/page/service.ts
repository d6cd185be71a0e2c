import type { DrawnNode } from './drawing.ts'

/** A service, as far as a diagram may name it. */
export interface NamedService {
  id: string
  name: string
}

/**
 * The service that a node of a diagram stands for: its id or its label is the service's id or name. For a node of the
 * class `service` case, hyphens and spaces do not matter, and one line of the label is enough.
 */
export function serviceOf<Service extends NamedService>(
  node: DrawnNode,
  services: readonly Service[],
): Service | undefined {
  const exact = find([node.id, node.label.trim()], services, (text) => text)
  if (exact || !node.classes.includes('service')) return exact
  return find([node.id, node.label, ...node.label.split('\n')], services, plain)
}

/** Those of these services that a diagram's source may name. */
export function namedIn<Service extends NamedService>(source: string, services: readonly Service[]): Service[] {
  const text = plain(source)
  return services.filter(({ id, name }) => text.includes(plain(id)) || (name !== '' && text.includes(plain(name))))
}

function find<Service extends NamedService>(
  texts: readonly string[],
  services: readonly Service[],
  form: (text: string) => string,
): Service | undefined {
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
