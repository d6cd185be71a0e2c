/**
 * What a page of the site may load: its own files, and nothing else. `wasm-unsafe-eval` lets the search index, which
 * is WebAssembly, run; it does not allow `eval`. Source of the directives: Content Security Policy Level 3.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** The same as a header, which can also forbid frames around the page: in a `meta` element that has no effect. */
export const contentSecurityPolicy = `${pagePolicy}; frame-ancestors 'none'`
