import type { Place } from '../../finding/finding.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { deepest, readHcl } from '../hcl.ts'
import { addressEntry, formerAddress, hostName } from '../host-name.ts'
import type { InventoryReader, ReadResult } from '../reader.ts'

/** Terraform and OpenTofu: DNS records, names of listeners, and outputs. */
export const terraform: InventoryReader = {
  name: 'terraform',
  title: 'Terraform',
  files: '`*.tf` with records of DNS, rules of load balancers, distributions or outputs',
  tells:
    'Names of DNS records, the addresses of `A`, ranges of networks, `host_header` of listener rules, aliases of distributions; hosts in outputs, as settings. A part that an expression gives stays open',
  claims: (path, text) => /\.tf$/i.test(path) && relevant.test(text),
  read: readEntries,
  formerly: (line, path) => {
    const [, address] = /\.tf$/i.test(path) ? (addressLine.exec(line) ?? []) : []
    if (address !== undefined) return formerAddress(address)
    const [, written = ''] = /\.tf$/i.test(path)
      ? (/^\s*(?:name|fqdn)\s*=\s*"([^"$]+)"\s*(?:#.*)?$/.exec(line) ?? [])
      : []
    // A name of one label could be one of anything; so could those of files and images.
    const name = written.endsWith('.') || written.split('.').length > 2 ? hostName(written) : undefined
    return name === undefined ? [] : [{ kind: 'host', name }]
  },
}

const addressLine =
  /^\s*(?:records|rrdatas|value|content|private_ip(?:_address)?|ip_address|static_ip)\s*=\s*\[?\s*"([\d.]+)"\s*\]?\s*(?:#.*)?$/

const relevant =
  /"(?:\w*(?:dns|route53|domain)\w*record\w*|google_dns_record_set|cloudflare_(?:dns_)?record|digitalocean_record|hetznerdns_record|gandi_livedns_record|aws_lb_listener_rule|aws_alb_listener_rule|aws_cloudfront_distribution)"|^output\s|^resource\s+"\w*(?:vpc|subnet|network)\w*"/m
const networks = /^\w*(?:vpc|subnet|network)(?:work)?(?:_\w+)?$/
const records = /record|dns_record_set/
/** What providers call the range of a network. */
const ranges = ['cidr_block', 'ip_cidr_range', 'address_space', 'address_prefixes', 'ip_range', 'cidr']

async function readEntries(file: InventoryFile): Promise<ReadResult> {
  const read = await readHcl(file.path, file.text)
  if ('problem' in read) return { entries: [], problem: { ...file.place(0, 1), message: read.problem } }
  return { entries: new TreeReader(file).read(read.tree) }
}

/** The parser tells no places: each text is looked for in the block that it stands in. */
class TreeReader {
  readonly #file: InventoryFile
  readonly #entries: ReadEntry[] = []

  constructor(file: InventoryFile) {
    this.#file = file
  }

  read(tree: unknown): ReadEntry[] {
    for (const [type, byName] of pairs(at(tree, 'resource'))) {
      for (const [name, blocks] of pairs(byName)) {
        for (const block of Array.isArray(blocks) ? blocks : []) this.#resource(type, name, block)
      }
    }
    for (const [name, blocks] of pairs(at(tree, 'output'))) {
      for (const block of Array.isArray(blocks) ? blocks : []) {
        for (const written of textsIn(at(block, 'value')))
          this.#add(urlHost(written), written, 'setting', `output "${name}"`, [])
      }
    }
    return this.#entries
  }

  #resource(type: string, name: string, block: unknown): void {
    const head = `resource "${type}" "${name}"`
    const texts = (...way: string[]) => textsIn(way.reduce(at, block))
    if (networks.test(type))
      for (const range of ranges.flatMap((key) => texts(key)))
        if (/^[\d.]+\/\d+$/.test(range))
          this.#entries.push({ kind: 'network', name: range, ...this.#placeOf(range, head) })
    if (/listener_rule/.test(type))
      for (const one of textsIn(find(block, 'host_header'))) this.#add(one, one, 'route', head, [name])
    else if (/cloudfront_distribution/.test(type))
      for (const one of texts('aliases')) this.#add(one, one, 'route', head, [name])
    else if (records.test(type) && isAddress(at(block, 'type'))) {
      const [zone] = [...texts('zone_name'), ...texts('domain'), ...texts('zone')].filter((one) =>
        /^[\w-]+(?:\.[\w-]+)+\.?$/.test(one),
      )
      for (const written of texts('name')) {
        const full =
          zone === undefined || written.includes('.') ? written : written === '@' ? zone : `${written}.${zone}`
        const host = this.#add(full, written, 'record', head, [name])
        for (const value of ['records', 'rrdatas', 'value', 'content'].flatMap((key) => texts(key)))
          this.#entries.push(...addressEntry(value, host === undefined ? [name] : [host], this.#placeOf(value, head)))
      }
    }
  }

  #add(
    text: string,
    written: string,
    role: 'record' | 'route' | 'setting',
    head: string,
    names: string[],
  ): string | undefined {
    const open = text.replace(/\$\{([^{}]*)\}/g, (_, expression: string) => `\${${expression.replace(/\W+/g, '_')}}`)
    const host = hostName(open)
    if (host === undefined || /(?:^|\.)_/.test(host)) return undefined
    this.#entries.push({ kind: 'host', host, role, names, ...this.#placeOf(written, head) })
    return host
  }

  /** Where a text stands in its block. */
  #placeOf(written: string, head: string): Place {
    const from = Math.max(
      0,
      this.#file.text.search(new RegExp(head.replace(/"([^"]*)"/g, '"?$1"?').replace(/\s+/g, '\\s+'))),
    )
    const inside = this.#file.text.indexOf('{', from)
    const found = this.#file.text.indexOf(`"${written}`, inside)
    const [start, end] = found < 0 ? [from, from + 1] : [found + 1, found + 1 + written.length]
    return this.#file.place(start, end)
  }
}

/** A record without a type is one of a provider that knows no other; one by an expression could be anything. */
function isAddress(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && /^(?:A|AAAA|CNAME|ALIAS|HTTPS)$/i.test(type))
}

/** The host of an address of the web; of anything else the text itself. */
function urlHost(text: string): string {
  return /^https?:\/\/([^/:?#\s]+)/.exec(text)?.[1] ?? text
}

function pairs(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
}

function at(value: unknown, key: string): unknown {
  return pairs(value).find(([name]) => name === key)?.[1]
}

/** Texts of a value, of a list, and of lists in it. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.flatMap(textsIn) : []
}

/** What a key holds, wherever in a block it stands. */
function find(value: unknown, key: string, depth = 0): unknown {
  if (depth > deepest) return undefined
  if (Array.isArray(value)) return value.map((one) => find(one, key, depth + 1)).filter((one) => one !== undefined)
  const own = at(value, key)
  if (own !== undefined) return Array.isArray(own) ? own.flatMap((one) => at(one, 'values') ?? one) : own
  const found = pairs(value).map(([, one]) => find(one, key, depth + 1))
  return found.filter((one) => one !== undefined)
}
