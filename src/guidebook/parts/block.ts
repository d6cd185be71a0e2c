import type { Blockquote, Code, Nodes, Root } from 'mdast'
import type { Place } from '../../finding/finding.ts'
import { placeOf, walk } from '../parse/node.ts'

/** A fenced or indented block of code. */
export interface Fence extends Place {
  /** The first word after the fence, as written; empty where there is none. */
  language: string
  meta: string
  value: string
  /** The line of the page on which `value` begins. */
  firstLine: number
}

/** A GitHub alert, known or not: `> [!NOTE]`. */
export interface Alert extends Place {
  kind: string
}

export const alertKinds = ['note', 'tip', 'important', 'warning', 'caution'] as const

/** A run of inline code. */
export interface InlineCode extends Place {
  value: string
}

/** The blocks and inline codes of a page that checks and widgets ask for. */
export function readBlocks(tree: Root, text: string): { fences: Fence[]; alerts: Alert[]; inlineCode: InlineCode[] } {
  const fences: Fence[] = []
  const alerts: Alert[] = []
  const inlineCode: InlineCode[] = []
  walk<Nodes>(tree, (node) => {
    if (node.type === 'code') fences.push(fenceOf(node, text))
    else if (node.type === 'inlineCode') inlineCode.push({ value: node.value, ...placeOf(node) })
    else if (node.type === 'blockquote') {
      const kind = alertKind(node)
      if (kind !== undefined) alerts.push({ kind, ...placeOf(node) })
    }
  })
  return { fences, alerts, inlineCode }
}

function fenceOf(node: Code, text: string): Fence {
  const place = placeOf(node)
  // A shortcode that stands for a fence has a line of its own as well.
  const isFenced = /^(?:```|~~~|\{\{[<%])/.test(
    text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0),
  )
  return {
    language: node.lang ?? '',
    meta: node.meta ?? '',
    value: node.value,
    firstLine: place.line + (isFenced ? 1 : 0),
    ...place,
  }
}

/** `[!NOTE]` alone on the first line of a quote that holds more than it; in lower case. */
function alertKind({ children: [first, ...others] }: Blockquote): string | undefined {
  if (first?.type !== 'paragraph' || first.children[0]?.type !== 'text') return undefined
  const [text, ...rest] = first.children
  const [marker, kind] = /^\[!([a-z]+)\][ \t]*(?:\r\n|\n|\r|$)/i.exec(text.value) ?? []
  const isEmpty = marker === text.value && rest.length === 0 && others.length === 0
  // Behind a marker that ends its text without the end of its line comes more of that line.
  const isAlone = marker !== text.value || /[\r\n]$/.test(text.value) || rest.length === 0 || rest[0]?.type === 'break'
  return isEmpty || !isAlone ? undefined : kind?.toLowerCase()
}
