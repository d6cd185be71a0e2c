import { posix } from 'node:path'

/** The addresses that `url` and `slug` give a page, from the site's root. */
export function addressesIn({ url, slug }: Readonly<Record<string, unknown>>, file: string): string[] {
  const named = textOf(url)
  const short = textOf(slug)
  const isBundle = /(?:^|\/)index\.[^/]*$/.test(file)
  const folder = isBundle ? posix.dirname(posix.dirname(file)) : posix.dirname(file)
  return [
    ...(named === undefined || /^[a-z][a-z\d+.-]*:/i.test(named) ? [] : [posix.join('/', named)]),
    ...(short === undefined || short.includes('/') ? [] : [posix.join('/', folder, short, '/')]),
  ]
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}
