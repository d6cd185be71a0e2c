import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { hostName } from '../host-name.ts'
import type { FormerName, InventoryReader } from '../reader.ts'

/** nginx: what each `server` is called by, and what it passes requests to. */
export const nginx: InventoryReader = {
  name: 'nginx',
  title: 'nginx',
  files:
    '`*.conf` and files of `nginx`, `sites-available`, `sites-enabled`, `conf.d` with `server_name`, templates too',
  tells: 'Names of servers as they are written, with the upstreams that they pass requests to',
  claims: (path, text) => isNginx(path) && /\bserver_name\s/.test(text),
  read: (file) => ({ entries: serversOf(file) }),
  formerly: (line, path): FormerName[] => {
    const [, names = ''] = isNginx(path) ? (/^\s*server_name\s+([^;#]+);/.exec(line) ?? []) : []
    return names.split(/\s+/).flatMap((one) => {
      const name = hostName(one)
      return name === undefined ? [] : [{ kind: 'host', name }]
    })
  },
}

function isNginx(path: string): boolean {
  return (
    /\.(?:conf|j2|tmpl|tpl|template|erb)$/i.test(path) ||
    /(?:^|\/)(?:nginx|sites-(?:available|enabled)|conf\.d)\//i.test(path) ||
    /^nginx/i.test(posix.basename(path))
  )
}

interface Server {
  hosts: { host: string; start: number; end: number }[]
  upstreams: string[]
  depth: number
}

/** Comments, quoted texts, what ends a directive, and words: all that the notation has. */
const tokens = /#[^\r\n]*|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[{};]|[^\s{};"'#]+/g

function serversOf(file: InventoryFile): ReadEntry[] {
  const servers: Server[] = []
  let depth = 0
  let server: Server | undefined
  let words: { text: string; start: number }[] = []
  for (const { index, 0: token } of file.text.matchAll(tokens)) {
    if (token.startsWith('#')) continue
    if (token !== '{' && token !== '}' && token !== ';') {
      words.push({ text: token.replace(/^(["'])(.*)\1$/s, '$2'), start: index + (/^["']/.test(token) ? 1 : 0) })
      continue
    }
    const [directive, ...values] = words
    words = []
    if (token === '{') {
      depth++
      if (directive?.text === 'server' && values.length === 0) {
        server = { hosts: [], upstreams: [], depth }
        servers.push(server)
      }
    } else if (token === '}') {
      if (server?.depth === depth) server = undefined
      depth = Math.max(0, depth - 1)
    } else if (directive?.text === 'server_name' && server) {
      for (const { text, start } of values) {
        // `.example.org` is the name itself and all below it.
        const host = hostName(text.replace(/^\./, ''))
        if (host !== undefined) server.hosts.push({ host, start, end: start + text.length })
      }
    } else if (/^(?:proxy|grpc|fastcgi|uwsgi)_pass$/.test(directive?.text ?? '') && server) {
      const [, upstream = ''] = /^(?:\w+:\/\/)?([A-Za-z][\w-]*)(?=[:/]|$)/.exec(values[0]?.text ?? '') ?? []
      if (upstream !== '' && !/^(?:localhost|unix|https?)$/i.test(upstream)) server.upstreams.push(upstream)
    }
  }
  return servers.flatMap(({ hosts, upstreams }) =>
    hosts.map(
      ({ host, start, end }): ReadEntry => ({
        ...{ kind: 'host', host, role: 'route', names: [...new Set(upstreams)] },
        ...file.place(start, end),
      }),
    ),
  )
}
