import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import type { CheckInput } from '../../check-input.ts'
import { fieldOf } from './field-part.ts'

/** The field that answers each field which names neighbours. */
export const answers = { Upstream: 'Downstream', Downstream: 'Upstream', Related: 'Related' } as const

export type Direction = keyof typeof answers

const directions: readonly Direction[] = ['Upstream', 'Downstream', 'Related']

/** One page that names another in its header block. */
export interface Naming {
  from: Page
  to: Page
  direction: Direction
}

/** Who names whom in header blocks; each pair once, by the first of the three fields. */
export function namings({ guidebooks, project }: CheckInput): Naming[] {
  return guidebooks.pages.flatMap((from) => {
    const named = new Map<Page, Naming>()
    for (const { direction, field } of neighbourFields(from)) {
      for (const { url } of field.links) {
        const target = resolve(guidebooks, from, url, project.config.base)
        if (target.kind !== 'page' || target.page === from || named.has(target.page)) continue
        named.set(target.page, { from, to: target.page, direction })
      }
    }
    return [...named.values()]
  })
}

/** The fields of a page that name neighbours, those that it has. */
export function neighbourFields({ header }: Page): { direction: Direction; field: HeaderField }[] {
  return directions.flatMap((direction) => {
    const field = fieldOf(header, direction)
    return field ? [{ direction, field }] : []
  })
}
