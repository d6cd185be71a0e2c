import { parseDocument } from 'yaml'
import type { Dialect } from './dialect.ts'

/** Python-Markdown makes its anchors: `## A & B` is `#a-b`. */
export const mkdocs: Dialect = {
  name: 'mkdocs',
  title: 'MkDocs',
  sign: (names) => ['mkdocs.yml', 'mkdocs.yaml'].find((name) => names.has(name)),
  folders: (_, text) => [docsFolder(text) ?? 'docs'],
}

/** Its tags, such as `!!python/name`, run code there; here they are left alone. */
function docsFolder(text: string): string | undefined {
  try {
    const folder: unknown = parseDocument(text, { logLevel: 'silent' }).get('docs_dir')
    return typeof folder === 'string' && folder !== '' ? folder : undefined
  } catch {
    return undefined
  }
}
