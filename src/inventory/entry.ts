import { z } from 'zod'
import type { Place } from '../finding/finding.ts'

const place = { line: z.number(), column: z.number(), endLine: z.number(), endColumn: z.number() }

/**
 * How a host is declared: `route` sends what asks for it to something that runs, `record` is a DNS record, `listener`
 * and `certificate` stand before routes and serve nothing by themselves, `setting` is a value that a chart or an output
 * gives to others, `machine` is one that an inventory of machines lists: what runs on it says another file. `address` is an
 * IP address that a machine, a record or a container has.
 */
export const hostRoles = ['route', 'record', 'listener', 'certificate', 'setting', 'machine', 'address'] as const

const host = z.object({
  kind: z.literal('host'),
  /** In lower case, `*.` at the beginning for any label; may hold `${NAME}` that has no value in the repository. Or an IPv4 address. */
  host: z.string(),
  role: z.enum(hostRoles),
  /** What answers there, by the names that people use for it: of the service, the container, the router; of a machine its groups. */
  names: z.array(z.string()),
  ...place,
})

const image = z.object({
  kind: z.literal('image'),
  /** Without tag and digest: `ghcr.io/acme/shop`. */
  image: z.string(),
  tag: z.string().optional(),
  names: z.array(z.string()),
  ...place,
})

const alert = z.object({
  kind: z.literal('alert'),
  name: z.string(),
  /** The group of rules that it stands in. */
  group: z.string().optional(),
  expression: z.string().optional(),
  /** How long the expression has to hold, as written. */
  for: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  /** The value of the annotation that leads to its runbook, and where exactly it stands. */
  runbook: z.object({ url: z.string(), ...place }).optional(),
  /** Whether Grafana evaluates it; absent of rules that are written as Prometheus reads them. */
  isGrafanas: z.literal(true).optional(),
  ...place,
})

const resource = z.object({
  kind: z.literal('resource'),
  /** What it is: `Deployment`, `Namespace`, `compose service`, `systemd unit`, `ansible host`. */
  type: z.string(),
  name: z.string(),
  namespace: z.string().optional(),
  /** Ports that it is reached on, as written. */
  ports: z.array(z.string()).optional(),
  /** The program that it starts, without its arguments: these may hold what is secret. */
  program: z.string().optional(),
  ...place,
})

const target = z.object({
  kind: z.literal('target'),
  /** What runs it: `make`, `just`, `npm`. */
  tool: z.string(),
  /** `%` in it is any text, as in a pattern rule of make. */
  name: z.string(),
  ...place,
})

/** A range of IPv4 addresses that is ours, such as `10.0.0.0/16`. */
const network = z.object({ kind: z.literal('network'), name: z.string(), ...place })

/** Another file, whose targets are those of this file as well. */
const include = z.object({
  kind: z.literal('include'),
  tool: z.string(),
  /** As it is written: relative to the file's folder. `%` in it is any text. */
  name: z.string(),
  ...place,
})

/** What a plain `kustomization.yaml` makes of the objects of its files and of the folders that it builds on. */
const kustomization = z.object({
  kind: z.literal('kustomization'),
  /** Always empty: it is known by its file. */
  name: z.literal(''),
  /** Files and folders as they are written, relative to its folder. */
  resources: z.array(z.string()),
  prefix: z.string(),
  suffix: z.string(),
  namespace: z.string().optional(),
  /** Where something besides may change what its objects are called: then nothing is known of them. */
  isOpen: z.boolean(),
  ...place,
})

/** What a kustomization writes in place of an image, by the name that its manifests have. */
const replacement = z.object({
  kind: z.literal('replacement'),
  name: z.string(),
  image: z.string(),
  tag: z.string().optional(),
  /** A digest stands in place of whatever tag there was. */
  isPinned: z.literal(true).optional(),
  ...place,
})

/** A value of a `.env.example`, which other entries of its folder and below are read with. */
const variable = z.object({ kind: z.literal('variable'), name: z.string(), value: z.string(), ...place })

/** One thing that a file of configuration declares, as its reader tells it. Plain data: it is kept by the file's content. */
export const entrySchema = z.discriminatedUnion('kind', [
  host,
  image,
  alert,
  resource,
  target,
  include,
  network,
  variable,
  kustomization,
  replacement,
])

export type ReadEntry = z.infer<typeof entrySchema>
export type EntryKind = ReadEntry['kind']
type ReadEntryOf<K extends EntryKind> = Extract<ReadEntry, { kind: K }>

/** Where an entry stands, and who read it. */
export interface EntrySource {
  /** Relative to the repository, with `/` between folders. */
  file: string
  /** The name of its reader. */
  reader: string
  /** The folder of the clone that it stands in, relative to the repository; absent of the repository's own. */
  clone?: string
}

/** An entry with its file. */
export type Entry = ReadEntry & EntrySource
export type EntryOf<K extends EntryKind> = ReadEntryOf<K> & EntrySource

/** Whether an entry is what others are read with, and no thing of its own. */
export function isAuxiliary({ kind }: Pick<ReadEntry, 'kind'>): boolean {
  return ['variable', 'include', 'network', 'kustomization', 'replacement'].includes(kind)
}

/** The entries of one kind. */
export function entriesOf<K extends EntryKind>(entries: readonly Entry[], kind: K): EntryOf<K>[] {
  return entries.filter((entry): entry is EntryOf<K> => entry.kind === kind)
}

/** What makes two entries the same thing, wherever they stand: `kind` and this. Also what the past knows an entry by. */
export function nameOfEntry(entry: ReadEntry): string {
  switch (entry.kind) {
    case 'host':
      return entry.host
    case 'image':
      return entry.tag === undefined ? entry.image : `${entry.image}:${entry.tag}`
    case 'resource':
      return `${entry.type}/${entry.name}`
    case 'target':
      return `${entry.tool} ${entry.name}`
    default:
      return entry.name
  }
}

/** What is wrong in a file, so that nothing of it is known. */
export interface ReadProblem extends Place {
  /** "Unexpected x, expected y". */
  message: string
}
