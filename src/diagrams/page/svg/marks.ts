import type { Backgrounds } from '../read/backgrounds.ts'
import { marking } from '../read/presentation.ts'
import { type Part, part } from './part.ts'

interface Wish {
  /** The id of the mark in Mermaid's picture, and that of the line's own. */
  of: string
  id: string
  behind: readonly string[]
  opacity: number
}

/** The marks at the ends of lines. Mermaid shares one among all lines of a kind, whatever lies below them. */
export class Marks {
  readonly #backgrounds: Backgrounds
  readonly #wishes: Wish[] = []

  constructor(backgrounds: Backgrounds) {
    this.#backgrounds = backgrounds
  }

  /** Gives a line marks of its own, for the backgrounds that it lies on. */
  claim(paint: Map<string, string>, behind: readonly string[], opacity: number): void {
    for (const { name } of marking) {
      const of = /^url\(#(.+)\)$/.exec(paint.get(name) ?? '')?.[1]
      if (of === undefined) continue
      const id = `${of}~${this.#wishes.length}`
      this.#wishes.push({ of, id, behind, opacity })
      paint.set(name, `url(#${id})`)
    }
  }

  /** The picture's parts with all marks that were claimed; those that are the same are left apart. */
  addTo(parts: readonly Part[]): Part[] {
    const marks = new Map(parts.flatMap(marksIn))
    const own = this.#wishes.flatMap((wish) => {
      const mark = marks.get(wish.of)
      return mark ? [this.#colored(mark, wish)] : []
    })
    return own.length === 0 ? [...parts] : [part('defs', [], own), ...parts]
  }

  #colored(mark: Part, { id, behind, opacity }: Wish): Part {
    const attributes = new Map(mark.attributes).set('id', id)
    return { ...mark, attributes, children: mark.children.map((child) => this.#visible(child, behind, opacity)) }
  }

  /** What is filled with the page's colour or another's is seen by its stroke. */
  #visible(shape: Part, behind: readonly string[], opacity: number): Part {
    const paint = new Map(shape.paint)
    const name = isColor(paint.get('stroke')) ? 'stroke' : 'fill'
    const color = paint.get(name)
    const isFilledAlike = paint.get('fill') === paint.get('stroke')
    if (isColor(color)) paint.set(name, this.#backgrounds.line(color, behind, opacity))
    if (isFilledAlike && isColor(color)) paint.set('fill', paint.get(name) ?? color)
    return { ...shape, paint, children: shape.children.map((child) => this.#visible(child, behind, opacity)) }
  }
}

function isColor(value: string | undefined): value is string {
  return value?.startsWith('#') === true
}

function marksIn(one: Part): [string, Part][] {
  const id = one.name === 'marker' ? one.attributes.get('id') : undefined
  return [...(id === undefined ? [] : [[id, one] satisfies [string, Part]]), ...one.children.flatMap(marksIn)]
}

/** Of marks that look the same in both themes one is left. */
export function sharedMarks(parts: readonly Part[]): Part[] {
  const first = new Map<string, string>()
  const same = new Map<string, string>()
  for (const [id, mark] of parts.flatMap(marksIn)) {
    const look = lookOf({ ...mark, attributes: new Map([...mark.attributes].filter(([name]) => name !== 'id')) })
    same.set(id, first.get(look) ?? id)
    if (!first.has(look)) first.set(look, id)
  }
  return parts.flatMap((one) => merged(one, same))
}

function lookOf({ name, attributes, paint, children, text }: Part): string {
  return JSON.stringify([name, [...attributes], [...paint], text, children.map(lookOf)])
}

function merged(one: Part, same: ReadonlyMap<string, string>): Part[] {
  const id = one.attributes.get('id')
  if (one.name === 'marker' && id !== undefined && same.get(id) !== id) return []
  const paint = new Map(
    [...one.paint].map(([name, value]) => {
      const of = /^url\(#(.+)\)$/.exec(value)?.[1]
      return [name, of === undefined ? value : `url(#${same.get(of) ?? of})`]
    }),
  )
  return [{ ...one, paint, children: one.children.flatMap((child) => merged(child, same)) }]
}
