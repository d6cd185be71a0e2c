import type { ProbeContext, ProbeResult } from './context.ts'
import { dns } from './dns/dns.ts'
import { http } from './http/http.ts'
import { ping } from './ping.ts'
import { tcp } from './tcp.ts'
import { tls } from './tls.ts'

/** All kinds of probes, in the order in which messages and the manual list them. */
export const probeKinds = { http, dns, tcp, tls, ping }

export type ProbeKind = keyof typeof probeKinds

export const probeKindNames: readonly ProbeKind[] = Object.keys(probeKinds).filter(isProbeKind)

function isProbeKind(name: string): name is ProbeKind {
  return Object.hasOwn(probeKinds, name)
}

/** A probe of a kind, or of any. */
type ProbeOf<Kind extends ProbeKind = ProbeKind> = {
  [Name in Kind]: NonNullable<ReturnType<(typeof probeKinds)[Name]['parse']>> & { kind: Name }
}[Kind]

/** Each kind for its own probes: this tells the compiler that they fit together. */
const runners: {
  readonly [Kind in ProbeKind]: {
    load?: () => Promise<unknown>
    run: (probe: ProbeOf<Kind>, context: ProbeContext, signal: AbortSignal) => Promise<ProbeResult>
  }
} = probeKinds

/** Loads what a run of a probe needs, which is to be timed by itself. */
export async function loadKind(kind: ProbeKind): Promise<void> {
  await runners[kind].load?.()
}

/** Runs a probe once by its kind. All its texts are expanded. Throws for `signal` and for bugs alone. */
export function runKind<Kind extends ProbeKind>(
  probe: ProbeOf<Kind>,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<ProbeResult> {
  return runners[probe.kind].run(probe, context, signal)
}
