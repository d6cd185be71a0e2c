import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryReader } from '../reader.ts'
import { isBrokenByTemplate, isTemplated } from '../template.ts'
import { hostsOfRule } from '../traefik-rule.ts'
import { isManifest, manifestsOf } from './kubernetes.ts'

/** Traefik's own routers: in Kubernetes, and in the files of its file provider. */
export const traefik: InventoryReader = {
  name: 'traefik',
  title: 'Traefik',
  files: '`IngressRoute`, `IngressRouteTCP`, and files of the file provider, in YAML or TOML',
  tells: 'Hosts of the rules of routers, with the names of the router and of its services',
  claims: (path, text) =>
    // To look for a word costs little, and every file of configuration is asked.
    text.includes('Host') &&
    /\bHost(?:SNI|Header)?\(/.test(text) &&
    (isRouteFile(path, text) || (isManifest(path, text) && /IngressRoute/.test(text))),
  read: (file) => {
    if (/\.toml$/i.test(file.path)) return { entries: tomlHosts(file.text, (start, end) => file.place(start, end)) }
    if (isManifest(file.path, file.text))
      return { entries: manifestsOf(file).documents.flatMap((object) => ingressRoute(object)) }
    const { documents, problem } = file.yaml()
    const entries = documents.flatMap((document) => [
      ...routersOf(document.at('http', 'routers')),
      ...routersOf(document.at('tcp', 'routers')),
    ])
    return { entries, ...(problem && !isBrokenByTemplate(file.text, problem) && { problem }) }
  },
  formerly: (line) =>
    /^\s*-?\s*(?:match|rule)\s*[:=]/.test(line)
      ? hostsOfRule(line).map(({ host }) => ({ kind: 'host', name: host }))
      : [],
}

function isRouteFile(path: string, text: string): boolean {
  if (/\.toml$/i.test(path)) return /^\s*\[(?:http|tcp)\.routers/m.test(text)
  return /\.ya?ml$/i.test(path) && /^(?:http|tcp)\s*:/m.test(text) && /^\s+routers\s*:/m.test(text)
}

function ruleHosts(rule: YamlCursor | undefined, names: readonly string[]): ReadEntry[] {
  const known = [...new Set(names.filter((name) => name !== '' && !isTemplated(name)))]
  return hostsOfRule(rule?.text ?? '').flatMap(({ host, written }): ReadEntry[] =>
    rule ? [{ kind: 'host', host, role: 'route', names: known, ...rule.placeOf(written) }] : [],
  )
}

function ingressRoute(object: YamlCursor): ReadEntry[] {
  if (!/^IngressRoute(?:TCP)?$/.test(object.get('kind')?.text ?? '')) return []
  const own = object.at('metadata', 'name')?.text ?? ''
  return (object.at('spec', 'routes')?.items ?? []).flatMap((route) => {
    const services = (route.get('services')?.items ?? []).flatMap((service) =>
      withoutProvider(service.get('name')?.text ?? ''),
    )
    return ruleHosts(route.get('match'), [own, ...services])
  })
}

function routersOf(routers: YamlCursor | undefined): ReadEntry[] {
  return (routers?.entries ?? []).flatMap(({ key, value }) =>
    ruleHosts(value?.get('rule'), [key, withoutProvider(value?.get('service')?.text ?? '')]),
  )
}

/** `api@internal` is `api`, whoever provides it. */
function withoutProvider(name: string): string {
  return name.replace(/@.*$/, '')
}

/** Each `rule` of a table `[http.routers.NAME]`. */
function tomlHosts(text: string, place: (start: number, end: number) => YamlCursor['place']): ReadEntry[] {
  let router = ''
  const entries: ReadEntry[] = []
  for (const { index, 0: line, 1: table, 2: rule } of text.matchAll(
    /^[ \t]*(?:\[([^\]\r\n]+)\]|rule[ \t]*=[ \t]*(.+))[^\r\n]*$/gm,
  )) {
    if (table !== undefined) router = /^(?:http|tcp)\.routers\.["']?([\w@.-]+?)["']?$/.exec(table.trim())?.[1] ?? ''
    else if (router !== '') {
      for (const { host, written } of hostsOfRule(rule ?? '')) {
        const start = index + line.indexOf(written)
        entries.push({ kind: 'host', host, role: 'route', names: [router], ...place(start, start + written.length) })
      }
    }
  }
  return entries
}
