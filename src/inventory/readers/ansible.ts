import { posix } from 'node:path'
import type { Place } from '../../finding/finding.ts'
import type { YamlCursor } from '../../yaml/stream.ts'
import { isVariablesFolder } from '../configuration-path.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { addressEntry, formerAddress, hostAddress, hostName } from '../host-name.ts'
import type { InventoryReader } from '../reader.ts'
import { isTemplated } from '../template.ts'

/** Inventories of Ansible: machines and the groups that they are in. */
export const ansible: InventoryReader = {
  name: 'ansible',
  title: 'Ansible inventories',
  files:
    '`hosts`, `inventory` and files of `inventory/` and `inventories/`, in INI and YAML; names of files in `host_vars` and `group_vars`. Scripts and plugins are passed over',
  tells:
    'Machines with the groups that they are in, also by `ansible_host`, and their IPv4 addresses; `www[01:20].acme.dev` is each of them. A machine names no service: what runs on it says another file',
  claims: (path, text) =>
    ofVariables(path) !== undefined ||
    (isInventory(path) && (isYaml(path) ? isYamlInventory(text) : isIniInventory(text))),
  read: (file) => {
    const machines = new Machines()
    const named = ofVariables(file.path)
    if (named) {
      const place = file.place(0, 1)
      if (named.kind === 'group') machines.group(named.name, place)
      else machines.host(named.name, place)
      return { entries: machines.entries }
    }
    if (!isYaml(file.path)) {
      readIni(file, machines)
      return { entries: machines.entries }
    }
    const { documents, problem } = file.yaml()
    for (const document of documents)
      for (const { key, place, value } of document.entries) readGroup(key, { place, value, machines, depth: 0 })
    return { entries: machines.entries, ...(problem && { problem }) }
  },
  formerly: (line, path) => {
    if (!isInventory(path)) return []
    const pattern = isYaml(path)
      ? /^\s+["']?([\w.-]+)["']?:\s*(?:\{.*\})?\s*$/
      : /^([\w.-]+)(?:\s+\w+=\S+)*\s*(?:#.*)?$/
    const [, name = ''] = pattern.exec(line) ?? []
    const [, reached] =
      /(?:^|[\s{,])ansible_(?:ssh_)?host["']?\s*[:=]\s*["']?([\d.]+)["']?(?=[\s,}]|$)/.exec(line) ?? []
    const machine = name === '' || name.startsWith('ansible_') ? undefined : name
    const addresses = [...formerAddress(reached, machine), ...formerAddress(machine)]
    if (addresses.length > 0) return addresses
    const host = name.includes('.') ? hostName(name) : undefined
    return host === undefined ? [] : [{ kind: 'host', name: host, isLikely: true }]
  },
}

function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path)
}

/** A file that Ansible is given as its inventory, by its name or its folder. */
function isInventory(path: string): boolean {
  if (isVariablesFolder(path)) return false
  const name = posix.basename(path)
  if (!/^[\w-]+(?:\.(?:ini|cfg|hosts|ya?ml))?$/i.test(name)) return false
  return /^(?:hosts|inventory)(?:[_-][\w-]+)?(?:\.|$)/i.test(name) || /(?:^|\/)inventor(?:y|ies)\//i.test(path)
}

/** What the name of a file says: `host_vars/db1.acme.dev.yml`, `group_vars/web/vault.yml`. */
function ofVariables(path: string): { kind: 'host' | 'group'; name: string } | undefined {
  const [, kind, first = '', rest] = /(?:^|\/)(host|group)_vars\/([^/]+)(\/.+)?$/.exec(path) ?? []
  const name = rest === undefined ? first.replace(/\.(?:ya?ml|json)$/i, '') : first
  if (!/^[\w.-]+$/.test(name) || name === '') return undefined
  return kind === 'host' ? { kind, name } : kind === 'group' ? { kind, name } : undefined
}

const section = /^\s*\[([\w.-]+)(?::(children|vars))?\]\s*(?:[#;].*)?$/

/** A file of hosts of a machine, a script and the configuration of something else are called so, too. */
function isIniInventory(text: string): boolean {
  if (text.startsWith('#!')) return false
  let kind: string | undefined
  let count = 0
  for (const [line] of text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue
    const found = section.exec(line)
    if (found) {
      ;[, , kind = 'hosts'] = found
      count++
    } else if (kind !== 'vars' && !hostLine.test(line)) return false
  }
  return count > 0
}

/** A host, or a range of them, with its variables. */
const hostLine =
  /^\s*([\w.:[\]-]+)(?:\s+[\w.]+=(?:"[^"]*"\S*|'[^']*'\S*|\{\{[^{}]*\}\}\S*|[^\s"'{]\S*)?)*\s*(?:\s[#;].*)?$/

function isYamlInventory(text: string): boolean {
  return /^\s+["']?(?:hosts|children)["']?\s*:/m.test(text) && !/^(?:plugin|apiVersion)\s*:/m.test(text)
}

function readIni(file: InventoryFile, machines: Machines): void {
  let group: string | undefined
  let kind: string | undefined = 'hosts'
  for (const { index, 0: line } of file.text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*(?:[#;]|$)/.test(line)) continue
    const found = section.exec(line)
    if (found) {
      ;[, group, kind = 'hosts'] = found
      const start = index + line.indexOf('[') + 1
      if (kind !== 'vars' && group !== undefined) machines.group(group, file.place(start, start + group.length))
    } else if (kind === 'hosts') {
      const [, name = ''] = hostLine.exec(line) ?? []
      const [, address] = /\sansible_(?:ssh_)?host=["']?([^\s"']+)/.exec(line) ?? []
      const start = index + line.indexOf(name)
      if (name !== '') machines.host(name, file.place(start, start + name.length), { group, address })
    }
  }
}

/** Deeper than this nobody nests groups. */
const deepest = 30
const keysOfGroup = new Set(['hosts', 'children', 'vars'])

interface GroupStep {
  place: Place
  value: YamlCursor | undefined
  machines: Machines
  depth: number
}

function readGroup(name: string, { place, value, machines, depth }: GroupStep): void {
  const entries = value?.isAlias ? [] : (value?.entries ?? [])
  if (depth > deepest || !entries.every(({ key }) => keysOfGroup.has(key)) || !/^[\w.-]+$/.test(name)) return
  // What stands at the top without anything in it is a key of something else.
  if (depth > 0 || entries.length > 0) machines.group(name, place)
  for (const host of value?.get('hosts')?.entries ?? []) {
    const address = host.value?.get('ansible_host')?.text ?? host.value?.get('ansible_ssh_host')?.text
    machines.host(host.key, host.place, { group: name, address })
  }
  for (const child of value?.get('children')?.entries ?? [])
    readGroup(child.key, { place: child.place, value: child.value, machines, depth: depth + 1 })
}

/** So many machines one file lists. */
const mostMachines = 20_000

interface Machine {
  place: Place
  groups: Set<string>
  address: string | undefined
}

/** The machines and groups of one file, each once, where it stands first. */
class Machines {
  readonly #hosts = new Map<string, Machine>()
  readonly #groups = new Map<string, Place>()

  group(name: string, place: Place): void {
    if (name === 'all' || name === 'ungrouped' || isTemplated(name)) return
    if (!this.#groups.has(name) && this.#groups.size < mostMachines) this.#groups.set(name, place)
  }

  host(
    written: string,
    place: Place,
    { group, address }: { group?: string | undefined; address?: string | undefined } = {},
  ): void {
    // `host:2222` is a host with its port.
    for (const name of machinesOf(written.replace(/:\d+$/, ''))) {
      if (this.#hosts.size >= mostMachines || !/^[\w.:-]+$/.test(name)) continue
      const known = this.#hosts.get(name) ?? { place, groups: new Set<string>(), address }
      known.address ??= address
      if (group !== undefined && group !== 'all' && group !== 'ungrouped') known.groups.add(group)
      this.#hosts.set(name, known)
    }
  }

  get entries(): ReadEntry[] {
    const groups = [...this.#groups].map(
      ([name, place]): ReadEntry => ({ kind: 'resource', type: 'ansible group', name, ...place }),
    )
    return [...groups, ...[...this.#hosts].flatMap(([name, machine]) => this.#entriesOf(name, machine))]
  }

  #entriesOf(name: string, { place, groups, address = '' }: Machine): ReadEntry[] {
    const own = name === 'localhost' ? undefined : hostName(name)
    const reached = isTemplated(address) ? undefined : hostName(address)
    const hosts = new Set([own, reached].filter((host) => host !== undefined))
    return [
      { kind: 'resource', type: 'ansible host', name, ...place },
      ...addressEntry(hostAddress(address) === undefined ? name : address, [name, ...groups], place),
      ...[...hosts].map((host): ReadEntry => {
        const names = [...(host === own ? [] : [name]), ...groups]
        return { kind: 'host', host, role: 'machine', names, ...place }
      }),
    ]
  }
}

/** A range of more than these is a slip. */
const mostOfRange = 1000

/** `www[01:03]` → `www01`, `www02`, `www03`; `db[a:c]`, and `[0:10:2]` with a step. */
function machinesOf(written: string): string[] {
  const [, before = '', from = '', to = '', step = '1', after = ''] =
    /^([^[\]]*)\[(\d+|[a-z]):(\d+|[a-z])(?::(\d{1,4}))?\](.*)$/i.exec(written) ?? []
  if (from === '') return /[[\]]/.test(written) ? [] : [written]
  const isNumber = /^\d+$/.test(from)
  if (isNumber !== /^\d+$/.test(to)) return []
  const [first, last] = isNumber ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)]
  const by = Math.max(1, Number(step))
  if (!(last >= first) || (last - first) / by > mostOfRange) return []
  const parts: string[] = []
  for (let at = first; at <= last; at += by)
    parts.push(isNumber ? String(at).padStart(from.startsWith('0') ? from.length : 1, '0') : String.fromCharCode(at))
  const tails = machinesOf(after)
  if (parts.length * tails.length > mostOfRange) return []
  return parts.flatMap((part) => tails.map((tail) => `${before}${part}${tail}`))
}
