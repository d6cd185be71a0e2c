import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { addressEntry, formerAddress, hostName } from '../host-name.ts'
import type { InventoryReader } from '../reader.ts'

/** Zone files: names with an address, by RFC 1035, section 5. The parsers that there are tell no places. */
export const zoneFile: InventoryReader = {
  name: 'zone-file',
  title: 'Zone files',
  files: '`*.zone`, `db.*` and `*.db` with an SOA record or `$ORIGIN`',
  tells: 'Names with an `A`, `AAAA`, `CNAME`, `ALIAS` or `HTTPS` record, and the addresses of `A`',
  claims: (path, text) => isZoneFile(path) && (/\bSOA\s/.test(text) || /^\$ORIGIN\s/m.test(text)),
  read: (file) => ({ entries: recordsOf(file) }),
  formerly: (line, path) => {
    if (!isZoneFile(path)) return []
    const [, name = '', , address] = record.exec(line.replace(/;.*$/, '')) ?? []
    const origin = originOf(path)
    const full = name === '' || origin === '' ? undefined : hostName(fullName(name, origin))
    return formerAddress(address, full)
  },
}

function isZoneFile(path: string): boolean {
  return /(?:^|\/)(?:db\.[\w.-]+|[\w.-]+\.(?:zone|db))(?:\.(?:j2|tmpl|tpl|in))?$/i.test(path)
}

/** A name of a zone with the name of the zone, where it has no dot at its end. */
function fullName(owner: string, origin: string): string {
  return owner === '@' ? origin : owner.endsWith('.') ? owner : `${owner}.${origin}`
}

/** An owner, then TTL and class in any order, the type, and what it says. */
const record =
  /^(\S*)[ \t]+(?:(?:\d+(?:[smhdw]\d+)*[smhdw]?|IN|CH|HS)[ \t]+){0,2}(A|AAAA|CNAME|ALIAS|ANAME|HTTPS|MX|NS|TXT|SRV|SOA|CAA|PTR|DS|TLSA|SSHFP)[ \t]+(\S+)/i
const addressed = /^(?:A|AAAA|CNAME|ALIAS|ANAME|HTTPS)$/i

function recordsOf(file: InventoryFile): ReadEntry[] {
  let origin = originOf(file.path)
  let owner = ''
  let depth = 0
  const entries: ReadEntry[] = []
  for (const { index, 0: written } of file.text.matchAll(/[^\r\n]+/g)) {
    const line = written.replace(/"(?:[^"\\]|\\.)*"/g, (text) => '"'.padEnd(text.length, '"')).replace(/;.*$/, '')
    const isInside = depth > 0
    depth += (line.match(/\(/g)?.length ?? 0) - (line.match(/\)/g)?.length ?? 0)
    if (isInside) continue
    const [, set] = /^\$ORIGIN\s+(\S+)/i.exec(line) ?? []
    if (set !== undefined) origin = set.endsWith('.') ? set.slice(0, -1) : `${set}.${origin}`
    const [, name = '', type = '', value = ''] = record.exec(line) ?? []
    if (name !== '') owner = name
    if (type === '' || !addressed.test(type) || owner === '') continue
    const host = hostName(fullName(owner, origin))
    // Names with an underscore are for programs: `_acme-challenge`, `_dmarc`.
    if (host === undefined || /(?:^|\.)_/.test(host)) continue
    entries.push({
      kind: 'host',
      host,
      role: 'record',
      names: [],
      ...file.place(index, index + Math.max(1, name.length)),
    })
    const at = index + line.lastIndexOf(value)
    entries.push(...addressEntry(value, [host], file.place(at, at + value.length)))
  }
  return entries
}

/** `db.example.org`, `example.org.zone` → `example.org`; a file that is called otherwise says it by `$ORIGIN`. */
function originOf(path: string): string {
  const name = posix.basename(path).replace(/\.(?:j2|tmpl|tpl|in)$/i, '')
  const zone = name.replace(/^db\.|\.(?:zone|db)$/gi, '')
  return zone.includes('.') ? zone : ''
}
