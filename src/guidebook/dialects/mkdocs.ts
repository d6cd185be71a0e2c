import type { AdmonitionKind } from './block.ts'
import type { Dialect } from './dialect.ts'
import type { Line, Rewriter } from './rewriter.ts'

/** Python-Markdown makes its anchors: `## A & B` is `#a-b`. Tags in its configuration run code there; one line of it is read here. */
export const mkdocs: Dialect = {
  name: 'mkdocs',
  title: 'MkDocs',
  sign: (names) => ['mkdocs.yml', 'mkdocs.yaml'].find((name) => names.has(name)),
  folders(_, text) {
    const [, folder = 'docs'] = /^docs_dir[ \t]*:[ \t]*["']?([^"'\s#!]+)/m.exec(text) ?? []
    return [folder]
  },
  rewrite(rewriter) {
    for (const line of rewriter.lines) if (!line.isCode) readHead(rewriter, line)
  },
}

/** Source: Python-Markdown's `admonition`, pymdownx's `details` and `tabbed`. */
const head =
  /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(!!!|\?\?\?\+?|===[!+]{0,2})[ \t]+(?:([\w -]*?[\w-])(?:[ \t]+|$))?(?:"(.*)")?[ \t]*$/

function readHead(rewriter: Rewriter, line: Line): void {
  const match = head.exec(line.text)
  if (!match) return
  const [, lead = '', mark = '', kind = '', title] = match
  const at = line.start + lead.length
  const column = widthOf(lead)
  const body = { from: line.index + 1, to: endOfBody(rewriter.lines, line.index + 1, column) }
  const titleStart = line.start + line.text.lastIndexOf(`"${title}"`) + 1
  const written = title ? { title: { start: titleStart, end: titleStart + title.length } } : {}
  const common = { at, headEnd: line.end, body, indent: 4, ...written }
  if (mark.startsWith('=')) {
    if (title === undefined) return
    rewriter.contain({
      ...common,
      meaning: { kind: 'tab', label: 'written', ...(mark.includes('!') && { isFirst: true }) },
    })
    return
  }
  const admonition = kindOf(kind)
  const fold = mark === '!!!' ? {} : { fold: mark === '???' ? ('closed' as const) : ('open' as const) }
  rewriter.contain({
    ...common,
    meaning: { kind: 'admonition', admonition, title: title === '' ? 'none' : title ? 'written' : 'default', ...fold },
  })
}

function widthOf(lead: string): number {
  return lead.replace(/\t/g, '    ').length
}

/** Its lines are indented by four; blank ones between them are of it. */
function endOfBody(lines: readonly Line[], from: number, column: number): number {
  let end = from
  for (let index = from; index < lines.length; index++) {
    const line = lines[index]
    if (!line || (!line.isBlank && line.indent < column + 4)) break
    if (!line.isBlank) end = index + 1
  }
  return end
}

function kindOf(type: string): AdmonitionKind {
  return type === 'warning' ? 'warning' : 'note'
}
