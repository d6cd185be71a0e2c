import type { Nodes, PhrasingContent } from 'mdast'
import type { Piece } from '../split-text.ts'

/** `{+ added +}`, `[+ added +]`, `{- gone -}`, `[- gone -]`. Source: "Inline diff" of GitLab Flavored Markdown. */
export function* inlineDiffs(words: string): Iterable<Piece> {
  if (!/[+-][}\]]/.test(words)) return
  for (const { index, 0: written, 1: open = '' } of words.matchAll(
    /(\{\+|\[\+|\{-|\[-)(?:(?!\1)[^\n]){1,1000}?(?:\+\}|\+\]|-\}|-\])/g,
  )) {
    const close = open === '{+' ? '+}' : open === '[+' ? '+]' : open === '{-' ? '-}' : '-]'
    if (!written.endsWith(close)) continue
    yield {
      start: index,
      end: index + written.length,
      inner: { start: index + 2, end: index + written.length - 2 },
      make: (children: PhrasingContent[], position: NonNullable<Nodes['position']>) =>
        open.endsWith('+')
          ? [{ type: 'styled', data: { hName: 'ins' }, children, position }]
          : [{ type: 'delete', children, position }],
    }
  }
}
