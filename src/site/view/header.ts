import type { HeaderFieldName } from '../../guidebook/parts/header-block.ts'
import type { RenderedPage } from '../markdown/render.ts'

type Header = RenderedPage['header']

/** The pages that a header block names beside its own, in the order of a way: what comes before, after, and near it. */
const neighbourFields = ['Upstream', 'Downstream', 'Related'] as const

/** A field of a page's header block, by its name without regard to case. */
export function headerField(header: Header, name: HeaderFieldName): Header[number] | undefined {
  return header.find(({ key }) => key.toLowerCase() === name.toLowerCase())
}

/** The fields of a header block that lead to other pages. */
export function neighboursOf(header: Header): Header {
  return neighbourFields.flatMap((name) => headerField(header, name) ?? [])
}
