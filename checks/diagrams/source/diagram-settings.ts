import { isMap, isScalar, type Node, parseDocument } from 'yaml'
import type { DiagramSource } from './diagram-source.ts'
import type { MappedText } from './mapped-text.ts'
import type { TextPart } from './text-part.ts'

/** One setting of a diagram, with its place. */
export interface Setting {
  /** The name last: `['flowchart', 'curve']`. */
  path: string[]
  key: TextPart
  value: TextPart & { scalar: unknown }
  /** What offsets count in. */
  text: MappedText
}

/** What frontmatter has besides the configuration, at its top, and the settings of frontmatter and directives. */
export function writtenSettings({ preprocessed }: DiagramSource): { top: Setting[]; settings: Setting[] } {
  const { frontMatter, directives } = preprocessed
  const top = frontMatter ? entries(frontMatter, contentsOf(frontMatter)) : []
  const config = frontMatter && isMap(contentsOf(frontMatter)) ? mapIn(frontMatter, 'config') : undefined
  const configured = frontMatter && config ? entries(frontMatter, config, true) : []
  const inits = directives.filter(({ name }) => name === 'init' || name === 'initialize')
  return { top, settings: [...configured, ...inits.flatMap(({ body }) => entries(body, contentsOf(body), true))] }
}

/** JSON, in which single quotes stand for double ones, is YAML. */
function contentsOf(text: MappedText): Node | null {
  try {
    return parseDocument(text.text, { schema: 'json', logLevel: 'silent', uniqueKeys: false }).contents
  } catch {
    return null
  }
}

function mapIn(text: MappedText, name: string): Node | undefined {
  const contents = contentsOf(text)
  const found = isMap(contents) ? contents.get(name, true) : undefined
  return isMap(found) ? found : undefined
}

function entries(text: MappedText, node: unknown, deep = false, above: string[] = []): Setting[] {
  if (!isMap(node) || above.length > 4) return []
  return node.items.flatMap(({ key, value }) => {
    const place = isScalar(key) ? partOf(text, key) : undefined
    if (!isScalar(key) || !place) return []
    const path = [...above, String(key.value)]
    const scalar = isScalar(value) ? value.value : undefined
    const worth = { ...((isScalar(value) && partOf(text, value)) || place), scalar }
    return [{ path, key: place, value: worth, text }, ...(deep ? entries(text, value, deep, path) : [])]
  })
}

function partOf({ text }: MappedText, { range }: Node): TextPart | undefined {
  return range ? { text: text.slice(range[0], range[1]), start: range[0], end: range[1] } : undefined
}
