import path from 'node:path'
import type { Project } from '../../config/project.ts'
import type { Probe, Service } from '../../config/services.ts'
import { posixRelative } from '../../files/inside.ts'
import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import type { Page } from '../../guidebook/page.ts'
import { withEmoji } from '../../guidebook/parts/emoji.ts'
import { hrefOf } from '../../guidebook/paths/address.ts'

/** A service, as far as pages show it. */
export interface ServiceMention {
  id: string
  name: string
  description?: string
  /** Who keeps it running. */
  owner?: string
  /** The folder that it holds for, with those below, relative to the guidebooks root; empty for the root itself. */
  folder: string
  /** In the order of the file. */
  probes: ProbeMention[]
  /** Where a reader who sees it red should go. */
  runbook?: { href: string; title: string }
}

export interface ProbeMention {
  /** The full id, `service.probe`. */
  id: string
  kind: string
  /** What it requests as people write it, such as `GET /healthz`; of HTTP alone. */
  request?: string
  /** What its value is counted in; empty for a bare number. Of those alone that measure one. */
  unit?: string
}

interface World {
  guidebooks: Guidebooks
  base: string
}

type Folders = Pick<Project, 'root' | 'guidebooks'>

/** The services that are declared, as pages show them. */
export function serviceMentions(
  services: readonly Service[],
  { guidebooks, base }: World,
  project: Folders,
): ServiceMention[] {
  return services.map((service) => {
    const runbook = runbookOf(service, { guidebooks, base }, project)
    return {
      id: service.id,
      name: service.name,
      ...(service.description !== undefined && { description: service.description }),
      ...(service.owner !== undefined && { owner: service.owner }),
      folder: posixRelative(project.guidebooks, path.resolve(project.root, service.folder)),
      probes: service.probes.map(probeMention),
      ...(runbook && { runbook }),
    }
  })
}

function probeMention(probe: Probe): ProbeMention {
  const request = probe.kind === 'http' ? requestOf(probe.target) : undefined
  const unit = probe.kind === 'promql' ? (probe.unit ?? '') : undefined
  const { id, kind } = probe
  return { id, kind, ...(request !== undefined && { request }), ...(unit !== undefined && { unit }) }
}

/** A request without its host, which is often a variable: `GET /healthz`. */
export function requestOf(http: string): string | undefined {
  const [, method = 'GET', target] =
    /^(?:([A-Z]+)\s+)?https?:\/\/(?:\$\{[^}]*\}|[^/?#\s])+([/?][^\s#]*)?$/.exec(http) ?? []
  return target === undefined || target.includes('${') ? undefined : `${method} ${target}`
}

/** A runbook is written relative to the folder that declares the service, and may name a section; or it is an address of the web. */
function runbookOf(
  { runbook, file }: Service,
  { guidebooks, base }: World,
  project: Folders,
): ServiceMention['runbook'] {
  if (runbook === undefined) return undefined
  if (/^https?:/i.test(runbook))
    return URL.canParse(runbook) ? { href: runbook, title: new URL(runbook).host } : undefined
  const [target = '', fragment] = runbook.split('#')
  const absolute = path.resolve(project.root, path.dirname(file), target)
  const page = guidebooks.page(posixRelative(project.guidebooks, absolute))
  if (!page) return undefined
  const anchor = fragment === undefined ? '' : `#${fragment}`
  return { href: `${hrefOf(base, guidebooks.addressOf(page))}${anchor}`, title: titleOf(page, fragment) }
}

function titleOf({ title, headings }: Page, fragment: string | undefined): string {
  const heading = headings.find(({ anchor }) => fragment !== undefined && anchor === fragment)
  return heading ? withEmoji(heading.text) : title
}
