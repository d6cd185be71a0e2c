import type { Nodes, PhrasingContent } from 'mdast'
import { type Finder, notText } from '../split-text.ts'
import { readAttributes } from './attribute-list.ts'

const list = '\\{:?[ ]*([^}\\n ][^}\\n]{0,1000})\\}'
const behindElement = new RegExp(`(?<=${notText})${list}`, 'g')
const atEnd = new RegExp(`[ ]{1,9}${list}[ ]*$`)
const onLastLine = new RegExp(`\\n[ ]*${list}[ ]*$`)
/** A list that is a paragraph, or a row of a table, says something of what stands before it. */
const alone = /^\{(?::|(?=[ ]*(?:[#.][\w-]|[\w-]+=)))[ ]*([^}\n ][^}\n]{0,1000})\}[ ]*$/

/**
 * Takes attribute lists off what they stand behind: an `id` becomes an anchor, all else says how things look. Source:
 * Python-Markdown's `attr_list`.
 */
export const findAttributes: Finder = function* (words, parent) {
  if (!words.includes('{')) return
  const last = endOf(words, parent)
  for (const { 0: written, 1: said = '', index: start } of words.matchAll(behindElement)) {
    if (last && start >= last.index) break
    yield { start, end: start + written.length, make: () => anchorOf(said) }
  }
  if (!last) return
  const { 0: written, 1: said = '', index: start } = last
  yield {
    start,
    end: start + written.length,
    make: (_, position) => {
      if (parent.type !== 'heading') return anchorOf(said)
      // What stands behind its words would be taken for closing marks.
      if (parent.position) parent.position = { ...parent.position, end: position.start }
      const { id } = readAttributes(said.trim())
      if (id) parent.data = { ...parent.data, anchor: id }
      return []
    },
  }
}

function endOf(words: string, { type }: Nodes): RegExpExecArray | undefined {
  if (!words.trimEnd().endsWith('}')) return undefined
  const tail = words.slice(-1200)
  const pattern =
    type === 'heading'
      ? [atEnd]
      : type === 'tableCell'
        ? [alone, atEnd]
        : type === 'paragraph'
          ? [alone, onLastLine]
          : []
  for (const one of pattern) {
    const found = (one === alone ? words.length === tail.length || undefined : true) && one.exec(tail)
    if (!found) continue
    found.index += words.length - tail.length
    return found
  }
  return undefined
}

/** An anchor where an element has an `id`: the element itself is GitHub's, which has none. */
function anchorOf(said: string): PhrasingContent[] {
  const { id } = readAttributes(said.trim())
  return id ? [{ type: 'styled', data: { hName: 'span', hProperties: { id } }, children: [] }] : []
}
