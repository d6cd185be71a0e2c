/**
 * What a page of the site may load: its own files, and nothing else. `wasm-unsafe-eval` lets the search index, which
 * is WebAssembly, run; it does not allow `eval`. Source of the directives: Content Security Policy Level 3.
 */
const ownFiles = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
]

/** A page with diagrams that its reader's browser draws has a frame for that, and no other page has one. */
export function pagePolicy({ drawsDiagrams }: { drawsDiagrams: boolean }): string {
  return [...ownFiles, ...(drawsDiagrams ? ["frame-src 'self'"] : [])].join('; ')
}

/**
 * What a page of a copy on a disk may load: files of the disk, by their scheme, since not every browser takes these for its
 * own. It connects to nothing.
 */
export const filePolicy = [
  "default-src 'none'",
  "script-src 'self' file:",
  "style-src 'self' file:",
  "img-src 'self' file: data:",
  "font-src 'self' file:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/**
 * The same as a header, which can also forbid frames around the page: in a `meta` element that has no effect. Which
 * pages have a frame is for their own policy to say, as both hold.
 */
export const contentSecurityPolicy = `${pagePolicy({ drawsDiagrams: true })}; frame-ancestors 'none'`

/** What a picture may load that is opened by itself: nothing but what it holds, styles too, and it runs nothing. */
export const pictureContentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  'img-src data:',
  'font-src data:',
  "frame-ancestors 'none'",
  'sandbox',
].join('; ')

/**
 * What the document may load in which diagrams are drawn: its own files, without images and connections. Mermaid writes
 * styles into it while it measures.
 */
export const framePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'unsafe-inline'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The same as a header: pages of this site have it in a frame. */
export const frameContentSecurityPolicy = `${framePolicy}; frame-ancestors 'self'`
