import { posix } from 'node:path'
import type { Nodes } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { FileTree } from '../../files/file-tree.ts'
import { decoded } from '../../text/decoded.ts'
import { walk } from '../parse/node.ts'
import { parse } from '../parse/syntax.ts'
import type { NavigationEntry } from './dialect.ts'

/** No summary is longer, in bytes. */
const mostBytes = 1_000_000

/** A file that lists the pages of a book, of mdBook and GitBook. */
export function isSummary(file: string): boolean {
  return posix.basename(file) === 'SUMMARY.md'
}

/** What summaries list, in their order. All paths are relative to the guidebooks root, which is relative to the tree. */
export async function readSummaries(
  { tree, root }: { tree: FileTree; root: string },
  summaries: readonly string[],
): Promise<NavigationEntry[]> {
  const entries: NavigationEntry[] = []
  for (const summary of summaries) {
    const bytes = await tree.read(posix.join(root, summary))
    if (bytes && bytes.length <= mostBytes)
      for (const entry of listedPages(Buffer.from(bytes).toString('utf8'), posix.dirname(summary))) entries.push(entry)
  }
  return entries
}

/** The links of its lists, and those that stand alone before and behind them. */
function listedPages(text: string, folder: string): NavigationEntry[] {
  const entries: NavigationEntry[] = []
  walk<Nodes>(parse(text, 'md'), (node) => {
    if (node.type !== 'link' || /^[a-z][a-z0-9+.-]*:|^[/#]/i.test(node.url)) return
    const path = decoded(node.url.replace(/[?#].*$/, ''))
    const label = textOf(node).trim()
    if (path !== '') entries.push({ path: posix.join(folder, path), ...(label !== '' && { label }) })
  })
  return entries
}
