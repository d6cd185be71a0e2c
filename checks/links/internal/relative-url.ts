import { posix } from 'node:path'

/** What follows the path of a URL: its query and its fragment. */
export function tailOf(url: string): string {
  return /[?#].*$/s.exec(url)?.[0] ?? ''
}

/** The path of a URL, as written. */
export function pathOf(url: string): string {
  return /^[^?#]*/.exec(url)?.[0] ?? ''
}

/**
 * The link from one file to another, both relative to one root. It keeps what `url` has behind its path, and its `./`.
 */
export function relativeUrl(from: string, to: string, url: string): string {
  const relative = posix.relative(posix.dirname(`/${from}`), `/${to}`) || '.'
  const plain = encoded(relative)
  const needsDot = plain.split('/')[0]?.includes(':') || (url.startsWith('./') && !plain.startsWith('.'))
  return (needsDot ? `./${plain}` : plain) + tailOf(url)
}

/** Encodes what would end a path, or a link of Markdown or HTML; letters of any script stay. */
export function encoded(path: string): string {
  return path
    .toWellFormed()
    .replace(/[\s%?#<>()[\]"'`\\]/g, (sign) =>
      /[\s%?#]/.test(sign) || sign === '\\' || sign === '"' || sign === '<' || sign === '>'
        ? encodeURIComponent(sign)
        : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
    )
}
