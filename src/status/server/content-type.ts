import { COMPRESSIBLE_CONTENT_TYPE_REGEX } from 'hono/utils/compress'
import { mimes } from 'hono/utils/mime'

const text = 'text/plain; charset=utf-8'
const binary = 'application/octet-stream'

/** What Hono's table lacks, or says without the charset. A runbook's neighbours (values, scripts) are shown as text, not downloaded. */
const types: Record<string, string> = {
  ...mimes,
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  mdx: 'text/markdown; charset=utf-8',
  ...Object.fromEntries(
    ['yaml', 'yml', 'toml', 'conf', 'ini', 'log', 'sh', 'ts', 'py', 'sql'].map((end) => [end, text]),
  ),
  // Pagefind's files are compressed already, and its own code unpacks them.
  ...Object.fromEntries(['pagefind', 'pf_meta', 'pf_index', 'pf_fragment', 'pf_filter'].map((end) => [end, binary])),
}

/** The content type of a file, by the end of its name. */
export function contentType(name: string): string {
  const end = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return Object.hasOwn(types, end) ? (types[end] ?? binary) : binary
}

/** Whether a content type is worth compressing. */
export function isCompressible(type: string): boolean {
  return COMPRESSIBLE_CONTENT_TYPE_REGEX.test(type)
}
