import { createHash } from 'node:crypto'
import { join, posix } from 'node:path'
import type { Finding, Place } from '../finding/finding.ts'
import type { Locator } from '../yaml/document.ts'
import { findingsOf, type YamlProblem } from '../yaml/problem.ts'
import { decodeText, readText } from '../yaml/text-file.ts'
import type { ProbeSettings } from './schema/probe.ts'
import { type ServiceSettings, type ServicesFile, servicesSchema } from './schema/services.ts'
import { readYaml, type YamlFileKind } from './yaml-file.ts'

/** A running thing that the guidebooks describe. */
export interface Service extends Omit<ServiceSettings, 'name' | 'probes'> {
  id: string
  name: string
  /** The `services.yaml` that declares it, relative to the project's root. */
  file: string
  /** The folder that it holds for, with those below, relative to the project's root; `.` for the root itself. */
  folder: string
  /** Where its id stands. */
  place: Place
  /** Where one of its values stands, such as `locate(['hosts', 0])`; the nearest thing above it when it is not written. */
  locate: Locator
  probes: Probe[]
}

/** One way to probe a service. */
export type Probe = ProbeSettings & {
  /** `service.probe`. */
  id: string
  service: string
  /** The part of the id after the dot. */
  name: string
  place: Place
  locate: Locator
}

export interface DeclaredServices {
  /** Sorted by file, then as declared. Ids are unique: the first declaration holds. */
  services: Service[]
  findings: Finding[]
  /** SHA-256 of the names and texts of the files. */
  servicesDigest: string
}

const format: YamlFileKind<ServicesFile> = {
  schema: servicesSchema,
  check: 'services',
  // A probe without one of its conditions could be up when it is not, so it is left out as a whole.
  whole: (path) => (path[2] === 'probes' ? path.slice(0, 4) : path),
}

/** Reads all the `services.yaml` files of a project. `files` are relative to the root, with `/` between folders. */
export async function readServices(
  root: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<DeclaredServices> {
  const texts = files.toSorted().map(async (file) => ({ file, read: await readText(join(root, file), signal) }))
  return together(await Promise.all(texts))
}

/** As `readServices`, from bytes that were read already. */
export function readServicesFrom(files: readonly { file: string; bytes: Uint8Array }[]): DeclaredServices {
  const sorted = files.toSorted((a, b) => (a.file < b.file ? -1 : 1))
  return together(sorted.map(({ file, bytes }) => ({ file, read: decodeText(bytes) })))
}

/** A file with its text, or with why there is none. */
interface ServicesText {
  file: string
  read: { text: string } | { problem: YamlProblem }
}

/** What one file declares, or all of them together. */
type Declared = Pick<DeclaredServices, 'services' | 'findings'>

function together(texts: readonly ServicesText[]): DeclaredServices {
  const read = texts.map(servicesIn)
  const unique = withoutDuplicates(read.flatMap(({ services }) => services))
  return {
    services: unique.services,
    findings: [...read.flatMap(({ findings }) => findings), ...unique.findings],
    servicesDigest: createHash('sha256').update(JSON.stringify(texts)).digest('hex'),
  }
}

function servicesIn({ file, read }: ServicesText): Declared {
  if ('problem' in read) return { services: [], findings: findingsOf([read.problem], file, format.check) }
  if (isOfOthers(read.text)) return { services: [], findings: [] }
  const { value, findings, locate } = readYaml(read.text, file, format)
  const services = Object.entries(value?.services ?? {}).map(([id, settings]) => serviceOf(id, settings, file, locate))
  return { services, findings }
}

/** Other programs have files of this name: Kubernetes, Docker Compose, Homepage, Ansible, templates of Helm. */
function isOfOthers(text: string): boolean {
  if (/^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text)) return true
  const [first = ''] = /^(?!\s*(?:#|---|$)).*/m.exec(text) ?? []
  if (/^\{\{/.test(first)) return true
  if (/^- /.test(first)) return !/\bprobes\s*:/.test(text)
  if (/(?:^\s+|[{,]\s*)(?:probes|hosts|runbook|retired)\s*:/m.test(text)) return false
  // Here services have names, and are no list.
  const [, below = ''] = /^services\s*:(.*)/ms.exec(text) ?? []
  if (
    below
      .split('\n')
      .find((line) => !/^\s*(?:#|$)/.test(line))
      ?.trimStart()
      .startsWith('- ')
  )
    return true
  return /^\s+(?:image|build)\s*:/m.test(text) || /^(?!services\s*:)\w[\w.-]*\s*:(?:\s|$)/m.test(text)
}

function serviceOf(id: string, settings: ServiceSettings, file: string, inFile: Locator): Service {
  const locate = under(inFile, ['services', id])
  const probes = Object.entries(settings.probes).map(([name, probe]) => {
    const inProbe = under(locate, ['probes', name])
    return { ...probe, id: `${id}.${name}`, service: id, name, place: inProbe([], 'key'), locate: inProbe }
  })
  const folder = posix.dirname(file)
  return { ...settings, id, name: settings.name ?? id, file, folder, place: locate([], 'key'), locate, probes }
}

function under(locate: Locator, base: readonly string[]): Locator {
  return (path, side) => locate([...base, ...path], side)
}

function withoutDuplicates(services: readonly Service[]): Declared {
  const first = new Map<string, Service>()
  const findings: Finding[] = []
  for (const service of services) {
    const known = first.get(service.id)
    if (known) findings.push(...findingsOf([duplicate(service, known)], service.file, format.check))
    else first.set(service.id, service)
  }
  return { services: [...first.values()], findings }
}

function duplicate(second: Service, first: Service) {
  const at = `${first.file}:${first.place.line}:${first.place.column}`
  const message = `Unexpected second service \`${second.id}\`, expected an id that is unique in the project; the first is at \`${at}\``
  return { code: 'config/duplicate-id' as const, message, hint: 'Rename one of them', place: second.place }
}
