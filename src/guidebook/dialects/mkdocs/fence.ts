import type { Line, Rewriter } from '../rewriter.ts'
import { readAttributes } from './attribute-list.ts'

/** A mark, and what is said behind it. */
const opening = /^([\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/

/** A tab of former days: `tab="Linux"` behind the language. Source: pymdownx's `superfences`, before version 8. */
const legacyTab = /(?:^|\s)tab=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))/

/** A number of a note in a comment of code, whose mark takes the comment away: `# (1)!`. Source: Material for MkDocs. */
const annotation = /(?<=(?:#|\/\/|--|;|%|\*)[ \t]{0,20}\(\d{1,3}\))!/g

/** Says the language of a fence as Markdown does: `{ .py title="x" }` → `py title="x"`; and reads tabs of former days. */
export function rewriteFences(rewriter: Rewriter): void {
  for (const line of rewriter.lines) {
    if (line.fence === undefined) continue
    if (line.fence !== line.index) {
      for (const { index } of line.text.includes(')!') ? line.text.matchAll(annotation) : [])
        rewriter.replace(line.start + index, line.start + index + 1, '')
      continue
    }
    const [, before = '', mark = '', info = ''] = opening.exec(line.text) ?? []
    if (info.startsWith('{')) {
      const start = line.start + line.text.length - line.text.trimEnd().length
      const at = line.text.indexOf(info, before.length + mark.length)
      rewriter.replace(line.start + at, line.end - (start - line.start), infoOf(info))
    }
    const [whole, ...labels] = legacyTab.exec(info) ?? []
    if (whole !== undefined) containTab(rewriter, line, line.start + before.length, labels.find(Boolean) ?? '')
  }
}

function infoOf(info: string): string {
  const list = /^\{([^}]*)\}?/.exec(info)?.[1] ?? ''
  const { classes, values } = readAttributes(list.replace(/^:/, '').trim())
  const rest = Object.entries(values).map(([key, value]) => (key === value ? '' : `${key}="${value}"`))
  const [word = ''] = Object.keys(values)
  // `{mermaid}` says the same as `{.mermaid}`.
  const language = classes[0] ?? (values[word] === word ? word : '')
  return [language, ...rest].filter(Boolean).join(' ')
}

function containTab(rewriter: Rewriter, line: Line, at: number, label: string): void {
  const { lines } = rewriter
  let to = line.index
  while (lines[to]?.fence === line.index) to++
  rewriter.contain({
    at,
    headEnd: at,
    body: { from: line.index + 1, to },
    indent: 0,
    meaning: { kind: 'tab', label: { text: label }, group: 'fences' },
  })
}
