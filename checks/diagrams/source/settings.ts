import { parse } from 'yaml'
import type { Directive, Preprocessed } from './preprocess.ts'

type Settings = Record<string, unknown>

/**
 * What a diagram's frontmatter and its `init` directives ask of Mermaid's configuration, merged, the later over the
 * earlier, as written: also what Mermaid does not know or refuses. What cannot be read is left out.
 */
export function settingsOf({ matter, directives }: Preprocessed): Settings {
  const settings: Settings = {}
  if (matter) merge(settings, frontMatterSettings(matter.text))
  for (const directive of directives) merge(settings, directiveSettings(directive))
  return settings
}

function frontMatterSettings(text: string): Settings {
  try {
    const read: unknown = parse(text, { schema: 'json', maxAliasCount: 50, logLevel: 'silent' })
    return isObject(read) && isObject(read.config) ? read.config : {}
  } catch {
    return {}
  }
}

/** Single quotes stand for double ones. */
function directiveSettings({ name, body }: Directive): Settings {
  if (name === 'wrap') return { wrap: true }
  if (name !== 'init' && name !== 'initialize') return {}
  try {
    const read: unknown = JSON.parse(body.text.trim().replaceAll("'", '"'))
    return isObject(read) ? read : {}
  } catch {
    return {}
  }
}

/** Keys come from outside: `__proto__` is one as any other. */
function merge(into: Settings, from: Settings): void {
  for (const [key, value] of Object.entries(from)) {
    const before = Object.hasOwn(into, key) ? into[key] : undefined
    const both = isObject(before) && isObject(value)
    if (both) merge(before, value)
    else Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true })
  }
}

function isObject(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
