import { posix } from 'node:path'
import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import { hostName } from '../host-name.ts'
import { imageEntry } from '../image-name.ts'
import type { InventoryReader } from '../reader.ts'
import { isBrokenByTemplate, isTemplated } from '../template.ts'
import { isManifest, manifestsOf } from './kubernetes.ts'

/** Values of Helm charts: in files of their own, and in `HelmRelease` and Argo CD's `Application`. */
export const helmValues: InventoryReader = {
  name: 'helm-values',
  title: 'Helm values',
  files: '`values*.yaml`, `*values.yaml`, `HelmRelease`, Argo CD’s `Application` with `valuesObject`',
  tells:
    'Hosts under `host`, `hosts`, `hostname`, `hostnames`: below `ingress`, `route` or `gateway` as routes, elsewhere as settings; images with `repository` and `tag`',
  claims: (path, text) =>
    isValuesFile(path) || (isManifest(path, text) && /^kind\s*:\s*["']?(?:HelmRelease|Application)\b/m.test(text)),
  read: (file) => {
    if (isValuesFile(file.path)) {
      const { documents, problem } = file.yaml()
      const names = [namedBy(file.path)]
      const entries = documents.flatMap((document) => entriesIn(document, names))
      return { entries, ...(problem && !isBrokenByTemplate(file.text, problem) && { problem }) }
    }
    const entries = manifestsOf(file).documents.flatMap((object) => {
      const names = [object.at('metadata', 'name')?.text ?? '']
      const values =
        object.at('spec', 'values') ??
        object.at('spec', 'source', 'helm', 'valuesObject') ??
        object.at('spec', 'source', 'helm', 'values')
      return values ? entriesIn(values, names, releaseOf(object)) : []
    })
    return { entries }
  },
}

/** What `.Release.Name` is in the values of a `HelmRelease` or an `Application`. Source: their API references. */
function releaseOf(object: YamlCursor): string | undefined {
  const given = object.at('spec', 'releaseName')?.text ?? object.at('spec', 'source', 'helm', 'releaseName')?.text
  const name = object.at('metadata', 'name')?.text
  const namespace = object.at('spec', 'targetNamespace')?.text
  return given ?? (namespace !== undefined && name !== undefined ? `${namespace}-${name}` : name)
}

function isValuesFile(path: string): boolean {
  return /(?:^|[/.\-_])values(?:[.\-_][\w.-]+)?\.ya?ml$/i.test(path)
}

/** A chart is called as its folder is, or as the file says before `values`. */
function namedBy(path: string): string {
  const [, name = ''] = /^(.+?)[.\-_]values/i.exec(posix.basename(path)) ?? []
  return name !== '' ? name : posix.basename(posix.dirname(path))
}

/** So many values of one file are looked at, so deep. */
const mostValues = 200_000
const deepest = 40

const hostKeys = /^(?:host|hosts|hostname|hostnames|fqdn|domains?|dnsNames?|externalHost(?:name)?|ingressHost)$/i

interface Step {
  cursor: YamlCursor
  names: readonly string[]
  isRoute: boolean
  depth: number
}

/** Walks over values; a map that an alias stands for is told where it stands. */
function entriesIn(values: YamlCursor, names: readonly string[], release?: string): ReadEntry[] {
  const entries: ReadEntry[] = []
  const left: Step[] = [{ cursor: values, names, isRoute: false, depth: 0 }]
  for (let count = 0; left.length > 0 && count < mostValues; count++) {
    const step = left.pop()
    if (!step || step.cursor.isAlias || step.depth > deepest) continue
    const { cursor, isRoute, depth } = step
    for (const item of cursor.items) left.push({ cursor: item, names: step.names, isRoute, depth: depth + 1 })
    const members = cursor.entries
    const own = imageOf(cursor, step.names)
    entries.push(...own)
    for (const { key, value } of members) {
      if (!value) continue
      const under = isRoute || /ingress|route|gateway/i.test(key)
      const role = under ? 'route' : 'setting'
      if (hostKeys.test(key)) entries.push(...hostsAt(value, role, step.names, release))
      // The outermost keys of a chart of charts are their names.
      const called = depth === 0 && /^[a-z][\w-]+$/.test(key) ? [...step.names, key] : step.names
      left.push({ cursor: value, names: called, isRoute: under, depth: depth + 1 })
    }
  }
  return entries
}

/** A text, a list of texts, or of maps with `host` or `name`. */
function hostsAt(
  value: YamlCursor,
  role: 'route' | 'setting',
  names: readonly string[],
  release: string | undefined,
): ReadEntry[] {
  const cursors = [...value.texts, ...value.items.flatMap((item) => item.get('name') ?? [])]
  return cursors.flatMap((cursor): ReadEntry[] => {
    const written = cursor.text ?? ''
    const text = release === undefined ? written : written.replace(/\{\{-? *\.Release\.Name *-?\}\}/g, release)
    const host = isTemplated(text) ? undefined : hostName(text)
    // Names inside of a cluster, and those that a chart gives as an example.
    if (host === undefined || /\.svc(?:\.|$)|\.local$|^chart-example/.test(host)) return []
    return [{ kind: 'host', host, role, names: names.filter((name) => name !== '' && name !== '.'), ...cursor.place }]
  })
}

function imageOf(cursor: YamlCursor, names: readonly string[]): ReadEntry[] {
  const [repository, tag] = [cursor.get('repository'), cursor.get('tag')]
  if (!repository?.text || !tag?.text || tag.text.length > 128) return []
  return imageEntry(tag, names, `${repository.text}:${tag.text}`)
}
