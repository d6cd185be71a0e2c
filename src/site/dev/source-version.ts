import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { diagramsOf } from '../../diagrams/fence.ts'
import { isCodeChanged } from '../../files/code-digest.ts'
import type { NavigationEntry } from '../../guidebook/dialects/dialect.ts'
import type { SiteParts } from '../site.ts'
import { stampOf } from '../view/asset.ts'
import type { WrittenChange } from './change-base.ts'

/** What was read of a project. */
interface ReadSite {
  parts: SiteParts
  /** What the navigation of another generator lists. */
  navigation: readonly NavigationEntry[]
  /** What pages are compared with. */
  change?: WrittenChange | undefined
}

/**
 * What a reading of the sources is called, as 64 hexadecimal digits: it differs where pages show something else, and a
 * change that is read twice is one. Pictures and other files are not read before a page shows them: of those it is the
 * size and the time. How services are at the moment is no part of it, since pages hear of that by themselves.
 */
export function sourceVersion(project: Project, { parts, navigation, change }: ReadSite): string {
  const { guidebooks, drawings, publicFiles } = parts
  const hash = createHash('sha256')
  const add = (...values: unknown[]) => hash.update(`${JSON.stringify(values)}\n`)
  add(parts.code, isCodeChanged(), project.config, parts.settings, parts.world.repository, parts.commit)
  for (const { file, digest, dialect, includes } of guidebooks.pages) add(file, digest, dialect, [...(includes ?? [])])
  for (const file of [...guidebooks.files].sort()) add(file, stampOf(path.join(project.guidebooks, file)))
  for (const { source, address } of publicFiles) add(source, address, stampOf(source))
  add(navigation, [...parts.dates], parts.world.status.services, parts.alerts.rules)
  add(diagramsOf(guidebooks.pages).map((source) => drawings?.of(source) !== undefined))
  const { files, origin: _, banner, footer, ...theme } = parts.theme
  add(theme, banner?.text.digest, banner?.until, footer?.digest)
  for (const { address, content } of files) {
    add(address)
    hash.update(content)
  }
  if (change) {
    const { touched, deleted, renamed } = change.changes
    add(change.former.commit, change.head, [...touched], [...deleted], [...renamed])
  }
  return hash.digest('hex')
}
