import type { Page } from '../../../src/guidebook/page.ts'
import type { HeaderField } from '../../../src/guidebook/parts/header-block.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import type { CheckInput } from '../../check-input.ts'
import { fieldOf } from './field-part.ts'

/** The field that answers each field which names neighbours. */
export const answers = { Upstream: 'Downstream', Downstream: 'Upstream', Related: 'Related' } as const

export type Route = keyof typeof answers

const routes: readonly Route[] = ['Upstream', 'Downstream', 'Related']

/** One page that names another in its header block. */
export interface Naming {
  from: Page
  to: Page
  route: Route
}

/** Who names whom in header blocks; each pair once, by the first of the three fields. */
export function namings({ guidebooks, project }: CheckInput): Naming[] {
  return guidebooks.pages.flatMap((from) => {
    const named = new Map<Page, Naming>()
    for (const { route, field } of routeFields(from)) {
      for (const { url } of field.links) {
        const target = resolve(guidebooks, from, url, project.config.base)
        if (target.kind !== 'page' || target.page === from || named.has(target.page)) continue
        named.set(target.page, { from, to: target.page, route })
      }
    }
    return [...named.values()]
  })
}

/** The fields of a page that name neighbours, those that it has. */
export function routeFields({ header }: Page): { route: Route; field: HeaderField }[] {
  return routes.flatMap((route) => {
    const field = fieldOf(header, route)
    return field ? [{ route, field }] : []
  })
}
