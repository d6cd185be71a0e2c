import { presentationProperties } from '../read/presentation.ts'
import type { Part } from './part.ts'

/** Elements that are drawn only where something refers to them. */
export const resources: ReadonlySet<string> = new Set([
  'marker',
  'clipPath',
  'mask',
  'pattern',
  'linearGradient',
  'radialGradient',
])

/** A symbol is a group besides: what stands in it is drawn as that of one. */
const referred: ReadonlySet<string> = new Set([...resources, 'symbol'])

/** Parts without what nobody sees: groups of nothing, groups that say nothing, resources that nothing refers to. */
export function tidy(parts: readonly Part[]): Part[] {
  const used = references(parts)
  return parts.flatMap((part) => tidied(part, used))
}

function tidied(part: Part, used: ReadonlySet<string>): Part[] {
  const id = part.attributes.get('id')
  if (id !== undefined && !used.has(id)) part.attributes.delete('id')
  if (referred.has(part.name) && !part.attributes.has('id')) return []
  const children = part.children.flatMap((child) => tidied(child, used))
  const isGroup = part.name === 'g' || part.name === 'defs' || part.name === 'a'
  if (isGroup && children.length === 0) return []
  if (part.name === 'g' && part.attributes.size === 0 && part.paint.size === 0) return children
  const shift = part.name === 'g' && part.paint.size === 0 ? shiftOf(part) : undefined
  if (shift && children.every(isText)) return children.map((child) => shifted(child, shift))
  return [{ ...part, children }]
}

function isText({ name, attributes }: Part): boolean {
  return (name === 'text' || name === 'rect') && !attributes.has('transform')
}

/** Of a group that does nothing but move what is in it. */
function shiftOf({ attributes }: Part): [number, number] | undefined {
  const found = /^translate\((-?[\d.]+)(?:[ ,](-?[\d.]+))?\)$/.exec(attributes.get('transform') ?? '')
  return found && attributes.size === 1 ? [Number(found[1]), Number(found[2] ?? 0)] : undefined
}

function shifted(part: Part, [right, down]: [number, number]): Part {
  const attributes = new Map(part.attributes)
  const move = (name: string, by: number) =>
    attributes.set(name, String(Math.round((Number(attributes.get(name) ?? 0) + by) * 100) / 100))
  move('x', right)
  move('y', down)
  return { ...part, attributes }
}

/** Ids that something in the picture refers to. */
function references(parts: readonly Part[]): Set<string> {
  const found = new Set<string>()
  for (const { attributes, paint, children } of parts) {
    for (const value of [...paint.values(), ...attributes.values()]) {
      for (const [, id] of value.matchAll(/url\(#([^)]+)\)/g)) if (id !== undefined) found.add(id)
    }
    const target = attributes.get('href')
    if (target?.startsWith('#')) found.add(target.slice(1))
    for (const id of references(children)) found.add(id)
  }
  return found
}

/** Ids in the order of their appearance, so that they tell nothing of what was drawn before. */
export function renumbered(parts: readonly Part[], prefix: string): Part[] {
  const names = new Map<string, string>()
  const nameOf = (id: string): string => {
    const name = names.get(id) ?? `${prefix}-${names.size + 1}`
    names.set(id, name)
    return name
  }
  const rename = (value: string) => value.replace(/url\(#([^)]+)\)/g, (_, id: string) => `url(#${nameOf(id)})`)
  const each = (part: Part): Part => {
    const attributes = new Map(
      [...part.attributes].map(([key, value]): [string, string] => {
        if (key === 'id') return [key, nameOf(value)]
        return [key, key === 'href' && part.name !== 'a' ? `#${nameOf(value.slice(1))}` : value]
      }),
    )
    const paint = new Map([...part.paint].map(([key, value]) => [key, rename(value)]))
    return { ...part, attributes, paint, children: part.children.map(each) }
  }
  return parts.map(each)
}

/** Paint as attributes: only what differs from what the element has anyway, by inheritance or by itself. */
export function painted(part: Part, above: ReadonlyMap<string, string> = new Map()): Part {
  const here = new Map(above)
  const attributes = new Map(part.attributes)
  for (const { name, initial, inherited } of presentationProperties) {
    const value = part.paint.get(name)
    if (value === undefined) continue
    if (value !== (inherited ? (above.get(name) ?? initial) : initial)) attributes.set(name, value)
    if (inherited) here.set(name, value)
  }
  return { ...part, attributes, children: part.children.map((child) => painted(child, here)) }
}
