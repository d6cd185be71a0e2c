import type { YamlCursor } from '../yaml/stream.ts'
import type { ReadEntry } from './entry.ts'
import { isTemplated } from './template.ts'

/** An image with its tag: `registry.lan:5000/acme/shop:1.2@sha256:…`. */
const pattern = /^((?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*)(?::([\w][\w.-]{0,127}))?(?:@sha256:[0-9a-f]{64})?$/i

/** The image that a text names, as it is written; `undefined` where it is none, or depends on a variable. */
export function imageOfText(text: string): { image: string; tag?: string } | undefined {
  const [, image, tag] = text.length > 500 || isTemplated(text) ? [] : (pattern.exec(text) ?? [])
  return image === undefined ? undefined : { image, ...(tag !== undefined && { tag }) }
}

/** An image where it stands; nothing where the text is none, or depends on a variable. `text` is what the one written there means. */
export function imageEntry(
  cursor: YamlCursor | undefined,
  names: readonly string[],
  text = cursor?.text ?? '',
): ReadEntry[] {
  const named = imageOfText(text)
  if (!cursor || !named) return []
  const known = names.filter((name) => name !== '' && !isTemplated(name))
  return [{ kind: 'image', ...named, names: [...new Set(known)], ...cursor.place }]
}
