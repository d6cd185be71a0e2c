/** What a fault is a fault of. Those of `dns`, `connection` and `tls` are a host's, the others an address's. */
export type Layer = 'dns' | 'connection' | 'tls' | 'http' | 'system'

interface Description {
  layer: Layer
  /** As the lab's page says it. */
  title: string
  /** How long something takes with it, unless said otherwise. */
  milliseconds?: number
  /** How much of what is sent gets lost, unless said otherwise. */
  percent?: number
}

const descriptions = {
  nxdomain: { layer: 'dns', title: 'The name does not exist' },
  servfail: { layer: 'dns', title: 'DNS fails (SERVFAIL)' },
  'dns-silent': { layer: 'dns', title: 'DNS does not answer' },
  'dns-slow': { layer: 'dns', title: 'DNS answers late', milliseconds: 1500 },
  'dns-truncated': { layer: 'dns', title: 'DNS needs TCP (truncated)' },
  'dns-lying': { layer: 'dns', title: 'DNS gives another address' },
  'dns-garbled': { layer: 'dns', title: 'DNS answers nonsense' },
  'packet-loss': { layer: 'connection', title: 'Packets get lost', percent: 20 },
  down: { layer: 'connection', title: 'Down' },
  silent: { layer: 'connection', title: 'Connections are never answered' },
  'connect-slow': { layer: 'connection', title: 'Connections come late', milliseconds: 700 },
  reset: { layer: 'connection', title: 'Connections are reset' },
  'tls-slow': { layer: 'tls', title: 'The TLS handshake hangs', milliseconds: 60_000 },
  'tls-missing': { layer: 'tls', title: 'No TLS where it should be' },
  'certificate-expired': { layer: 'tls', title: 'The certificate has expired' },
  'certificate-expiring': { layer: 'tls', title: 'The certificate ends in 10 days' },
  'certificate-wrong-name': { layer: 'tls', title: 'The certificate is for another name' },
  'certificate-self-signed': { layer: 'tls', title: 'The certificate is self-signed' },
  'error-500': { layer: 'http', title: 'Error 500' },
  slow: { layer: 'http', title: 'Slow', milliseconds: 3500 },
  'first-byte-slow': { layer: 'http', title: 'No answer to the request', milliseconds: 60_000 },
  'body-dripping': { layer: 'http', title: 'The body drips, a byte at a time', milliseconds: 400 },
  'body-cut-off': { layer: 'http', title: 'The answer stops half-way' },
  'body-wrong': { layer: 'http', title: 'Another page than expected' },
  'redirect-loop': { layer: 'http', title: 'Redirects in a circle' },
  'wrong-version': { layer: 'system', title: 'Another version' },
  'wrong-account': { layer: 'system', title: 'The key is of another account' },
  'key-refused': { layer: 'system', title: 'The key is refused' },
  'database-down': { layer: 'system', title: 'The database is down' },
  'guard-gone': { layer: 'system', title: 'Nobody has to sign in' },
  'redirect-temporary': { layer: 'system', title: 'The redirect is not permanent' },
  'redirect-elsewhere': { layer: 'system', title: 'The redirect leads elsewhere' },
  'name-returned': { layer: 'system', title: 'The retired name is back' },
} satisfies Record<string, Description>

export type FaultName = keyof typeof descriptions

/** Something wrong with a service, and how much. */
export interface Fault {
  name: FaultName
  milliseconds: number
  percent: number
}

const catalogue: Readonly<Record<FaultName, Description>> = descriptions

export const faultNames: readonly FaultName[] = Object.keys(descriptions).filter(isFaultName)

export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(descriptions, text)
}

export function describeFault(name: FaultName): Description {
  return catalogue[name]
}

export function faultsOf(...layers: Layer[]): FaultName[] {
  return faultNames.filter((name) => layers.includes(catalogue[name].layer))
}

export function makeFault(name: FaultName, measures: Partial<Omit<Fault, 'name'>> = {}): Fault {
  const { milliseconds = 0, percent = 0 } = catalogue[name]
  return { name, milliseconds, percent, ...measures }
}
