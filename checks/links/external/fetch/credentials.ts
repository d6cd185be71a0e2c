import { normalizeHost } from '../../../../src/network/allow-list.ts'
import { lookupIn } from '../../../../src/schema/variables.ts'
import type { LinkSettings } from '../settings.ts'
/** What is sent to hosts that want to know who asks. Values never leave this class but as headers of a request. */
export class Credentials {
  readonly #headers: ReadonlyMap<string, Record<string, string>>
  /** Variables that are not set, or whose value cannot stand in a header. */
  readonly missing: string[] = []

  constructor(settings: LinkSettings['credentials'], env: Readonly<Record<string, string | undefined>>) {
    const headers = new Map<string, Record<string, string>>()
    for (const [host, { variable, header }] of Object.entries(settings)) {
      const value = lookupIn(env)(variable) ?? ''
      if (value === '' || /[^\t\u0020-\u007e\u0080-\u00ff]/.test(value)) this.missing.push(variable)
      else headers.set(keyOf(host), { [header.toLowerCase()]: value })
    }
    this.#headers = headers
  }

  /** Headers for one hop of an address: over https, and only where nothing led away from the host that the link names. */
  headersFor(hop: URL, passed: readonly URL[]): Record<string, string> {
    const isAtHome = hop.protocol === 'https:' && passed.every((earlier) => earlier.origin === hop.origin)
    return (isAtHome && this.#headers.get(`${normalizeHost(hop.hostname)}:${hop.port || 443}`)) || {}
  }
}

/** `wiki.example.org` is its port 443. */
function keyOf(host: string): string {
  const written = host.includes(':') && !/^\[.*\]:\d+$|^[^:]+:\d+$/.test(host) ? `[${host}]` : host
  const url = URL.canParse(`https://${written}`) ? new URL(`https://${written}`) : undefined
  return url ? `${normalizeHost(url.hostname)}:${url.port || 443}` : ''
}
