/** Folders at the site's root that the build fills. */
export const ownFolders: readonly string[] = ['_waymark', '_astro', '_changes']

/** What every site has at its root beside them. */
const ownFiles = ['404.html', 'index.html', 'llms.txt', 'robots.txt', 'sitemap.xml', 'waymark-worker.js']

/** By what files hosts take orders, besides those at the root whose names begin with `_`. */
const hostFiles = [
  'cname',
  'firebase.json',
  'netlify.toml',
  'staticwebapp.config.json',
  'vercel.json',
  'web.config',
  'wrangler.json',
  'wrangler.jsonc',
  'wrangler.toml',
]

/** Whether an address, or one above it, could be taken for one of the site's own: some hosts do not care for case. */
export function isReserved(address: string): boolean {
  return isOwn(address.toLowerCase())
}

/** Whether an address, or one above it, is the site's own in any site, whatever its pages are. */
export function isOwn(address: string): boolean {
  const [, first = '', ...rest] = address.split('/')
  if (ownFolders.includes(first) || ownFiles.includes(first)) return true
  return first === '404' && rest.join('') === ''
}

/**
 * Whether a file at an address tells the host what to do: `_headers` and `_redirects` of Netlify and Cloudflare Pages,
 * `CNAME` of GitHub Pages, and their like. Such a file is published where `waymark.yaml` says so, and not since a page
 * links to it.
 */
export function isHostFile(address: string): boolean {
  const names = address.toLowerCase().split('/').filter(Boolean)
  const name = names.at(-1) ?? ''
  if (name === 'web.config') return true
  return names.length === 1 && (name.startsWith('_') || hostFiles.includes(name))
}

/** The addresses above one, nearest last: `/a` and `/a/b` of `/a/b/c`. */
export function addressesAbove(address: string): string[] {
  const names = address.split('/').filter(Boolean)
  return names.slice(0, -1).map((_, index) => `/${names.slice(0, index + 1).join('/')}`)
}

/** The files that a build writes of itself: no other may take the place of one, on a host that does not care for case either. */
export class WrittenFiles {
  readonly #files: ReadonlySet<string>
  readonly #folders: ReadonlySet<string>

  /** Their addresses. */
  constructor(addresses: Iterable<string>) {
    this.#files = new Set([...addresses].map((address) => address.toLowerCase()))
    this.#folders = new Set([...this.#files].flatMap(addressesAbove))
  }

  /** Whether a file at an address would be one of them, stand in the way of one, or stand below one. */
  has(address: string): boolean {
    const lower = address.toLowerCase()
    if (isReserved(lower) || this.#files.has(lower) || this.#folders.has(lower)) return true
    return addressesAbove(lower).some((above) => this.#files.has(above))
  }
}
