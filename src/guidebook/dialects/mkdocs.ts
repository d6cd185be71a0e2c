import type { Dialect } from './dialect.ts'
import { removeAbbreviations } from './mkdocs/abbreviation.ts'
import { MarkdownAnchors } from './mkdocs/anchor.ts'
import { configure } from './mkdocs/configuration.ts'
import { hasExtension } from './mkdocs/extension.ts'
import { rewriteFences } from './mkdocs/fence.ts'
import { finishPage } from './mkdocs/finish.ts'
import { rewriteHeads } from './mkdocs/head.ts'
import { rewriteHtmlBlocks } from './mkdocs/html-block.ts'
import { includesOf, rewriteIncludes } from './mkdocs/include.ts'
import {
  closeVariables,
  containDefinitions,
  dollarMath,
  protectAttributes,
  removeContents,
  removeRawMarks,
  replaceVariables,
  spaceHeadings,
} from './mkdocs/line.ts'
import { pathsOf } from './mkdocs/path.ts'
import { Rewriter } from './rewriter.ts'

/**
 * MkDocs, with Material for MkDocs and Backstage's TechDocs: Python-Markdown and its extensions. What one of them means is
 * read whether it is turned on or not where it stands on lines of its own; marks in sentences only where it is.
 */
export const mkdocs: Dialect = {
  name: 'mkdocs',
  title: 'MkDocs',
  sign: (names) => ['mkdocs.yml', 'mkdocs.yaml'].find((name) => names.has(name)),
  folders(_, text) {
    const [, folder = 'docs'] = /^docs_dir[ \t]*:[ \t]*["']?([^"'\s#!]+)/m.exec(text) ?? []
    return [folder]
  },
  configure,
  includesOf: (text, reading) => includesOf(new Rewriter(text).lines, reading),
  rewrite(rewriter, reading) {
    rewriteHeads(rewriter)
    rewriteFences(rewriter)
    rewriteIncludes(rewriter, reading)
    rewriteHtmlBlocks(rewriter)
    containDefinitions(rewriter)
    removeAbbreviations(rewriter)
    removeContents(rewriter)
    spaceHeadings(rewriter)
    replaceVariables(rewriter, reading.settings)
    if (reading.settings.variables) {
      closeVariables(rewriter)
      removeRawMarks(rewriter)
    }
    if (hasExtension(reading.settings, 'attr_list')) protectAttributes(rewriter)
    if (hasExtension(reading.settings, 'arithmatex')) dollarMath(rewriter)
  },
  finish: finishPage,
  anchors: (settings) => new MarkdownAnchors(settings),
  pathsOf,
}
