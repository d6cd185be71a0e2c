import { escapeMarkup } from '../../text/markup.ts'
import { filePageScript } from '../../widgets/copy/file-data.ts'
import { filePolicy } from '../contract/content-security-policy.ts'

/** What a page on a disk is made with. */
export interface FileHtmlOptions {
  /** The path that the site was built for, with a slash at both ends. */
  base: string
  /** Where the site is published, as far as that is known: what is not in the copy is there. */
  origin: string | undefined
  /** Whether the copy has a file, by its path. */
  has: (file: string) => boolean
  /** What stands in the bar of each page. */
  stamp: { date: string; commit: string | undefined; at: string }
}

/** A start tag; an attribute may hold any sign between its quotes. */
const startTag = /<[a-z][^\s>/]*(?:\s(?:[^>"']|"[^"]*"|'[^']*')*)?>/gi

/** The attributes that have an address in them. */
const addressed = /(\s(?:href|src|xlink:href|data-frame))="([^"]*)"/gi

/**
 * The HTML of a page as it opens from a disk, `file` being its path in the copy: each address is relative and names a file,
 * scripts are no modules, and above the page stands of when it is.
 */
export function fileHtml(html: string, file: string, options: FileHtmlOptions): string {
  const up = '../'.repeat(file.split('/').length - 1)
  const address = (written: string) => fileAddress(written, up, options)
  const tag = (text: string): string => {
    if (/^<script\s/i.test(text) && /\stype="?module/i.test(text)) return isPageScript(text) ? pageScript(up) : noScript
    if (/^<link\s/i.test(text) && /\srel="?(?:preload|modulepreload)/i.test(text)) return ''
    if (/^<meta\s/i.test(text)) return metaTag(text, address)
    if (/^<html[\s>]/i.test(text)) return rootTag(text, options.stamp)
    return text
      .replace(/(\sdata-base)="[^"]*"/, `$1="${up === '' ? './' : up}"`)
      .replace(addressed, (_, name: string, value: string) => `${name}="${address(value)}"`)
  }
  return html.replace(startTag, tag).replace(/(<a class="skip-link"[^>]*>[^<]*<\/a>)/, `$1${bar(options.stamp)}`)
}

/** Astro names it after its place; an `.mdx` page may bring others. */
function isPageScript(tag: string): boolean {
  return /\/_astro\/page\.[^"/]+\.js"/.test(tag)
}

function pageScript(up: string): string {
  return `<script defer src="${up}${filePageScript}">`
}

/** A block of data, which is not run. */
const noScript = '<script type="text/plain">'

function metaTag(text: string, address: (written: string) => string): string {
  if (/http-equiv="?content-security-policy/i.test(text))
    return `<meta http-equiv="Content-Security-Policy" content="${filePolicy}">`
  if (!/http-equiv="?refresh/i.test(text)) return text
  return text.replace(/(content="\d+;url=)([^"]*)/i, (_, start: string, url: string) => start + address(url))
}

/** Nobody is there whom a page could ask of when it is, and of which commit. */
function rootTag(text: string, { at, commit = '' }: FileHtmlOptions['stamp']): string {
  const said = `data-copy="${at}" data-commit="${escapeMarkup(commit)}"`
  return text.replace(/\sdata-worker="[^"]*"/, '').replace(/^<html/i, `<html ${said}`)
}

function bar({ date, commit }: FileHtmlOptions['stamp']): string {
  const of = commit === undefined ? '' : `, commit <code>${escapeMarkup(commit.slice(0, 7))}</code>`
  return `<div class="notice-bar copy-bar" role="region" aria-label="Copy"><p><strong>Copy of <time datetime="${date}">${date}</time></strong>${of}. It asks no server: states are not known.</p></div>`
}

/** An address, as it stands between quotes, as one that leads from a page in `up` steps to the root of the copy. */
function fileAddress(written: string, up: string, { base, origin, has }: FileHtmlOptions): string {
  if (!written.startsWith(base) || written.startsWith('//')) return written
  const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(written.slice(base.length)) ?? []
  const file = path === '' || path.endsWith('/') ? `${path}index.html` : path
  if (has(decoded(file))) return `${up}${file}${rest}`
  return origin === undefined ? `${up}${path}${rest}` : origin + written
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path.replace(/&amp;/g, '&'))
  } catch {
    return path
  }
}
