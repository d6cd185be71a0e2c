/** What is told of a request to decide by. */
export interface AskedRequest {
  method: string
  url: string
  /** Whether it is for a page that a window or a frame is to show. */
  isNavigation: boolean
  /** Whether it is for a part of a file. */
  hasRange: boolean
}

/**
 * What a worker does with a request. `pass`: nothing, the browser goes on as if there were none. `page`: the server is asked
 * first. `file`: so too, but a page of the copy has its files from there. `hashed`: its name says what is in it, so the copy
 * is asked first. `address` is below the base, decoded.
 */
export type RequestPlan = { kind: 'pass' } | { kind: 'page' | 'file' | 'hashed'; address: string }

/** Below the base: what a server answers anew each time, and by what it is told whether there is one. */
const live =
  /^(?:_waymark\/(?:status\.json|events|site\.json|mcp|copy\.json|probes\/|badges\/|claims|runs(?:\.json)?$)|metrics$|healthz$|readyz$|waymark-worker\.js$)/

/** `base` is the worker's own folder as an address, with a slash at its end. */
export function planFor({ method, url, isNavigation, hasRange }: AskedRequest, base: string): RequestPlan {
  const plain = url.replace(/[?#].*$/s, '')
  if (method !== 'GET' || hasRange || !plain.startsWith(base)) return { kind: 'pass' }
  const address = decoded(plain.slice(base.length))
  if (address === undefined || live.test(address)) return { kind: 'pass' }
  if (isNavigation) return { kind: 'page', address }
  return { kind: address.startsWith('_astro/') ? 'hashed' : 'file', address }
}

/** The addresses that a copy may have something under: a folder is written with a slash and without, and by its file. */
export function keptAddresses(address: string): string[] {
  const folder = address.replace(/(?:^|(?<=\/))index\.html$/, '')
  return [...new Set([address, folder, ...(folder === '' || folder.endsWith('/') ? [] : [`${folder}/`])])]
}

/** An address below the base as a browser writes it. */
export function encoded(address: string): string {
  return address.split('/').map(encodeURIComponent).join('/')
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}

/** Whether an answer of a server says that there is nobody behind it: then a copy is better. */
export function isUnanswered({ status }: Pick<Response, 'status'>): boolean {
  return status >= 500
}

/** The HTML of a page as it is shown from a copy: its root says since when it is kept, and whether it is another's place. */
export function markedPage(html: string, { keptAt, isMissing }: { keptAt: string; isMissing: boolean }): string {
  return html.replace(/<html(?=[\s>])/i, `<html data-copy="${keptAt}"${isMissing ? ' data-copy-missing' : ''}`)
}
