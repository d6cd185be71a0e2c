import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SRV', 'CAA', 'SOA'] as const

export type Method = (typeof methods)[number]
export type RecordType = (typeof recordTypes)[number]

/** What an `http` probe asks: `GET https://erp.example.org/healthz`; the method is `GET` when none is written. */
export function parseRequest(text: string): { method: Method; url: string } | undefined {
  const [, word = 'GET', url = ''] = /^(?:([A-Z]+)\s+)?(https?:\/\/\S+)$/.exec(text.trim()) ?? []
  const method = methods.find((known) => known === word)
  return method && URL.canParse(url) ? { method, url } : undefined
}

/** What a `dns` probe asks: `A erp.example.org`. The name is as DNS has it: `xn--bcher-kva.example` for `bücher.example`. */
export function parseQuestion(text: string): { type: RecordType; name: string } | undefined {
  const [, word = '', name = ''] = /^([A-Z]+)\s+(\S+)$/.exec(text.trim()) ?? []
  const type = recordTypes.find((known) => known === word)
  return type && isDomainName(name) ? { type, name: asciiHost(name) } : undefined
}

/** Where a `tcp` or `tls` probe connects to: `erp.example.org:443`, `[::1]:443`. The host is as DNS has it. */
export function parseEndpoint(text: string): { host: string; port: number } | undefined {
  const [, written = '', digits = ''] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? []
  const host = written.replace(/^\[(.*)\]$/, '$1')
  const port = Number(digits)
  const bracketed = host !== written
  if (bracketed ? isIP(host) !== 6 : !isHost(host)) return undefined
  return port >= 1 && port <= 65_535 ? { host: asciiHost(host), port } : undefined
}

/** What an endpoint is known by, however it is written. */
export function endpointKey({ host, port }: { host: string; port: number }): string {
  const plain = isIP(host) === 6 ? new URL(`http://[${host.replace(/%.*$/s, '')}]/`).hostname : host
  return `${asciiHost(plain).toLowerCase().replace(/\.$/, '')}:${port}`
}

/** A name in the letters that DNS has: RFC 5891. */
export function asciiHost(name: string): string {
  return /[^\x21-\x7e]/.test(name) ? domainToASCII(name) || name : name
}

/** A host's name or IP address, without a port. Never starts with `-`, so it is no option to a program that it is handed to. */
export function isHost(text: string): boolean {
  if (isIP(text)) return true
  return /^[^\s/?#@:%\\[\]-][^\s/?#@:%\\[\]]*$/.test(text) && isDomainName(text) && URL.canParse(`http://${text}/`)
}

/** A DNS server: an IP address, with a port or without. */
export function isResolver(text: string): boolean {
  return isIP(text) > 0 || isIP(parseEndpoint(text)?.host ?? '') > 0
}

/** A range of IP addresses, as `10.0.0.0/8`, or one address. */
export function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return Number(bits ?? 0) <= most
}

/** The lengths are those of RFC 1035, section 2.3.4. */
function isDomainName(text: string): boolean {
  return text.length <= 253 && /^[^\s.:@]{1,63}(?:\.[^\s.:@]{1,63})*\.?$/.test(text)
}
