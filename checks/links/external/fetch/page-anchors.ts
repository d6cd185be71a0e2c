import { type HtmlPart, htmlParts } from '../../../../src/guidebook/html/html.ts'
import type { BodyText } from '../../../../src/network/http/body.ts'
import { anchorOf, isTop, readingsOf } from '../../fragment.ts'
import { isAnchor } from '../../html-anchors.ts'

/** Places that scripts of a page find, and its HTML does not show: lines of source code, comments, media, maps, states. */
const scripted =
  /[=&?/!,;()]|^(?:[Ll]|n|r|lines?-|p|page-?)\d+|^(?:issue|issuecomment|discussion|discussioncomment|discussion_r|pullrequestreview|commitcomment|diff|event|note|file|job|step|comment|post|answer)[-_:]|^readme$/i

/**
 * What to look for in a page for a fragment, as the readings that a browser tries; none where a page cannot tell, or
 * where every page has it. `fragment` as in a URL, with `#`.
 */
export function anchorsToFind(fragment: string): string[] {
  const anchor = anchorOf(fragment.slice(1)).replace(/-ov-file$/, '')
  const isNeverChecked = isTop(anchor) || anchor.length > 500 || readingsOf(anchor).some((one) => scripted.test(one))
  return isNeverChecked ? [] : readingsOf(anchor)
}

/** Elements whose text readers do not see. */
const hidden = new Set(['script', 'style', 'template', 'noscript', 'title', 'textarea'])

/** A script that names an anchor more often is not read to its end. */
const mostMentions = 10_000

/** What a page shows less than this, its scripts make. */
const leastText = 400

/** The places of a page of the web that a fragment can lead to. */
export class PageAnchors {
  readonly #anchors = new Set<string>()
  readonly #scripts: string[] = []
  #isTelling: boolean

  constructor(page: BodyText, contentType: string) {
    this.#isTelling = page.isWhole && /^\s*(?:text\/html|application\/xhtml\+xml)\b/i.test(contentType)
    if (this.#isTelling) this.#read(page.text)
  }

  /** Whether one of some readings is a place of the page, or it is unknown whether it is one. */
  has(readings: readonly string[]): boolean {
    return !this.#isTelling || readings.some((reading) => this.#hasOne(reading) || this.#isInScript(reading))
  }

  /** Forges put `user-content-` before the ids of a page's text, and take a fragment in any case for them. */
  #hasOne(name: string): boolean {
    const ofForge = `user-content-${name}`
    return [name, ofForge, ofForge.toLowerCase()].some((one) => this.#anchors.has(one))
  }

  /** A script that names the anchor may make it. */
  #isInScript(name: string): boolean {
    return this.#scripts.some((script) => {
      let left = mostMentions
      for (let at = script.indexOf(name); at >= 0; at = script.indexOf(name, at + 1)) {
        if (left-- === 0) return true
        if (/["'`#/\\-]/.test(script.charAt(at - 1)) && /["'`\\&]/.test(script.charAt(at + name.length))) return true
      }
      return false
    })
  }

  #read(html: string): void {
    let [shown, headings, scripts, leadsOn, inside] = [0, 0, 0, false, '']
    for (const part of htmlParts(html)) {
      if (part.kind === 'open') {
        if (this.#takeAnchors(part)) headings++
        if (part.name === 'script') scripts++
        if (isRefresh(part)) leadsOn = true
        if (hidden.has(part.name)) inside = part.name
      } else if (part.kind === 'close') {
        if (part.name === inside) inside = ''
      } else if (inside === '') shown += part.value.trim().length
      else if (inside === 'script') this.#scripts.push(part.value)
    }
    // A page that its scripts fill, or whose headings get their anchors from them, has others than its HTML. Without
    // scripts it has what it shows; one that shows nothing may be meant for programs alone.
    const isFilled = headings === 0 || shown < leastText || /"react-app\.embeddedData"/.test(html)
    this.#isTelling = !leadsOn && (scripts === 0 ? shown > 0 : !isFilled)
  }

  /** Whether one of them is of a kind that generators give to headings. */
  #takeAnchors({ name, attributes }: HtmlPart & { kind: 'open' }): boolean {
    const named = attributes.filter(({ name: key }) => isAnchor(name, key))
    for (const { value } of named) this.#anchors.add(value)
    if (name === 'a') return named.some(({ name: key, value }) => key === 'name' || value.startsWith('user-content-'))
    return named.length > 0 && /^(?:h[1-6]|section)$/.test(name)
  }
}

/** Whether a tag sends readers on to another page. */
function isRefresh({ name, attributes }: HtmlPart & { kind: 'open' }): boolean {
  return name === 'meta' && attributes.some(({ name: key, value }) => key === 'http-equiv' && /^refresh$/i.test(value))
}
