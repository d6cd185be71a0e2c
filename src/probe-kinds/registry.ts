import { dns } from './dns/dns.ts'
import { http } from './http/http.ts'
import { ping } from './ping.ts'
import { promql } from './promql/promql.ts'
import { tcp } from './tcp.ts'
import { tls } from './tls.ts'

/** All kinds of probes, in the order in which messages and the manual list them. */
export const probeKinds = { http, dns, tcp, tls, ping, promql }

export type ProbeKind = keyof typeof probeKinds

export const probeKindNames: readonly ProbeKind[] = Object.keys(probeKinds).filter(isProbeKind)

function isProbeKind(name: string): name is ProbeKind {
  return Object.hasOwn(probeKinds, name)
}
