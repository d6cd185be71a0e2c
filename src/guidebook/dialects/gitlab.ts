import { posix } from 'node:path'
import type { Dialect, PageReading } from './dialect.ts'
import { leadPattern } from './enclosure.ts'
import { GitlabAnchors } from './gitlab/anchor.ts'
import { inlineDiffs } from './gitlab/inline-diff.ts'
import { readShortcodes, shortcodesIn } from './gitlab/shortcode.ts'
import type { Rewriter } from './rewriter.ts'
import { TextSplitter } from './split-text.ts'
import { githubKinds, readTitledAlerts } from './titled-alert.ts'

/** `::include{file=chapter.md}`, alone on its line. */
const include = /^::include\{[ \t]*file=["']?([^"'{}\s]{1,1000})["']?[ \t]*\}[ \t]*$/

/** Several hyphens are one: `## A & B` is `#a-b`. It is a forge, and told by the whole repository. */
export const gitlab: Dialect = {
  name: 'gitlab',
  title: 'GitLab',
  sign: (names, isTop) => (isTop && names.has('.gitlab-ci.yml') ? '.gitlab-ci.yml' : undefined),
  folders: () => ['.'],
  includesOf(text, reading) {
    if (!text.includes('::include{')) return []
    return text.split(/\r?\n/).flatMap((line) => {
      const path = include.exec(line.trim())?.[1]
      return path === undefined || /^https?:/i.test(path) ? [] : [fileOf(path, reading)]
    })
  },
  rewrite(rewriter, reading) {
    removeTables(rewriter)
    readIncludes(rewriter, reading)
    readQuotes(rewriter)
    readShortcodes(rewriter)
  },
  finish(tree, text) {
    const splitter = new TextSplitter(tree, text)
    readTitledAlerts(tree, splitter, { ...githubKinds, words: 'title' })
    splitter.split(inlineDiffs)
    splitter.split(shortcodesIn)
  },
  anchors: () => new GitlabAnchors(),
}

/** Every page of ours has its table of contents beside it. */
function removeTables(rewriter: Rewriter): void {
  for (const line of rewriter.lines)
    if (!line.isCode && /^[ \t]{0,3}(?:\[\[_TOC_\]\]|\[TOC\])[ \t]*$/i.test(line.text)) rewriter.removeLine(line.index)
}

function readIncludes(rewriter: Rewriter, reading: PageReading): void {
  for (const line of rewriter.lines) {
    if (line.isCode || !line.text.includes('::include{')) continue
    const lead = leadPattern.exec(line.text)?.[0].length ?? 0
    const path = include.exec(line.text.slice(lead))?.[1]
    if (path === undefined) continue
    const body = { from: line.index + 1, to: line.index + 1 }
    const isOutside = /^https?:/i.test(path)
    rewriter.contain({
      meaning: isOutside ? { kind: 'unknown', name: '::include' } : { kind: 'include', file: fileOf(path, reading) },
      at: line.start + lead,
      headEnd: line.end,
      body,
      indent: 0,
    })
  }
}

function fileOf(path: string, { file }: Pick<PageReading, 'file'>): string {
  return path.startsWith('/') ? posix.normalize(path.slice(1)) : posix.join(posix.dirname(file), path)
}

/** A quote of several lines stands between two lines of `>>>`. */
function readQuotes(rewriter: Rewriter): void {
  const marks = rewriter.lines.filter(({ isCode, text }) => !isCode && /^>>>[ \t]*$/.test(text))
  for (let pair = 0; pair + 1 < marks.length; pair += 2) {
    const [first, last] = [marks[pair], marks[pair + 1]]
    if (!first || !last) return
    for (const mark of [first, last]) rewriter.replace(mark.start, mark.end, '')
    for (const line of rewriter.lines.slice(first.index + 1, last.index)) rewriter.replace(line.start, line.start, '> ')
  }
}
