import { isThisMachine } from '../../../../src/network/address-range.ts'
import { normalizeHost } from '../../../../src/network/allow-list.ts'
import { expand, lookupIn, variablesOf } from '../../../../src/schema/variables.ts'
import type { LinkSettings } from '../settings.ts'

/** What the settings say of a host. */
interface HostSettings {
  headers: Record<string, string>
  accept: readonly number[]
}

/**
 * What is sent to hosts that want to know who asks, and which of their answers are good. Values never leave this class but
 * as headers of a request.
 */
export class HostHeaders {
  readonly #hosts = new Map<string, HostSettings>()
  readonly #isProxied: (url: URL) => boolean
  /** Variables that are not set, or whose value cannot stand in a header. */
  readonly missing: string[] = []

  constructor(
    { credentials, hosts }: Pick<LinkSettings, 'credentials' | 'hosts'>,
    env: Readonly<Record<string, string | undefined>>,
    isProxied: (url: URL) => boolean,
  ) {
    this.#isProxied = isProxied
    const lookup = lookupIn(env)
    for (const [host, { variable, header }] of Object.entries(credentials)) {
      this.#add(host, header, { text: lookup(variable) ?? '', variables: [variable] })
    }
    for (const [host, { headers, accept }] of Object.entries(hosts)) {
      this.#of(host).accept = accept
      for (const [header, template] of Object.entries(headers)) {
        const { text, missing } = expand(template, (name) => lookup(name) || undefined)
        this.#add(host, header, { text: missing.length > 0 ? '' : text, variables: variablesOf(template) })
      }
    }
  }

  #of(host: string): HostSettings {
    const key = keyOf(host)
    const found = this.#hosts.get(key) ?? { headers: {}, accept: [] }
    this.#hosts.set(key, found)
    return found
  }

  #add(host: string, header: string, { text, variables }: { text: string; variables: string[] }): void {
    if (text === '' || /[^\t\u0020-\u007e\u0080-\u00ff]/.test(text)) this.missing.push(...variables)
    else this.#of(host).headers[header.toLowerCase()] = text
  }

  /**
   * Headers for one hop of an address: over https, or to this machine itself and not by way of a proxy; and only where
   * nothing led away from the host that the link names.
   */
  headersFor(hop: URL, passed: readonly URL[]): Record<string, string> {
    const isSafe = hop.protocol === 'https:' || (isThisMachine(hop.hostname) && !this.#isProxied(hop))
    const isAtHome = isSafe && passed.every((earlier) => earlier.origin === hop.origin)
    return isAtHome ? (this.#settingsOf(hop)?.headers ?? {}) : {}
  }

  /** Statuses of a host that are as good as 200. */
  acceptedBy(hop: URL): readonly number[] {
    return this.#settingsOf(hop)?.accept ?? []
  }

  #settingsOf({ hostname, port, protocol }: URL): HostSettings | undefined {
    const host = normalizeHost(hostname)
    const ofPlainPort = protocol === 'http:' && port === '' ? this.#hosts.get(`${host}:80`) : undefined
    return ofPlainPort ?? this.#hosts.get(`${host}:${port}`)
  }
}

/** A host without a port stands for the usual port, which addresses leave out. */
function keyOf(host: string): string {
  const written = host.includes(':') && !/^\[.*\]:\d+$|^[^:]+:\d+$/.test(host) ? `[${host}]` : host
  const url = URL.canParse(`https://${written}`) ? new URL(`https://${written}`) : undefined
  return url ? `${normalizeHost(url.hostname)}:${url.port}` : ''
}
