import type { Heading, PhrasingContent, Root } from 'mdast'
import { breadcrumbNode } from '../../guidebook/parts/breadcrumb.ts'
import { type HeaderLine, headerBlock } from '../../guidebook/parts/header-block.ts'

/** A page's tree, taken apart: the layout shows the title and the header block itself, and its own breadcrumbs. */
export interface Document {
  title: PhrasingContent[]
  header: HeaderLine[]
  /** What is left without the title. */
  body: Root
}

/** Whether there is code in a title: its text is known when the page is rendered. */
export function hasCode(title: readonly PhrasingContent[]): boolean {
  return title.some((node) => node.type.startsWith('mdx') || ('children' in node && hasCode(node.children)))
}

/** Takes the breadcrumb line, the first H1 and the header block out of a tree. The tree itself is not changed. */
export function splitDocument(tree: Root): Document {
  const title = tree.children.find((node): node is Heading => node.type === 'heading' && node.depth === 1)
  const { header, body } = splitHeader(tree)
  return {
    title: title?.children ?? [],
    header,
    body: { ...body, children: body.children.filter((node) => node !== title) },
  }
}

/** Takes the breadcrumb line and the header block out of a tree, and leaves the title in it. */
export function splitHeader(tree: Root): { header: HeaderLine[]; body: Root } {
  const trail = breadcrumbNode(tree)
  const header = headerBlock(tree, trail)
  const taken = new Set<unknown>([header?.node, trail])
  return { header: header?.lines ?? [], body: { ...tree, children: tree.children.filter((node) => !taken.has(node)) } }
}
