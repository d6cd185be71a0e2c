import { decoded } from '../../../../src/text/decoded.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'
import { percentHint, strayPercent } from './percent-encoding.ts'

/** A `mailto:` link. Source: RFC 6068, addresses with commas between them, none where the query has them. */
export const mailAddress = {
  code: 'links/mail-address',
  severity: 'error',
  summary: 'A mail link without a mail address',
  why: `
What follows \`mailto:\` is not a mail address. Write \`mailto:ops@example.org\`; several have commas between them, and \`?subject=Help\` may follow. A \`%\` in an address stands before two hexadecimal digits; one that stands for itself is \`%25\`.
`,
  wrong: '# ERP\n\nWrite to [the team](mailto:ops).\n',
  right: '# ERP\n\nWrite to [the team](mailto:ops@example.org).\n',
  check,
} as const satisfies LinkRule

/** `url` begins with `mailto:`. */
function check(url: string): LinkProblem | undefined {
  const [, list = '', query = ''] = /^mailto:([^?]*)(?:\?(.*))?$/is.exec(url) ?? []
  const addresses = list === '' ? [] : list.split(',').map((address) => decoded(address).trim())
  const wrong = addresses.find((address) => !isMailAddress(address))
  if (wrong === undefined && (addresses.length > 0 || query !== '')) return undefined
  const shown = wrong ? quote(wrong) : '`mailto:` without an address'
  const hint = wrong && strayPercent.test(wrong) ? percentHint : 'Write it as `mailto:ops@example.org`'
  return { code: mailAddress.code, message: `Unexpected ${shown}, expected a mail address`, hint }
}

/** Whether a text is one mail address, decoded. */
export function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at + 1)]
  if (at < 1 || name.length > 64 || host.length > 253 || /[\s<>,;/]|%(?![\da-f]{2})/i.test(name)) return false
  return /^\[[\da-f.:]+\]$/i.test(host) || /^[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*$/u.test(host)
}
