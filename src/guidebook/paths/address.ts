import { folderPagePattern, withoutPageEnding } from './page-file.ts'
import { ownFolders } from './reserved.ts'

/**
 * The address of a page on the site, from its root: `erp/README.md` → `/erp/`, `erp/operations.md` → `/erp/operations/`.
 * It is not percent-encoded yet. Letters of any script stay as they are, in Unicode's composed form; white space and
 * what a URL or a file system gives a meaning of its own become `-`. `erp/index.html.md` is `/erp/` too.
 */
export function addressOf(file: string): string {
  const path = folderPagePattern.test(file) ? file.replace(/[^/]*$/, '') : withoutPageEnding(file)
  return folderAddress(path)
}

/** The address of a folder, given relative to the guidebooks root. */
export function folderAddress(folder: string): string {
  const segments = folder.split('/').filter(Boolean).map(cleanSegment)
  return segments.length === 0 ? '/' : `/${segments.join('/')}/`
}

/** An address as it stands in a link: percent-encoded, under the site's base (which ends with `/`). */
export function hrefOf(base: string, address: string): string {
  const path = address.slice(1)
  // Most addresses are nothing else, and each page has a hundred links.
  if (/^[\w./~-]*$/.test(path)) return base + path
  return base + path.toWellFormed().split('/').map(encodeURIComponent).join('/')
}

function cleanSegment(segment: string): string {
  const clean = segment
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters have no place in an address
    .replace(/[\s%#?&"'<>|\\:*^`{}[\]$;=+@!,\u0000-\u001f\u007f]+/g, '-')
    .replace(/^-+(?=.)|(?<=.)-+$/g, '')
  return unlikeFile(clean.replace(/^\.+/, '')) || '-'
}

/** Beside the page `/erp/` stand the files `/erp/index.html` and `/erp.md`, and the site has folders of its own. */
function unlikeFile(segment: string): string {
  if (ownFolders.includes(segment.toLowerCase())) return segment.slice(1)
  return segment.replace(/\.(?=md$)|(?<=^index)\.(?=html?$)/i, '-')
}

/** The address of a page's Markdown source, beside the page: `/erp/operations/` → `/erp/operations.md`. */
export function sourceAddress(address: string): string {
  return address === '/' ? '/index.md' : `${address.slice(0, -1)}.md`
}
