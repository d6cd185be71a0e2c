import type { Paragraph, PhrasingContent, Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import { isComment, placeOf } from '../parse/node.ts'

/** One step of a written breadcrumb line; the last one, the page itself, has no `url`. */
export interface BreadcrumbStep extends Place {
  text: string
  url?: string
}

/** A first paragraph such as `[Guidebooks](../README.md) > [ERP](README.md) > **Operations**`. */
export interface BreadcrumbLine extends Place {
  steps: BreadcrumbStep[]
}

const separator = /^\s*([>›»→/])\s*$/u

/** A separator and a name: short, and not the end of a sentence. */
const plainLastStep = /^(\s*[>›»→/]\s*)([^\s>›»→/](?:[^>›»→/\n]{0,58}[^>›»→/\n.!?:;,])?)\s*$/u

/** The paragraph that is the page's breadcrumb line: the first block, or the first after the H1. */
export function breadcrumbNode(tree: Root): Paragraph | undefined {
  const first = tree.children.findIndex((node) => !isPassedOver(node))
  const block = tree.children[first]
  const isTitle = block?.type === 'heading' && block.depth === 1
  const candidate = isTitle ? tree.children.slice(first + 1).find((node) => !isPassedOver(node)) : block
  return candidate?.type === 'paragraph' && stepsOf(candidate) ? candidate : undefined
}

/** The breadcrumb line as it is written, to be held against the tree. `text` is what `tree` was parsed from. */
export function readBreadcrumb(tree: Root, text: string): BreadcrumbLine | undefined {
  const node = breadcrumbNode(tree)
  const steps = node && stepsOf(node, text)
  return steps && { steps, ...placeOf(node) }
}

const aside: ReadonlySet<string> = new Set(['yaml', 'toml', 'definition', 'mdxjsEsm'])

/** What a reader does not see: it may stand before everything else. */
export function isPassedOver(node: RootContent): boolean {
  if (node.type === 'mdxFlowExpression') return /^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value)
  return aside.has(node.type) || isComment(node)
}

/** Steps are links, but for the last; between them stands a separator and nothing else. */
function stepsOf({ children }: Paragraph, source?: string): BreadcrumbStep[] | undefined {
  if (children.length > 40) return undefined
  const steps: BreadcrumbStep[] = []
  for (const [index, node] of children.entries()) {
    const isLast = index === children.length - 1
    if (index % 2 === 1 && !isLast) {
      if (node.type !== 'text' || !separator.test(node.value)) return undefined
      continue
    }
    const step = index % 2 === 0 ? stepOf(node) : lastTextStep(node, source)
    if (!step || (step.url === undefined && !isLast)) return undefined
    steps.push(step)
  }
  return steps.length > 1 && !isChoice(steps, children) ? steps : undefined
}

/** `[English](README.md) / [Français](README.fr.md)` are the languages of a page, not the way to it. */
function isChoice(steps: BreadcrumbStep[], children: PhrasingContent[]): boolean {
  const isSlashed = children.some((node) => node.type === 'text' && separator.exec(node.value)?.[1] === '/')
  return isSlashed && steps.every(({ url }) => url !== undefined)
}

function stepOf(node: PhrasingContent): BreadcrumbStep | undefined {
  const text = textOf(node).trim()
  if (text === '') return undefined
  if (node.type === 'link') return isPath(node.url) ? { text, url: node.url, ...placeOf(node) } : undefined
  return node.type === 'strong' || node.type === 'emphasis' ? { text, ...placeOf(node) } : undefined
}

/** A step leads to a page or a folder of this repository, not to another site or to a section of the page. */
function isPath(url: string): boolean {
  return !/^(?:[a-z][a-z0-9+.-]*:|\/\/|#|\?|$)/i.test(url)
}

/** `… > Operations`, with the page's name in plain letters, is one text node: separator and name. */
function lastTextStep(node: PhrasingContent, source?: string): BreadcrumbStep | undefined {
  const [, , name] = (node.type === 'text' && plainLastStep.exec(node.value)) || []
  if (name === undefined) return undefined
  const place = placeOf(node)
  const written = source?.slice(node.position?.start.offset, node.position?.end.offset) ?? ''
  const lead = /^\s*(?:[>›»→/]|&[a-z#\d]+;)\s*/iu.exec(written)?.[0] ?? ''
  if (/[\r\n]/.test(lead)) return { text: name, ...place }
  return { text: name, ...place, column: place.column + lead.length }
}
