import { posix } from 'node:path'
import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import { hostName } from '../host-name.ts'
import type { InventoryReader } from '../reader.ts'

/** Zones of OctoDNS: a file a zone, a key a name. */
export const octodns: InventoryReader = {
  name: 'octodns',
  title: 'OctoDNS',
  files: 'YAML that is called as its zone is, such as `acme.dev.yaml`, and files of folders such as `acme.dev.`',
  tells: 'Names with an `A`, `AAAA`, `CNAME`, `ALIAS` or `HTTPS` record',
  claims: (path, text) =>
    zoneOf(path) !== undefined &&
    /(?:^|[\s{,])["']?type["']?\s*:\s*["']?(?:A|AAAA|ALIAS|CNAME|HTTPS|MX|NS|TXT)\b/m.test(text) &&
    !/^apiVersion\s*:/m.test(text),
  read: (file) => {
    const zone = zoneOf(file.path) ?? ''
    const { documents, problem } = file.yaml()
    const entries = documents.flatMap((document) =>
      document.entries.flatMap(({ key, place, value }): ReadEntry[] => {
        const host = nameIn(zone, key)
        return host !== undefined && value && hasAddress(value)
          ? [{ kind: 'host', host, role: 'record', names: [], ...place }]
          : []
      }),
    )
    return { entries, ...(problem && { problem }) }
  },
  formerly: (line, path) => {
    const zone = zoneOf(path)
    const [, , key] = (zone !== undefined && /^(["']?)([\w.*-]*)\1:\s*(?:#.*)?$/.exec(line)) || []
    const host = zone === undefined || key === undefined ? undefined : nameIn(zone, key)
    // Its type stood in another line.
    return host === undefined ? [] : [{ kind: 'host', name: host, isLikely: true }]
  },
}

/** The zone of a file, by its name or, where a zone is split, by its folder. */
function zoneOf(path: string): string | undefined {
  const [, name = ''] = /^(.+)\.ya?ml$/i.exec(posix.basename(path)) ?? []
  if (name === '') return undefined
  const folder = posix.basename(posix.dirname(path))
  const zone = folder.endsWith('.') && folder.length > 1 ? folder : name.replace(/^\$/, '')
  return /^(?:[a-z0-9_-]+\.)+[a-z][a-z0-9-]*[a-z0-9]\.?$/i.test(zone) ? hostName(zone) : undefined
}

function nameIn(zone: string, key: string): string | undefined {
  const host = hostName(key === '' || key === '@' ? zone : `${key}.${zone}`)
  // Names with an underscore are for programs: `_acme-challenge`, `_dmarc`.
  return host === undefined || /(?:^|\.)_/.test(host) ? undefined : host
}

/** One record, or a list of them. */
function hasAddress(value: YamlCursor): boolean {
  return [value, ...value.items].some((record) => /^(?:A|AAAA|ALIAS|CNAME|HTTPS)$/.test(record.get('type')?.text ?? ''))
}
