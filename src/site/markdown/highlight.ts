import type { ElementContent } from 'hast'
import dockerfile from 'highlight.js/lib/languages/dockerfile'
import http from 'highlight.js/lib/languages/http'
import nginx from 'highlight.js/lib/languages/nginx'
import powershell from 'highlight.js/lib/languages/powershell'
import properties from 'highlight.js/lib/languages/properties'
import { common, createLowlight } from 'lowlight'
import { isContent } from './element.ts'
import { promql } from './promql.ts'

/** Colours code by classes alone, so that a page needs no inline style. */
export interface Highlighter {
  /** The code as spans with `hljs-…` classes; as it is where the language is not known or the code very long. */
  highlight(language: string, code: string): ElementContent[]
}

/** Names that runbooks use for languages that the highlighter knows under another name. */
const aliases: ReadonlyMap<string, string> = new Map(
  Object.entries({
    hcl: 'ini',
    tf: 'ini',
    terraform: 'ini',
    jsonc: 'json',
    json5: 'json',
    conf: 'nginx',
    mdx: 'markdown',
    astro: 'xml',
  }),
)

const longestCode = 100_000

/** A highlighter that remembers what it has coloured: runbooks repeat their commands. */
export function createHighlighter(): Highlighter {
  const lowlight = createLowlight({ ...common, dockerfile, http, nginx, powershell, properties })
  const known = new Map<string, ElementContent[]>()
  return {
    highlight(language, code) {
      const name = language.toLowerCase()
      if (name === 'promql' && code.length <= longestCode) return promql(code)
      const grammar = aliases.get(name) ?? name
      if (!lowlight.registered(grammar) || code.length > longestCode) return [{ type: 'text', value: code }]
      const key = `${grammar}\n${code}`
      const found = known.get(key) ?? lowlight.highlight(grammar, code).children.filter(isContent)
      if (code.length < 2_000) known.set(key, found)
      return found
    },
  }
}
