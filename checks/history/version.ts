import type { Root } from 'mdast'
import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { parse, SyntaxProblem } from '../../src/guidebook/parse/syntax.ts'
import { type BreadcrumbLine, readBreadcrumb } from '../../src/guidebook/parts/breadcrumb.ts'
import { type HeaderField, headerBlock, headerValue, readHeader } from '../../src/guidebook/parts/header-block.ts'
import { decode } from '../../src/text/source.ts'

/** One version of a page, as far as its history asks. */
export interface Version {
  /**
   * All but frontmatter, breadcrumb line, header block and white space. Two versions whose texts are equal say the same.
   */
  text: string
  /** Its `Last Updated`, as written. */
  updated: string | undefined
}

/** Reads a version of a page from its bytes; never throws. */
export function readVersion(file: string, bytes: Uint8Array): Version {
  const { text } = decode(bytes)
  const tree = treeOf(text, file)
  return version(text, readHeader(headerBlock(tree), text), readBreadcrumb(tree, text))
}

/** The same of a page that was read already; undefined where it was read by other rules than its history is. */
export function versionOf({ text, header, breadcrumb, dialect, includes, problems }: Page): Version | undefined {
  if (dialect || includes || problems.length > 0) return undefined
  return version(text, header, breadcrumb)
}

function version(text: string, header: HeaderField[], breadcrumb: BreadcrumbLine | undefined): Version {
  const hidden = breadcrumb ? [breadcrumb, ...header] : header
  return { text: textBelow(text, hidden), updated: headerValue(header, 'Last Updated') }
}

function treeOf(text: string, file: string): Root {
  try {
    return parse(text, /\.mdx$/i.test(file) ? 'mdx' : 'md')
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error
    return { type: 'root', children: [] }
  }
}

function textBelow(text: string, hidden: Place[]): string {
  const lines = text.split(/\r\n|\n|\r/)
  for (const { line, endLine } of hidden) lines.fill('', line - 1, endLine)
  const below = lines.join('\n').replace(/^---[ \t]*\n[\s\S]*?\n---[ \t]*(?:\n|$)/, '')
  // Between the fields of a quoted header block stand lines with its marker alone.
  return below
    .replace(/^[ \t]*>[ \t]*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim()
}
