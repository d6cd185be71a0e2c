import { Buffer } from 'node:buffer'
import type { Nodes } from 'mdast'
import { readPage } from '../guidebook/page.ts'
import { walk } from '../guidebook/parse/node.ts'
import type { Fence } from '../guidebook/parts/block.ts'
import type { Parameter } from '../guidebook/parts/parameter.ts'
import { visibleText } from './visible-text.ts'

/** The Markdown of a page as a reader of the page would have it: what no reader sees is not in it. */
export interface PageMarkdown {
  text: string
  /** Where its headings stand, in their order; offsets in `text`. */
  headings: { depth: number; text: string; anchor: string; offset: number }[]
  fences: (Fence & { offset: number })[]
  /** What its frontmatter says of the values of its commands. */
  parameters: readonly Parameter[]
}

/** Reads the plain Markdown of a page. Comments are left out, and characters that no reader sees. */
export function readMarkdown(written: string): PageMarkdown {
  const text = visibleText(withoutComments(written))
  const starts = lineStarts(text)
  const offsetOf = (line: number) => starts[line - 1] ?? text.length
  const { headings, fences, frontmatter } = readPage('page.md', Buffer.from(text))
  return {
    text,
    headings: headings.map(({ depth, text, anchor, line }) => ({ depth, text, anchor, offset: offsetOf(line) })),
    fences: fences.map((fence) => ({ ...fence, offset: offsetOf(fence.line) })),
    parameters: frontmatter.parameters ?? [],
  }
}

/** The part of a text from one heading to the next of the same depth or less; `index` as in `headings`. */
export function sectionOf({ text, headings }: PageMarkdown, index: number): { from: number; to: number } {
  const heading = headings[index]
  if (!heading) return { from: 0, to: text.length }
  const next = headings.slice(index + 1).find(({ depth }) => depth <= heading.depth)
  return { from: heading.offset, to: next?.offset ?? text.length }
}

/** A comment is for who writes the page: a reader does not see it, and an agent is to see what readers do. */
function withoutComments(written: string): string {
  const cuts: { from: number; to: number }[] = []
  readPage('page.md', Buffer.from(written), (_, tree) => {
    walk<Nodes>(tree, (node) => {
      const from = node.position?.start.offset
      if (node.type !== 'html' || from === undefined) return
      for (const { index, 0: comment } of node.value.matchAll(/<!--[\s\S]*?(?:-->|$)/g))
        cuts.push({ from: from + index, to: from + index + comment.length })
    })
  })
  const kept: string[] = []
  let end = 0
  for (const { from, to } of cuts.sort((a, b) => a.from - b.from)) {
    if (from < end) continue
    kept.push(written.slice(end, from))
    end = to
  }
  return kept.join('') + written.slice(end)
}

function lineStarts(text: string): number[] {
  return [0, ...Array.from(text.matchAll(/\r\n|\n|\r/g), ({ index, 0: end }) => index + end.length)]
}
