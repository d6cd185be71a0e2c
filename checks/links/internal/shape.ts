import { decoded } from '../../../src/text/decoded.ts'
import { editDistance } from '../../../src/text/edit-distance.ts'
import { quote } from '../../../src/text/quote.ts'
import type { LinkProblem } from '../problem.ts'

/** What is wrong with the form of an address that leads elsewhere: the web, mail or telephone. */
export function checkAddress(url: string): LinkProblem | undefined {
  const scheme = schemeOf(url)
  if (scheme === 'mailto') return judgeMail(url)
  if (scheme === 'tel') return judgeTelephone(url)
  return scheme === 'http' || scheme === 'https' ? judgeWebAddress(url) : undefined
}

/** A scheme that is not let through: one that could run code, one that nobody knows, or no scheme at all. */
export function checkScheme(url: string, scheme: string): LinkProblem {
  if (/^(?:javascript|vbscript|data|blob|filesystem|view-source)$/.test(scheme))
    return {
      code: 'links/unsafe',
      message: `Unexpected \`${scheme}:\` link, expected a path or a web address`,
      hint: 'Neither the forge nor the site shows it as a link',
    }
  const shown = quote(`${scheme}:`)
  const near = nearestScheme(scheme)
  const problem = {
    code: 'links/unknown-scheme',
    message: `Unexpected scheme ${shown}, expected \`https:\`, \`mailto:\` or a path`,
  }
  // AsciiDoc writes `link:https://…`.
  const [, address] = /^[^:]+:(https?:\/\/.*)$/is.exec(url) ?? []
  if (address !== undefined)
    return {
      ...problem,
      hint: `Did you mean ${quote(address)}?`,
      ...(/^(?:link|url|href)$/.test(scheme) && { replacement: address }),
    }
  if (scheme.length === 1 || scheme === 'file')
    return { ...problem, hint: 'This is a path on one machine; link to a file of the repository' }
  if (/^[^:]+:\d{1,5}(?:[/?#]|$)/.test(url)) return { ...problem, hint: `Write ${quote(`http://${url}`)}` }
  if (!near)
    return { ...problem, hint: 'Neither the forge nor the site makes a link of it; put it in backticks if it is none' }
  const replacement = near.name + url.slice(url.indexOf(':'))
  return { ...problem, hint: `Did you mean \`${near.name}:\`?`, ...(near.isCertain && { replacement }) }
}

const schemes = ['http', 'https', 'mailto', 'tel', 'xmpp', 'irc', 'ircs', 'status']

/** One letter away, two in a longer word; certain when all others are further. */
function nearestScheme(written: string): { name: string; isCertain: boolean } | undefined {
  const gaps = schemes
    .map((name) => ({ name, letters: editDistance(written, name) }))
    .sort((a, b) => a.letters - b.letters)
  const [best, next] = gaps
  if (!best || best.letters > (written.length < 5 ? 1 : 2)) return undefined
  return { name: best.name, isCertain: best.letters === 1 && written.length > 2 && next?.letters !== 1 }
}

function schemeOf(url: string): string | undefined {
  return /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
}

function judgeWebAddress(url: string): LinkProblem | undefined {
  const [, slashes = ''] = /^https?:([/\\]*)/i.exec(url) ?? []
  const host = slashes === '//' ? URL.parse(url)?.hostname : undefined
  const twice = /^https?:\/\/(https?:?\/\/.*)$/is.exec(url)?.[1]
  const isHost = host !== undefined && host !== '' && !/[${}]|(?:^|\.)\./.test(host)
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''
  const [, port] = /:([^:\]]*)$/.exec(authority) ?? []
  if (isHost && twice === undefined && Number(port || 1) !== 0) return undefined
  const problem = { code: 'links/invalid-url', message: `Unexpected ${quote(url)}, expected a web address` }
  if (twice !== undefined) return { ...problem, hint: 'It has its scheme twice' }
  if (slashes !== '//') return { ...problem, hint: 'Write two slashes after the scheme' }
  return { ...problem, hint: hostHint(authority.replace(/^.*@/s, ''), port) }
}

/** What is wrong with the part of a web address that names a host and its port. */
function hostHint(authority: string, port: string | undefined): string {
  if (authority === '') return 'Write a host after the slashes'
  if (authority.includes('|')) return 'A `|` is no part of a host: put a space before it'
  if (/[<>{}$\s^]/.test(authority)) return 'Put an example in backticks, so that it is no link'
  if (malformed.test(authority)) return percentHint
  if (port !== undefined && !(/^\d*$/.test(port) && Number(port || 1) > 0 && Number(port) <= 65_535))
    return 'A port is a number from 1 to 65535'
  if (authority.startsWith(':')) return 'Write a host before the port'
  if (/^[\d.]+(?::|$)/.test(authority)) return 'An IP address has four numbers up to 255'
  return /(?:^|\.)\./.test(authority) ? 'A host has a name between two points' : 'Look at its host'
}

/** A `%` that encodes nothing. */
export const malformed = /%(?![\da-f]{2})/i

export const percentHint = 'A `%` that stands for itself is written `%25`'

/** RFC 6068: addresses with commas between them, none where the query has them. */
function judgeMail(url: string): LinkProblem | undefined {
  const [, list = '', query = ''] = /^mailto:([^?]*)(?:\?(.*))?$/is.exec(url) ?? []
  const addresses = list === '' ? [] : list.split(',').map((address) => decoded(address).trim())
  const wrong = addresses.find((address) => !isMailAddress(address))
  if (wrong === undefined && (addresses.length > 0 || query !== '')) return undefined
  const shown = wrong ? quote(wrong) : '`mailto:` without an address'
  const hint = wrong && malformed.test(wrong) ? percentHint : 'Write it as `mailto:ops@example.org`'
  return { code: 'links/mail-address', message: `Unexpected ${shown}, expected a mail address`, hint }
}

/** Whether a text is one mail address, decoded. */
export function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at + 1)]
  if (at < 1 || name.length > 64 || host.length > 253 || /[\s<>,;/]|%(?![\da-f]{2})/i.test(name)) return false
  return /^\[[\da-f.:]+\]$/i.test(host) || /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(host)
}

/** RFC 3966: digits and visual separators, then parameters. */
function judgeTelephone(url: string): LinkProblem | undefined {
  const [number = ''] = decoded(url.slice('tel:'.length)).split(';', 1)
  const isNumber = /^\s*\+?[\d\s().*#\u00a0-]+$/.test(number) && (number.match(/\d/g)?.length ?? 0) >= 2
  if (isNumber && number.length <= 60) return undefined
  const shown = number.trim() === '' ? '`tel:` without a number' : quote(number)
  const message = `Unexpected ${shown}, expected a telephone number`
  const hint = malformed.test(number) ? percentHint : 'Write it as `tel:+33123456789`'
  return { code: 'links/telephone', message, hint }
}
