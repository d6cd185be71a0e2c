// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of a compose file
import { posix } from 'node:path'
import { wholeFile } from '../../finding/finding.ts'
import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { addressEntry, formerAddress, hostName } from '../host-name.ts'
import { imageEntry } from '../image-name.ts'
import type { InventoryReader } from '../reader.ts'
import { isTemplated } from '../template.ts'
import { hostsOfRule } from '../traefik-rule.ts'
import { defaultsIn, defaultText, openText } from '../variables.ts'

/** Docker Compose: services with their ports and images, and the hosts of their labels. */
export const compose: InventoryReader = {
  name: 'compose',
  title: 'Docker Compose',
  files:
    '`compose*.yaml`, `docker-compose*.yml`, YAML with `services` that have images, and templates of these (`.j2`, `.tpl`)',
  tells:
    'Services by name and `container_name`, their ports, images and fixed addresses; subnets; hosts of Traefik’s, nginx-proxy’s and Caddy’s labels and variables. `${NAME:-default}` is what the nearest `.env.example` says, else the default. Of templates what surely stands there',
  claims: (path, text) =>
    (/\.ya?ml$/i.test(path) || (isTemplate(path) && isComposeFile(path))) &&
    /^services\s*:/m.test(text) &&
    (isComposeFile(path) || /^\s+(?:image|build|container_name)\s*:/m.test(text)) &&
    !/^apiVersion\s*:/m.test(text),
  read: (file) => {
    const { documents, problem } = file.yaml()
    if (isTemplate(file.path) && !documents.some((document) => document.get('services')))
      return { entries: templatedServices(file) }
    const entries = documents.flatMap((document) => [
      ...(document.get('services')?.entries ?? []).flatMap(({ key, place, value }) =>
        value ? serviceEntries(key, place, value) : [],
      ),
      ...(document.get('networks')?.entries ?? []).flatMap(({ value }) => subnets(value)),
    ])
    const variables = defaultsIn(file.text).map(
      ({ name, value }): ReadEntry => ({ kind: 'variable', name, value, ...wholeFile }),
    )
    return {
      entries: [...entries, ...variables],
      ...(problem && isComposeFile(file.path) && { problem }),
    }
  },
  formerly: (line, path) => {
    if (!/\.ya?ml$/i.test(path)) return []
    // Of volumes and networks it could be the name as well.
    const [, key] = isComposeFile(path) ? (/^(?: {2}| {4})([\w.-]+):\s*(?:#.*)?$/.exec(line) ?? []) : []
    const [, address] = /^\s+ipv4_address:\s*["']?([\d.]+)["']?\s*(?:#.*)?$/.exec(line) ?? []
    if (address !== undefined) return formerAddress(address)
    if (key !== undefined) return [{ kind: 'resource', name: `compose service/${key}`, isLikely: true }]
    return /traefik\.[\w.-]*rule/i.test(line) ? hostsOfRule(line).map(({ host }) => ({ kind: 'host', name: host })) : []
  },
}

/** A template that something makes a file of Compose of. */
function isTemplate(path: string): boolean {
  return /\.ya?ml\.(?:j2|tpl|tmpl|gotmpl|erb|template)$/i.test(path)
}

/** The services of a template, by the keys that stand as deep as the first below `services`: what fills it in adds and leaves out others. */
function templatedServices(file: InventoryFile): ReadEntry[] {
  const [, before = '', body = ''] =
    /^([\s\S]*?^services\s*:[^\n]*\n)((?:[ \t#{\r][^\n]*\n?|\n)*)/m.exec(file.text) ?? []
  const keys = [...body.matchAll(/^([ \t]+)([\w.-]+):[ \t]*(?:#[^\n]*)?\r?$/gm)]
  const [, depth] = keys[0] ?? []
  return keys.flatMap(({ index, 1: indent = '', 2: name = '' }) => {
    const start = before.length + index + indent.length
    const place = file.place(start, start + name.length)
    return indent === depth ? [{ kind: 'resource', type: 'compose service', name, ...place }] : []
  })
}

/** A file of Compose by its name. */
function isComposeFile(path: string): boolean {
  return /^(?:docker-)?compose\b/i.test(posix.basename(path))
}

function serviceEntries(key: string, place: YamlCursor['place'], service: YamlCursor): ReadEntry[] {
  if (isTemplated(key)) return []
  const container = defaultText(service.get('container_name')?.text ?? '')
  const names = [key, container].filter((name) => name !== '' && !name.includes('${') && !isTemplated(name))
  const ports = (service.get('ports')?.items ?? []).flatMap((port) => {
    const text = port.text ?? port.get('published')?.text
    return text === undefined || isTemplated(text) ? [] : [defaultText(text)]
  })
  const resource: ReadEntry = {
    ...{ kind: 'resource', type: 'compose service', name: key },
    ...(ports.length > 0 && { ports }),
    ...place,
  }
  const image = service.get('image')
  const images = image && withImage(image, names)
  const addresses = (service.get('networks')?.entries ?? []).flatMap(({ value }) => {
    const address = value?.get('ipv4_address')
    return address ? addressEntry(defaultText(address.text ?? ''), names, address.place) : []
  })
  return [resource, ...(images ?? []), ...labelHosts(service, names), ...variableHosts(service, names), ...addresses]
}

/** The ranges that a network is given. */
function subnets(network: YamlCursor | undefined): ReadEntry[] {
  return (network?.at('ipam', 'config')?.items ?? []).flatMap((part): ReadEntry[] => {
    const subnet = part.get('subnet')
    const name = defaultText(subnet?.text ?? '')
    return subnet && /^[\d.]+\/\d+$/.test(name) ? [{ kind: 'network', name, ...subnet.place }] : []
  })
}

/** An image whose tag is `${TAG:-1.2}` is that of its default. */
function withImage(image: YamlCursor, names: readonly string[]): ReadEntry[] {
  const text = defaultText(image.text ?? '')
  return text === image.text ? imageEntry(image, names) : imageEntry(image, names, text)
}

/** Pairs of a map, or of a list of `key=value`. */
function pairsOf(cursor: YamlCursor | undefined): { key: string; value: string; cursor: YamlCursor }[] {
  const ofMap = (cursor?.entries ?? []).flatMap(({ key, value }) =>
    value?.text === undefined ? [] : [{ key, value: value.text, cursor: value }],
  )
  const ofList = (cursor?.items ?? []).flatMap((item) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(item.text ?? '') ?? []
    return key === undefined || value === undefined ? [] : [{ key: key.trim(), value, cursor: item }]
  })
  return [...ofMap, ...ofList]
}

function labelHosts(service: YamlCursor, names: readonly string[]): ReadEntry[] {
  const labels = [...pairsOf(service.get('labels')), ...pairsOf(service.at('deploy', 'labels'))]
  return labels.flatMap(({ key, value, cursor }): ReadEntry[] => {
    const [, router] = /^traefik\.(?:http|tcp)\.routers\.([^.]+)\.rule$/i.exec(key) ?? []
    const legacy = /^traefik(?:\.[\w-]+)?\.frontend\.rule$/i.test(key)
    const text = openText(value)
    if (router !== undefined || legacy) {
      const own =
        router === undefined || router.includes('$') || isTemplated(router) ? [] : [router.replace(/@.*$/, '')]
      const all = [...new Set([...names, ...own])]
      return hostsOfRule(text).map(({ host, written }) => ({
        ...{ kind: 'host', host, role: 'route', names: all },
        ...cursor.placeOf(written),
      }))
    }
    // caddy-docker-proxy: `caddy: a.b, c.d`.
    return /^caddy(?:_\d+)?$/.test(key) ? listedHosts(text, cursor, names) : []
  })
}

/** nginx-proxy: `VIRTUAL_HOST=a.b,c.d`. */
function variableHosts(service: YamlCursor, names: readonly string[]): ReadEntry[] {
  return pairsOf(service.get('environment')).flatMap(({ key, value, cursor }) =>
    key === 'VIRTUAL_HOST' ? listedHosts(openText(value), cursor, names) : [],
  )
}

function listedHosts(text: string, cursor: YamlCursor, names: readonly string[]): ReadEntry[] {
  return text.split(/[\s,]+/).flatMap((one): ReadEntry[] => {
    const written = one.replace(/^https?:\/\//, '').replace(/:\d+$/, '')
    const host = hostName(written)
    return host === undefined
      ? []
      : [{ kind: 'host', host, role: 'route', names: [...names], ...cursor.placeOf(written) }]
  })
}
