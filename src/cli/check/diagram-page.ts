import type { Page } from '../../guidebook/page.ts'
import type { Fence } from '../../guidebook/parts/block.ts'
import { LineIndex } from '../../text/line-index.ts'

/**
 * A text that is no page but one diagram: of a file named `.mmd` or `.mermaid`, or without any fence or heading.
 * Undefined where it is a page.
 */
export function readDiagram(page: Page): Page | undefined {
  const isNamed = /\.(?:mmd|mermaid)$/i.test(page.file)
  const isPage =
    page.fences.some(({ language }) => language !== '') || page.headings.length > 0 || page.text.trim() === ''
  if (!isNamed && (isPage || /\.mdx?$/i.test(page.file))) return undefined
  const fence: Fence = {
    language: 'mermaid',
    meta: '',
    value: page.text.replace(/(?:\r\n|\n|\r)$/, ''),
    firstLine: 1,
    ...new LineIndex(page.text).placeOf(0, page.text.length),
  }
  // What Markdown makes of it is not its own: a title, links, comments that ask for silence.
  return { ...page, fences: [fence], links: [], headings: [], ignores: [] }
}
