import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** What to connect to: a host without brackets, and a port. */
export interface Endpoint {
  host: string
  port: number
}

/** As `Endpoint`, with whether TLS is spoken there. */
export interface WebEndpoint extends Endpoint {
  secure: boolean
}

/** Where the host of an address of the web is reached. */
export function webEndpointOf(url: URL): WebEndpoint {
  const secure = url.protocol === 'https:'
  return { secure, host: url.hostname.replace(/^\[(.*)\]$|\.$/, '$1'), port: Number(url.port) || (secure ? 443 : 80) }
}

/** Reads `erp.example.org:443` or `[::1]:443`. The host is as DNS has it. */
export function parseEndpoint(text: string): Endpoint | undefined {
  const [, written = '', digits = ''] = /^(\[[^\]]+\]|[^:]+):(\d{1,5})$/.exec(text) ?? []
  const host = written.replace(/^\[(.*)\]$/, '$1')
  const port = Number(digits)
  const bracketed = host !== written
  if (bracketed ? isIP(host) !== 6 : !isHost(host)) return undefined
  return port >= 1 && port <= 65_535 ? { host: asciiHost(host), port } : undefined
}

/** What an endpoint is known by, however it is written. */
export function endpointKey({ host, port }: Endpoint): string {
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

/** Whether a text can be a name in DNS. The lengths are those of RFC 1035, section 2.3.4. */
export function isDomainName(text: string): boolean {
  return text.length <= 253 && /^[^\s.:@]{1,63}(?:\.[^\s.:@]{1,63})*\.?$/.test(text)
}
