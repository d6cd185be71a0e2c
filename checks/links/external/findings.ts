import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { Address, Mentioned } from './address.ts'
import { externalCodes } from './codes.ts'
import type { Bad, Good } from './outcome.ts'
import type { RedirectFixes } from './redirect-fix.ts'
import type { Answer, Table } from './table.ts'

/** A certificate that ends within this time asks to be renewed, in milliseconds. */
const soon = 14 * 24 * 3600 * 1000

type Said = Pick<RawFinding, 'code' | 'message'> & Partial<Pick<RawFinding, 'hint' | 'severity' | 'fix'>>

type Link = Address['links'][number]

/** Says at each place what was found of the address that it names. */
export class Findings {
  readonly #table: Table
  readonly #grace: number
  readonly #fixes: RedirectFixes
  readonly #hostsTold = new Set<string>()

  /** `grace` in milliseconds. */
  constructor(table: Table, grace: number, fixes: RedirectFixes) {
    this.#table = table
    this.#grace = grace
    this.#fixes = fixes
  }

  of(addresses: ReadonlyMap<string, Address>): RawFinding[] {
    const answers = new Map(this.#table.answers.map((answer) => [answer.url, answer]))
    return [...addresses].flatMap(([url, { links }]) => links.flatMap((link) => this.#ofLink(link, answers.get(url))))
  }

  #ofLink(link: Link, answer: Answer | undefined): RawFinding[] {
    if (!answer || !isKnown(link, answer)) return link.at.map((at) => foundAt(at, notRecorded(link)))
    const { outcome } = answer
    if (outcome.verdict !== 'good') {
      return link.at.map((at) => foundAt(at, this.#bad(link, at, outcome, answer)))
    }
    const certificate = this.#certificate(outcome)
    return link.at.flatMap((at, index) => [
      ...this.#good(link, at, outcome).map((said) => foundAt(at, said)),
      ...(certificate && index === 0 ? [foundAt(at, certificate)] : []),
    ])
  }

  #bad({ written }: Link, { isImage }: Mentioned, { verdict, at, reason, via }: Bad, before: Answer): Said {
    const by = via === undefined ? '' : ` by way of ${quote(via)}`
    const expected = verdict === 'private' ? 'a public one' : isImage ? 'an image' : 'a page'
    const message = `Unexpected ${reason} of ${quote(written)}${by}, expected ${expected}`
    if (verdict !== 'broken') return { code: `links/${verdict}`, message, hint: hintOf(verdict, at, written) }
    const { lastGood, believedUntil = 0 } = before
    // Nobody asked while it was believed, so the excuse begins when that ended.
    const until = Math.max(lastGood ?? 0, believedUntil) + this.#grace
    if (lastGood === undefined || this.#table.at > until)
      return { code: `links/${at}`, message, hint: 'Open it in a browser; link to another page if it stays so' }
    const hint = `It was good on ${dateOf(lastGood)}; if it stays so, this is an error from ${dateOf(until)} on`
    return { code: `links/${at}`, message, hint, severity: 'warning' }
  }

  #good({ written, hash }: Link, at: Mentioned, { redirect, downgrade, fragments }: Good): Said[] {
    const said: Said[] = []
    const address = quote(written)
    if (fragments[hash] === false) {
      const message = `Unexpected fragment ${quote(hash)} of ${address}, expected one that the page has`
      said.push({ code: 'links/missing-fragment', message, hint: 'Open the page, and copy the address of the section' })
    }
    if (downgrade !== undefined) {
      const message = `Unexpected redirect of ${address} to ${quote(downgrade)}, expected https all the way`
      said.push({ code: 'links/downgrade', message, hint: 'Link to a page that is served over https' })
    }
    if (redirect?.isPermanent) {
      const message = `Unexpected permanent redirect of ${address}, expected its new address ${quote(redirect.to)}`
      const fix = redirect.isCertain ? this.#fixes.fix(at, written, redirect.to, hash) : undefined
      said.push({ code: 'links/redirect', message, hint: 'Link to the new address', ...(fix && { fix }) })
    }
    return said
  }

  /** Told once for a host, however many links lead there. */
  #certificate({ certificate }: Good): Said | undefined {
    if (!certificate || certificate.ends - this.#table.at > soon || this.#hostsTold.has(certificate.host))
      return undefined
    this.#hostsTold.add(certificate.host)
    const end = dateOf(certificate.ends)
    const message = `Unexpected end of the certificate of ${quote(certificate.host)} on ${end}, expected more than 14 days`
    return { code: 'links/certificate', message, hint: 'Tell who runs the host, before readers see warnings' }
  }
}

/** Whether a table tells of a link, with its fragment. */
function isKnown({ hash }: Link, { outcome }: Answer): boolean {
  return outcome.verdict !== 'good' || hash === '' || Object.hasOwn(outcome.fragments, hash)
}

function notRecorded({ written }: Link): Said {
  const message = `Unexpected address ${quote(written)}, expected one of the replayed table`
  return {
    code: 'links/not-recorded',
    message,
    hint: 'Record the table again with `waymark check --external --record FILE`',
  }
}

function hintOf(verdict: Exclude<Bad['verdict'], 'broken'>, at: Bad['at'], written: string): string {
  if (verdict === 'blocked')
    return 'Nobody knows whether it is there: the server keeps programs out, or asks who you are'
  if (verdict === 'slow') return 'The server takes the connection, but is too slow; look again later'
  if (verdict === 'private') return 'It was not asked; name it in `checks.links.allow` if it may be'
  if (at === 'dns') return 'Correct the host, or take the link away'
  const isForge = /^https?:\/\/[^/]*\b(?:github|gitlab|gitea|codeberg|bitbucket)\b/i.test(written)
  const more = isForge
    ? '; private pages of a forge answer so as well, unless `checks.links.credentials` opens them'
    : ''
  return `Link to where it has moved, or take the link away${more}`
}

function foundAt({ file, place, isAside }: Mentioned, said: Said): RawFinding {
  const { line, column, endLine, endColumn } = place
  const isTooMuch = isAside && externalCodes[said.code]?.severity === 'error'
  return { ...said, ...(isTooMuch && { severity: 'warning' }), file, line, column, endLine, endColumn }
}

/** As `2026-11-20 03:12 UTC`. */
function dateOf(milliseconds: number): string {
  const date = new Date(milliseconds)
  return Number.isNaN(date.getTime()) ? 'an unknown day' : `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
