import path from 'node:path'
import type { CheckInput } from '../../checks/check-input.ts'
import { baseOf } from '../config/schema/base.ts'
import { posixRelative } from '../files/inside.ts'
import { resolveIn } from '../guidebook/paths/target.ts'
import { RunbookPages } from '../inventory/alerts/alerts.ts'
import { RunbookAddresses } from '../inventory/alerts/runbook-address.ts'
import { entriesOf } from '../inventory/entry.ts'
import { decoded } from '../text/decoded.ts'
import type { SectionPointer } from './review.ts'

/** What is no page, led to a section before a change, and still names it. */
export interface OutsidePointer {
  /** The page of before, relative to the guidebooks root. */
  page: string
  /** Of the section, without `#`. */
  anchor: string
  /** Where it stands now. */
  pointer: SectionPointer
}

/** Runbooks of alerts and of services that named a section, and name it still. */
export async function outsidePointers(before: CheckInput, after: CheckInput): Promise<OutsidePointer[]> {
  return [...(await alertPointers(before, after)), ...servicePointers(before, after)]
}

async function alertPointers(before: CheckInput, after: CheckInput): Promise<OutsidePointer[]> {
  const [old, now] = await Promise.all(
    [before, after].map(async (input) => entriesOf((await input.inventory()).entries, 'alert')),
  )
  const pages = new RunbookPages(before.guidebooks, RunbookAddresses.of(before.project))
  const left = Map.groupBy(now ?? [], ({ name, runbook }) => `${name}\n${runbook?.url}`)
  return (old ?? []).flatMap((rule): OutsidePointer[] => {
    const about = rule.runbook?.url.includes('#') ? pages.pageOf(rule) : undefined
    if (about?.anchor === undefined) return []
    const there = left.get(`${rule.name}\n${rule.runbook?.url}`)?.shift()
    if (!there) return []
    const { file, line, runbook } = there
    const pointer = { kind: 'alert' as const, name: there.name, file, line: runbook?.line ?? line }
    return [{ page: about.page.file, anchor: about.anchor, pointer }]
  })
}

function servicePointers({ services, guidebooks, project, inRoot }: CheckInput, after: CheckInput): OutsidePointer[] {
  const named = new Map(after.services.map((service) => [service.id, service]))
  const way = posixRelative(after.project.repository, after.project.root)
  return services.flatMap(({ id, runbook, file }): OutsidePointer[] => {
    const there = named.get(id)
    if (!runbook?.includes('#') || there?.runbook !== runbook) return []
    const from = { file: path.posix.relative(inRoot(''), file) }
    const target = resolveIn(guidebooks, from, runbook, baseOf(project.config))
    if (target.kind !== 'page' || target.fragment === undefined) return []
    const { line } = there.locate(['runbook'])
    const pointer = { kind: 'service' as const, name: id, file: path.posix.join(way, there.file), line }
    return [{ page: target.page.file, anchor: decoded(target.fragment), pointer }]
  })
}
