import { oneOf, quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import { inProject } from '../inventory/place.ts'
import type { NamedService } from './host-index.ts'
import type { Hosts, NamedHost } from './named-hosts.ts'
import type { HostRule } from './rule.ts'

/** The strongest of what a repository can say of its pages: two of its files say two things of one service. */
export const conflict = {
  code: 'hosts/conflict',
  severity: 'error',
  summary: 'A host of a service whose router has another one',
  why: `
The sentence, the table row, the list item or the heading names a service, and [what runs](../reality.md) says that this service is at another host. The host that is written stands nowhere in the configuration. Write the one that is expected, or mend the router.

Once one place shows that a host is wrong, it is told wherever else the guidebook names it.

It is \`info\` where a program, a test or a template names the host too. Nothing is told of a host such as \`edge-web.acme.dev\` where the repository gives something the name \`edge-web\`, where a text names two services, of services with more than three hosts or with hosts in several domains, of machines that somebody logs in to, and where the text says that it speaks of another time: *was*, *planned*, *no longer*, an arrow, struck through.
`,
  wrong: {
    'guidebooks/README.md': '# Platform\n\n| Service | Host |\n| --- | --- |\n| DocuSeal | docs.acme.dev |\n',
    'compose.yaml':
      'services:\n  docuseal:\n    image: docuseal/docuseal:1.8\n    labels:\n      - traefik.http.routers.docuseal.rule=Host(`sign.acme.dev`)\n  ops:\n    image: ops:1\n    labels:\n      - traefik.http.routers.ops.rule=Host(`ops.acme.dev`)\n  hub:\n    image: hub:1\n    labels:\n      - traefik.http.routers.hub.rule=Host(`hub.acme.dev`)\n',
  },
  right: {
    'guidebooks/README.md': '# Platform\n\n| Service | Host |\n| --- | --- |\n| DocuSeal | sign.acme.dev |\n',
    'compose.yaml':
      'services:\n  docuseal:\n    image: docuseal/docuseal:1.8\n    labels:\n      - traefik.http.routers.docuseal.rule=Host(`sign.acme.dev`)\n  ops:\n    image: ops:1\n    labels:\n      - traefik.http.routers.ops.rule=Host(`ops.acme.dev`)\n  hub:\n    image: hub:1\n    labels:\n      - traefik.http.routers.hub.rule=Host(`hub.acme.dev`)\n',
  },
  check: (hosts: Hosts): RawFinding[] =>
    conflictsIn(hosts).map(({ mention, service }) => {
      const { host, isInText, file, line, column, endLine, endColumn } = mention
      const { place } = service
      return {
        code: conflict.code,
        ...(isInText && { severity: 'info' }),
        message: `Unexpected host ${quote(host)} of ${quote(service.name)}, expected ${oneOf(service.hosts)}`,
        hint: `${quote(`${inProject(hosts.input.project, place.file)}:${place.line}`)} says where it is`,
        ...{ file, line, column, endLine, endColumn },
      }
    }),
} as const satisfies HostRule

/** Hosts of a wrong service, and all other places of the same guidebook that name them. */
export function conflictsIn({ doubtful }: Hosts): { mention: NamedHost; service: NamedService }[] {
  const shown = new Map<string, NamedService | 'several'>()
  for (const { guidebook, host, service } of doubtful) {
    if (!service) continue
    const key = `${guidebook}\0${host}`
    const known = shown.get(key)
    // A host that is said of two services is one of neither.
    shown.set(key, known === undefined || isSame(known, service) ? service : 'several')
  }
  return doubtful.flatMap((mention) => {
    const service = shown.get(`${mention.guidebook}\0${mention.host}`)
    return service === undefined || service === 'several' ? [] : [{ mention, service }]
  })
}

function isSame(known: NamedService | 'several', service: NamedService): boolean {
  return known !== 'several' && known.hosts.toSorted().join(' ') === service.hosts.toSorted().join(' ')
}
