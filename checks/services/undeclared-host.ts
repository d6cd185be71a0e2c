import { isIP } from 'node:net'
import type { Probe, Service } from '../../src/config/services.ts'
import { asciiHost } from '../../src/network/endpoint.ts'
import { probeKinds } from '../../src/probe-kinds/registry.ts'
import { expand } from '../../src/schema/variables.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'
import type { ServiceRule } from './rule.ts'

/** No other check knows whose such a host is. */
export const undeclaredHost = {
  code: 'services/undeclared-host',
  severity: 'info',
  summary: 'A probe of a host that its service does not declare',
  why: `
A probe goes to a host that stands neither under \`hosts\` nor under \`retired\` of its service. Add it there, or mend the slip. A service that declares no hosts at all is left in peace, and so are IP addresses, names without a dot, and hosts that are a variable without a default.
`,
  wrong: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    hosts: [shop.example.org]\n    probes:\n      web: { http: "https://shpo.example.org/" }\n',
  },
  right: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    hosts: [shop.example.org]\n    probes:\n      web: { http: "https://shop.example.org/" }\n',
  },
  beside: { 'guidebooks/README.md': '# Shop\n' },
  check: ({ services }) => services.flatMap(undeclaredHosts),
} as const satisfies ServiceRule

/**
 * Hosts that are probed as the service's own, but that it does not declare. A service without any `hosts` says nothing
 * of them; addresses, and names that depend on a variable alone, are no hosts.
 */
function undeclaredHosts({ file, hosts, retired, probes }: Service): RawFinding[] {
  const known = [...hosts, ...retired].map(plain)
  if (hosts.length === 0) return []
  return probes.flatMap((probe) => {
    const host = hostOf(probe)
    if (host === undefined || known.includes(host)) return []
    return [
      {
        code: undeclaredHost.code,
        message: `Unexpected host ${quote(host)} of \`${probe.id}\`, expected one of \`hosts\` or \`retired\``,
        hint: suggestion(host, known) ?? 'Add it to the `hosts` of the service, if it answers there',
        file,
        ...probe.locate([probe.kind]),
      },
    ]
  })
}

/** The host of a probe with the defaults of its variables; nothing where there is none to compare. */
function hostOf(probe: Probe): string | undefined {
  const { text, missing } = expand(probe.target, () => undefined)
  if (missing.length > 0) return undefined
  const host = plain(probeKinds[probe.kind].hostOf(text) ?? '')
  return host === '' || isIP(host) > 0 || !host.includes('.') ? undefined : host
}

function plain(host: string): string {
  return asciiHost(host).toLowerCase().replace(/\.$/, '')
}
