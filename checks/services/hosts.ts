import { isIP } from 'node:net'
import type { Probe, Service } from '../../src/config/inventory.ts'
import { expand } from '../../src/config/schema/variables.ts'
import { asciiHost, parseEndpoint, parseQuestion, parseRequest } from '../../src/network/target.ts'
import { quote } from '../../src/text/quote.ts'
import { suggestion } from '../../src/text/suggestion.ts'
import type { RawFinding } from '../check.ts'

/**
 * Hosts that are asked as the service's own, but that it does not declare: then no other check knows whose they are. A
 * service without any `hosts` says nothing of them; addresses, and names that depend on a variable alone, are no hosts.
 */
export function undeclaredHosts({ file, hosts, retired, probes }: Service): RawFinding[] {
  const known = [...hosts, ...retired].map(plain)
  if (hosts.length === 0) return []
  return probes.flatMap((probe) => {
    const host = hostOf(probe)
    if (host === undefined || known.includes(host)) return []
    return [
      {
        code: 'services/undeclared-host',
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
  const host = plain(written(probe, text))
  return host === '' || isIP(host) > 0 || !host.includes('.') ? undefined : host
}

function written({ kind }: Probe, target: string): string {
  if (kind === 'ping') return target
  if (kind === 'dns') return parseQuestion(target)?.name ?? ''
  if (kind !== 'http') return parseEndpoint(target)?.host ?? ''
  const request = parseRequest(target)
  return request ? new URL(request.url).hostname : ''
}

function plain(host: string): string {
  return asciiHost(host).toLowerCase().replace(/\.$/, '')
}
