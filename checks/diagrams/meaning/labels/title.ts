import type { LabelKind } from '../label-kind.ts'
import type { Label } from '../outline.ts'
import { settingsOf } from '../settings/setting.ts'
import type { Written } from '../written.ts'

/** The types that draw the title of their frontmatter as it was measured: tags are taken out, and signs have no other names. */
const drawn = new Set(['classDiagram', 'er', 'flowchart-v2', 'gantt', 'gitGraph', 'pie', 'sequence', 'stateDiagram'])

/** The title that frontmatter gives. */
export function titles(written: Written): Label[] {
  if (!drawn.has(written.type)) return []
  const title = settingsOf(written).top.find(({ path }) => path[0] === 'title')
  if (!title || typeof title.value.scalar !== 'string') return []
  const { text, start, end } = title.value
  const quotes = /^(["']).*\1$/s.test(text) ? 1 : 0
  const part = { text: text.slice(quotes, text.length - quotes), start: start + quotes, end: end - quotes }
  const kind: LabelKind = { tags: 'plain', named: true, raw: true, escapes: text.startsWith('"') }
  return [{ ...part, kind, mapped: title.text }]
}
