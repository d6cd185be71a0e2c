import { readToml } from '../../toml/document.ts'
import { readDocument } from '../../yaml/document.ts'

/**
 * The values of a page's frontmatter, be it YAML, TOML or JSON, without a word on what is wrong in it; none where there
 * is none, or where it cannot be read.
 */
export function readMatter(text: string): unknown {
  const [, toml] = /^\+\+\+[ \t]*\r?\n([\s\S]*?)(?:^|\n)\+\+\+[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  if (toml !== undefined) return readToml(toml).value
  const [, yaml] = /^---[ \t]*\r?\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text) ?? []
  const [json] = /^\{[ \t]*\r?\n[\s\S]*?\n\}(?=[ \t]*(?:\r?\n|$))/.exec(text) ?? []
  const written = yaml ?? json
  return written === undefined ? undefined : readDocument(written, { isForeign: true }).value
}
