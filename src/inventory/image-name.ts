import type { YamlCursor } from '../yaml/stream.ts'
import type { ReadEntry } from './entry.ts'
import { isTemplated } from './template.ts'

/** An image with its tag: `registry.lan:5000/acme/shop:1.2@sha256:…`. */
const pattern = /^((?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*)(?::([\w][\w.-]{0,127}))?(?:@sha256:[0-9a-f]{64})?$/i

/** An image where it stands; nothing where the text is none, or depends on a variable. `text` is what the one written there means. */
export function imageEntry(
  cursor: YamlCursor | undefined,
  names: readonly string[],
  text = cursor?.text ?? '',
): ReadEntry[] {
  const [, image, tag] = text.length > 500 ? [] : (pattern.exec(text) ?? [])
  if (!cursor || image === undefined || isTemplated(text)) return []
  const known = names.filter((name) => name !== '' && !isTemplated(name))
  return [{ kind: 'image', image, ...(tag !== undefined && { tag }), names: [...new Set(known)], ...cursor.place }]
}
