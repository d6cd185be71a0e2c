import { quote } from '../../../../src/text/quote.ts'
import type { LinkProblem, LinkRule } from '../../link-problem.ts'
import { percentHint, strayPercent } from './percent-encoding.ts'

/** A web address that cannot be one. */
export const invalidUrl = {
  code: 'links/invalid-url',
  severity: 'error',
  summary: 'An address that is no URL',
  why: `
The address cannot be one: it has no host (\`http://\`), one slash (\`https:/example.org\`), a port above 65535, a space in its host, or its scheme twice. Is it an example, with \`\${HOST}\` in it? Put it in backticks, so that it is no link.
`,
  wrong: '# ERP\n\nOpen [the console](https:/console.example.org/).\n',
  right: '# ERP\n\nOpen [the console](https://console.example.org/).\n',
  check,
} as const satisfies LinkRule

/** `url` begins with `http:` or `https:`. */
function check(url: string): LinkProblem | undefined {
  const [, slashes = ''] = /^https?:([/\\]*)/i.exec(url) ?? []
  const host = slashes === '//' ? URL.parse(url)?.hostname : undefined
  const twice = /^https?:\/\/(https?:?\/\/.*)$/is.exec(url)?.[1]
  const isHost = host !== undefined && host !== '' && !/[${}]|(?:^|\.)\./.test(host)
  const authority = /^https?:\/\/([^/?#]*)/i.exec(url)?.[1] ?? ''
  const [, port] = /:([^:\]]*)$/.exec(authority) ?? []
  if (isHost && twice === undefined && Number(port || 1) !== 0) return undefined
  const problem = { code: invalidUrl.code, message: `Unexpected ${quote(url)}, expected a web address` }
  if (twice !== undefined) return { ...problem, hint: 'It has its scheme twice' }
  if (slashes !== '//') return { ...problem, hint: 'Write two slashes after the scheme' }
  return { ...problem, hint: hostHint(authority.replace(/^.*@/s, ''), port) }
}

/** What is wrong with the part of a web address that names a host and its port. */
function hostHint(authority: string, port: string | undefined): string {
  if (authority === '') return 'Write a host after the slashes'
  if (authority.includes('|')) return 'A `|` is no part of a host: put a space before it'
  if (/[<>{}$\s^]/.test(authority)) return 'Put an example in backticks, so that it is no link'
  if (strayPercent.test(authority)) return percentHint
  if (port !== undefined && !(/^\d*$/.test(port) && Number(port || 1) > 0 && Number(port) <= 65_535))
    return 'A port is a number from 1 to 65535'
  if (authority.startsWith(':')) return 'Write a host before the port'
  if (/^[\d.]+(?::|$)/.test(authority)) return 'An IP address has four numbers up to 255'
  return /(?:^|\.)\./.test(authority) ? 'A host has a name between two points' : 'Look at its host'
}
