import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { hostName } from '../host-name.ts'
import { imageEntry } from '../image-name.ts'
import type { InventoryReader } from '../reader.ts'
import { isBrokenByTemplate, isTemplated } from '../template.ts'
import { isKustomization } from './kustomize.ts'

/** Ingress, routes, gateways, services, workloads and every other object that has a kind and a name. */
export const kubernetes: InventoryReader = {
  name: 'kubernetes',
  title: 'Kubernetes manifests',
  files: 'YAML and JSON with `apiVersion` and `kind`, several documents too. Templates as far as their text tells',
  tells:
    'Hosts of `Ingress`, `HTTPRoute` and its siblings, OpenShift’s `Route`, Istio’s `VirtualService`, `DNSEndpoint` and external-dns annotations; listeners of gateways and names of certificates, which serve nothing by themselves; images of workloads; every object by kind and name, with the ports of services',
  claims: isManifest,
  read: (file) => {
    const { documents, problem } = manifestsOf(file)
    const entries = documents.flatMap((document) => entriesOf(document))
    return { entries, ...(problem && !isBrokenByTemplate(file.text, problem) && { problem }) }
  },
  formerly: (line, path) => {
    if (!/\.ya?ml$/i.test(path)) return []
    const [, key, host = ''] =
      /^\s*(?:-\s+)?(?:(host|hostname|hosts|hostnames|dnsName)\s*:\s*)?[["']*([a-z0-9][\w.-]*)["'\]]*\s*(?:#.*)?$/i.exec(
        line,
      ) ?? []
    const name = host.includes('.') ? hostName(host) : undefined
    // A bare item could be one of anything: what it was is said by its key, which the line does not have.
    const isItem = key === undefined
    if (name === undefined || (isItem && !/^\s*-\s/.test(line))) return []
    return [{ kind: 'host', name, ...(isItem && { isLikely: true }) }]
  },
}

/** Whether a text holds a manifest. */
export function isManifest(path: string, text: string): boolean {
  return (
    !isKustomization(path) &&
    /\.(?:ya?ml|json)$/i.test(path) &&
    /^[\s{]*"?apiVersion"?\s*:/m.test(text) &&
    /^[\s{]*"?kind"?\s*:/m.test(text)
  )
}

/** The objects of a text; those of lists too, but no definitions of kinds, which are long and run nothing. */
export function manifestsOf(file: InventoryFile): {
  documents: YamlCursor[]
  problem?: ReturnType<InventoryFile['yaml']>['problem']
} {
  const { documents, problem } = file.yaml(
    'manifests',
    (text) => /^[\s{]*"?kind"?\s*:/m.test(text) && !/^kind\s*:\s*["']?CustomResourceDefinition\b/m.test(text),
  )
  const all = documents.flatMap((document) =>
    /List$/.test(document.get('kind')?.text ?? '') ? (document.get('items')?.items ?? []) : [document],
  )
  return {
    documents: all.filter((document) => document.get('apiVersion')?.text !== undefined),
    ...(problem && { problem }),
  }
}

function entriesOf(object: YamlCursor): ReadEntry[] {
  const kind = object.get('kind')
  const type = kind?.text ?? ''
  const name = object.at('metadata', 'name')
  const own = name?.text ?? ''
  if (!kind || type === '' || isTemplated(type)) return []
  const namespace = object.at('metadata', 'namespace')?.text
  const resource: ReadEntry[] =
    name && own !== '' && !isTemplated(own)
      ? [
          {
            kind: 'resource',
            type,
            name: own,
            ...(namespace && !isTemplated(namespace) && { namespace }),
            ...(type === 'Service' && { ports: portsOf(object) }),
            ...name.place,
          },
        ]
      : []
  return [...resource, ...hostsOf(object, type, own), ...imagesOf(object, type, own)]
}

function portsOf(service: YamlCursor): string[] {
  const ports = (service.at('spec', 'ports')?.items ?? []).flatMap((port) => port.get('port')?.text ?? [])
  return ports.filter((port) => !isTemplated(port))
}

type HostEntry = Extract<ReadEntry, { kind: 'host' }>

/** A host where it stands; nothing where the text is none. */
export function hostEntry(
  cursor: YamlCursor | undefined,
  role: HostEntry['role'],
  names: readonly string[],
): HostEntry[] {
  const host = hostName(cursor?.text ?? '')
  if (!cursor || host === undefined) return []
  const known = names.filter((name) => name !== '' && !isTemplated(name))
  return [{ kind: 'host', host, role, names: [...new Set(known)], ...cursor.place }]
}

function hostsOf(object: YamlCursor, type: string, own: string): ReadEntry[] {
  const spec = object.get('spec')
  if (!spec) return []
  const all = (cursors: readonly YamlCursor[], role: HostEntry['role'], names: readonly string[]) =>
    cursors.flatMap((cursor) => hostEntry(cursor, role, names))
  const annotated = ['external-dns.alpha.kubernetes.io/hostname', 'external-dns.kubernetes.io/hostname'].flatMap(
    (key) => {
      const value = object.at('metadata', 'annotations', key)
      const hosts = (value?.text ?? '').split(',').map((one) => one.trim())
      return value ? hosts.flatMap((one) => recordIn(value, one, own)) : []
    },
  )
  switch (type) {
    case 'Ingress': {
      const rules = spec.get('rules')?.items ?? []
      return [
        ...rules.flatMap((rule) => hostEntry(rule.get('host'), 'route', [own, ...backendsOf(rule)])),
        ...all(spec.get('tls')?.items.flatMap((tls) => tls.get('hosts')?.texts ?? []) ?? [], 'certificate', [own]),
        ...annotated,
      ]
    }
    case 'HTTPRoute':
    case 'GRPCRoute':
    case 'TLSRoute': {
      const backends = (spec.get('rules')?.items ?? []).flatMap((rule) => namesIn(rule.get('backendRefs')))
      return [...all(spec.get('hostnames')?.texts ?? [], 'route', [own, ...backends]), ...annotated]
    }
    case 'Route':
      return [...hostEntry(spec.get('host'), 'route', [own, spec.at('to', 'name')?.text ?? '']), ...annotated]
    case 'VirtualService': {
      const backends = (spec.get('http')?.items ?? [])
        .flatMap((http) => http.get('route')?.items ?? [])
        .flatMap((route) => route.at('destination', 'host')?.text?.split('.')[0] ?? [])
      // The cluster's own names are no hosts that a reader could open.
      const hosts = (spec.get('hosts')?.texts ?? []).filter(({ text }) => !/\.svc(?:\.|$)|\.local$/.test(text ?? ''))
      return all(hosts, 'route', [own, ...backends])
    }
    case 'Gateway': {
      const hostnames = (spec.get('listeners')?.items ?? []).flatMap((listener) => listener.get('hostname') ?? [])
      const servers = (spec.get('servers')?.items ?? []).flatMap((server) => server.get('hosts')?.texts ?? [])
      return [...all([...hostnames, ...servers], 'listener', [own]), ...annotated]
    }
    case 'Certificate':
      return all(spec.get('dnsNames')?.texts ?? [], 'certificate', [own])
    case 'DNSEndpoint':
      return (spec.get('endpoints')?.items ?? []).flatMap((one) => hostEntry(one.get('dnsName'), 'record', [own]))
    default:
      return annotated
  }
}

function recordIn(value: YamlCursor, written: string, own: string): ReadEntry[] {
  const host = hostName(written)
  return host === undefined
    ? []
    : [{ kind: 'host', host, role: 'record', names: own === '' ? [] : [own], ...value.placeOf(written) }]
}

/** The services that an Ingress rule leads to, in both of its notations. */
function backendsOf(rule: YamlCursor): string[] {
  return (rule.at('http', 'paths')?.items ?? []).flatMap((path) => {
    const backend = path.get('backend')
    return backend?.at('service', 'name')?.text ?? backend?.get('serviceName')?.text ?? []
  })
}

function namesIn(list: YamlCursor | undefined): string[] {
  return (list?.items ?? []).flatMap((item) => item.get('name')?.text ?? [])
}

/** Where each kind of workload has its pod. */
const pods: Readonly<Record<string, readonly string[]>> = {
  Pod: ['spec'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  ...Object.fromEntries(
    ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet', 'Job', 'Rollout'].map((kind) => [
      kind,
      ['spec', 'template', 'spec'],
    ]),
  ),
}

function imagesOf(object: YamlCursor, type: string, own: string): ReadEntry[] {
  const way = Object.hasOwn(pods, type) ? pods[type] : undefined
  const pod = way && object.at(...way)
  if (!pod) return []
  return ['containers', 'initContainers'].flatMap((key) =>
    (pod.get(key)?.items ?? []).flatMap((container) =>
      imageEntry(container.get('image'), [own, container.get('name')?.text ?? '']),
    ),
  )
}
