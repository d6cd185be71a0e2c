import { posix } from 'node:path'
import { quote } from '../../../src/text/quote.ts'
import { pathOf } from '../internal/relative-url.ts'

/** A way to write links, which other programs may read otherwise. */
export interface LinkForm {
  /** The same for all links of the form. */
  key: string
  /** What such links are, in words that follow "links". */
  what: string
  /** What finds them, as RE2 takes it. */
  pattern: string
}

/** How programs that publish pages end their addresses; anything else is a file that somebody may have lost. */
const pageEnding = /^\.(?:x?html?|aspx?|jsp|php)$/

/** The forms that a link has, the most telling first. */
export function formsOf(url: string): LinkForm[] {
  const template = /\{\{|\{%|\$\{|<%/.exec(url)?.[0]
  if (template) return [form('template', `that hold ${quote(template)}`, escaped(template))]
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  if (scheme !== undefined)
    return [form(`scheme ${scheme}`, `with the scheme ${quote(`${scheme}:`)}`, `^${escaped(scheme)}:`)]
  if (url.startsWith('~/')) return [form('~/', 'that begin with `~/`', '^~/')]
  if (/^\/(?![/\\])/.test(url)) return rootForms(url)
  const ending = posix.extname(pathOf(url)).toLowerCase()
  return pageEnding.test(ending)
    ? [form(`ending ${ending}`, `that end in ${quote(ending)}`, `${escaped(ending)}(?:[?#]|$)`)]
    : []
}

/** Of links from the root on, those into one folder are a form of their own. */
function rootForms(url: string): LinkForm[] {
  const all = form('/', 'that begin with `/`', '^/')
  const folder = /^\/[^/?#]+\//.exec(url)?.[0]
  return folder === undefined ? [all] : [all, form(folder, `that begin with ${quote(folder)}`, `^${escaped(folder)}`)]
}

function form(key: string, what: string, pattern: string): LinkForm {
  return { key, what, pattern }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
