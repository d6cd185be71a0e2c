import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { hostName } from '../host-name.ts'
import type { InventoryReader } from '../reader.ts'
import { openText } from '../variables.ts'

/** Caddy: the addresses of its sites. */
export const caddy: InventoryReader = {
  name: 'caddy',
  title: 'Caddy',
  files: '`Caddyfile`, `Caddyfile.*`, `*.caddy`, `*.caddyfile`',
  tells: 'Addresses of sites, with what they pass requests to',
  claims: (path) => isCaddyfile(path),
  read: (file) => ({ entries: sitesOf(file) }),
  formerly: (line, path) =>
    isCaddyfile(path) && /^[^\s({]/.test(line) && /\{\s*$/.test(line)
      ? addressesOf(line).map(({ host }) => ({ kind: 'host', name: host }))
      : [],
}

function isCaddyfile(path: string): boolean {
  return /^caddyfile(?:[.-][\w.-]+)?$|\.caddy(?:file)?$/i.test(posix.basename(path))
}

interface Site {
  addresses: { host: string; start: number; end: number }[]
  upstreams: string[]
}

function sitesOf(file: InventoryFile): ReadEntry[] {
  const sites: Site[] = []
  let depth = 0
  let site: Site | undefined
  let pending: Site['addresses'] = []
  // The only site of a file needs no braces: then all that follows is about it.
  let isBare = false
  for (const { index, 0: written } of file.text.matchAll(/[^\r\n]+/g)) {
    const line = written.replace(/(?:^|\s)#.*$/, '')
    const opens = /(?:^|\s)\{\s*$/.test(line)
    if (/^\s*\{\s*$/.test(line)) isBare = false
    if (depth === 0 && !isBare && line.trim() !== '' && !/^\s*(?:\(|\}|import\s|\{\s*$)/.test(line)) {
      const addresses = addressesOf(line).map(({ host, at, length }) => ({
        host,
        start: index + at,
        end: index + at + length,
      }))
      pending.push(...addresses)
      if (opens || !/,\s*$/.test(line)) {
        site = { addresses: pending, upstreams: [] }
        sites.push(site)
        pending = []
        isBare = !opens
      }
    } else if (site) {
      const [, upstreams = ''] = /^\s*(?:reverse_proxy|php_fastcgi)\s+(.+)$/.exec(line) ?? []
      for (const [, name = ''] of upstreams.matchAll(/(?:^|\s)(?:\w+:\/\/)?([A-Za-z][\w-]*):\d+/g)) {
        if (name !== 'localhost') site.upstreams.push(name)
      }
    }
    if (opens) depth++
    if (/^\s*\}/.test(line)) depth = Math.max(0, depth - 1)
  }
  return sites.flatMap(({ addresses, upstreams }) =>
    addresses.map(
      ({ host, start, end }): ReadEntry => ({
        ...{ kind: 'host', host, role: 'route', names: [...new Set(upstreams)] },
        ...file.place(start, end),
      }),
    ),
  )
}

/** `https://a.b:8443, {$DOMAIN:c.d} {`. */
function addressesOf(line: string): { host: string; at: number; length: number }[] {
  return Array.from(line.matchAll(/[^\s,{}]+|\{\$[^{}\s]*\}[^\s,{}]*/g)).flatMap(({ index, 0: word }) => {
    const plain = word.replace(/^https?:\/\//, '').replace(/(?::\d+)?(?:\/.*)?$/, '')
    const text = plain.replace(/\{\$(\w+)(?::([^{}]*))?\}/g, (_, name: string, fallback?: string) =>
      openText(fallback ?? `\${${name}}`),
    )
    const host = hostName(text)
    return host === undefined ? [] : [{ host, at: index + word.indexOf(plain), length: plain.length }]
  })
}
