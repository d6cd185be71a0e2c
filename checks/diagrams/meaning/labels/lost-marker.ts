import type { Label } from '../outline.ts'
import { type Loss, partOf } from './label-part.ts'

interface Marker {
  pattern: RegExp
  sign: string
  cure: string
}

/** `__init__.py` and `app.__init__`: two underscores on each side of a name that something is attached to. */
const dunder: Marker = {
  pattern: /(?<![\w`])__(?=[a-zA-Z]\w*?__[./(])\w*?__(?=[./(])|(?<=[./])__[a-zA-Z]\w*?__(?!\w)/g,
  sign: '_',
  cure: '#95;',
}
/** `a*b*c`: stars within words. */
const stars: Marker = { pattern: /(?<=[\w)])\*(?=[\w(])[^*\s`]{0,40}\*(?=[\w(])/g, sign: '*', cure: '#42;' }

// `*.*`, and a path with a star in the middle and one at its end: stars that stand for any name.
const wildcards: Marker = {
  pattern: /(?<=[./])\*(?=[./])[^*\s`]{0,80}\*(?!\w)|(?<![^\s(])\*[./:-]{1,3}\*(?!\w)/g,
  sign: '*',
  cure: '#42;',
}

/** Signs of a name that Mermaid takes for Markdown: `__init__.py` is drawn as a bold `init.py`. */
export function lostMarkers(label: Label): Loss[] {
  if (!label.kind.markdown) return []
  const { numberless } = label.kind
  return [dunder, stars, wildcards].flatMap(({ pattern, sign, cure }) =>
    [...label.text.matchAll(pattern)].map(({ 0: text, index }) => ({
      part: partOf(label, index, text),
      seen: label.text.replace(text, text.replaceAll(sign, '')),
      ...(!numberless && { cure: text.replaceAll(sign, cure) }),
      hint: 'Mermaid takes it for Markdown',
    })),
  )
}
