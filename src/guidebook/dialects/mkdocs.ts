import type { Dialect } from './dialect.ts'

/** Python-Markdown makes its anchors: `## A & B` is `#a-b`. Tags in its configuration run code there; one line of it is read here. */
export const mkdocs: Dialect = {
  name: 'mkdocs',
  title: 'MkDocs',
  sign: (names) => ['mkdocs.yml', 'mkdocs.yaml'].find((name) => names.has(name)),
  folders(_, text) {
    const [, folder = 'docs'] = /^docs_dir[ \t]*:[ \t]*["']?([^"'\s#!]+)/m.exec(text) ?? []
    return [folder]
  },
}
