import { posix } from 'node:path'

/** A link from one file to another, both relative to the guidebooks root, as Markdown writes its target. */
export function relativeTarget(from: string, to: string): string {
  const way = posix.relative(posix.dirname(from), to) || '.'
  const path = to.endsWith('/') || to === '' ? `${way}/` : way
  // A first segment with a colon would be a scheme.
  const plain = /^[^/]*:/.test(path) ? `./${path}` : path
  return encodeURI(plain.toWellFormed()).replace(/[()#?]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
}

/** A text as it is written inside of a link, so that it reads as it is. */
export function linkText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\\[\]*`<{~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=#?\w+;)/gu, (sign) => `\\${sign}`)
}
