import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import { hostName, isOpenHost } from '../host-name.ts'
import { imageOfText } from '../image-name.ts'
import type { InventoryReader } from '../reader.ts'
import { isTemplated } from '../template.ts'
import { hostsOfRule } from '../traefik-rule.ts'

/** Units of systemd, and the containers that Podman makes units of. */
export const systemd: InventoryReader = {
  name: 'systemd',
  title: 'systemd',
  files:
    '`*.service`, `*.timer`, `*.socket`, `*.mount`, `*.path`, `*.target`; `*.container`, `*.pod` and `*.kube` of Podman; templates of them (`*.service.j2`); what stands in `*.service.d`',
  tells:
    'Units by their names, with the program of `ExecStart`, never its arguments; of containers the image, the ports and the hosts of Traefik’s labels; hosts in `Environment`, as settings',
  claims: (path, text) => unitOf(path) !== undefined && sections.test(text),
  read: (file) => ({ entries: entriesOfUnit(file) }),
}

const kinds = /\.(?:service|timer|socket|mount|automount|path|target|swap|slice|container|pod|kube)$/
const sections = /^\[(?:Unit|Service|Timer|Socket|Mount|Automount|Path|Swap|Slice|Install|Container|Pod|Kube)\]\s*$/m

interface Unit {
  /** As systemd calls it; Podman makes `NAME.service` of `NAME.container`. */
  name: string
  /** Whether the file adds to a unit that stands elsewhere. */
  isDropIn: boolean
}

/** The unit that a file is of, by its path. */
function unitOf(path: string): Unit | undefined {
  const plain = path.replace(/\.(?:j2|erb|epp|tmpl|tpl|in|template|example)$/i, '')
  const name = posix.basename(plain)
  if (kinds.test(name)) return { name: serviceOf(name), isDropIn: false }
  const [, own] = /(?:^|\/)([^/]+)\.d\/[^/]+\.conf$/.exec(plain) ?? []
  return own !== undefined && kinds.test(own) ? { name: serviceOf(own), isDropIn: true } : undefined
}

function serviceOf(name: string): string {
  const [, own, kind] = /^(.+)\.(container|pod|kube)$/.exec(name) ?? []
  return own === undefined ? name : `${own}${kind === 'pod' ? '-pod' : ''}.service`
}

interface Setting {
  section: string
  key: string
  value: string
  /** Where the value begins in the text. */
  start: number
  /** Whether it goes on in the next line, so that it is not written as it is read. */
  isLong: boolean
}

function entriesOfUnit(file: InventoryFile): ReadEntry[] {
  const unit = unitOf(file.path)
  if (!unit) return []
  const settings = settingsOf(file.text)
  const [bare = ''] = unit.name.split(/@?\.service$/)
  const names = isTemplated(bare) ? [] : [bare]
  const placeOf = ({ start, value, isLong }: Setting, part: string) => {
    const at = isLong ? 0 : Math.max(0, value.indexOf(part))
    return file.place(start + at, start + at + (isLong ? 1 : part.length))
  }
  const entries: ReadEntry[] = []
  const program = settings.find(({ key, value }) => key === 'ExecStart' && value !== '')
  const ports = settings.flatMap(({ key, value }) => (key === 'PublishPort' && !isTemplated(value) ? [value] : []))
  if (!unit.isDropIn && !isTemplated(unit.name)) {
    const started = program && programOf(program.value)
    entries.push({
      ...{ kind: 'resource', type: 'systemd unit', name: unit.name },
      ...(ports.length > 0 && { ports }),
      ...(started !== undefined && { program: started }),
      ...file.place(0, 1),
    })
  }
  for (const setting of settings) {
    const { section, key, value } = setting
    if (section === 'Container' && key === 'Image') {
      const image = imageOfText(value)
      if (image) entries.push({ kind: 'image', ...image, names, ...placeOf(setting, value) })
    }
    if (section === 'Container' && key === 'Label' && /traefik\.[\w.-]*rule=/i.test(value)) {
      for (const { host, written } of hostsOfRule(value))
        entries.push({ kind: 'host', host, role: 'route', names, ...placeOf(setting, written) })
    }
    if (key === 'Environment') {
      // What a unit asks of others names nothing that answers there.
      for (const { host, written } of hostsOfEnvironment(value))
        entries.push({ kind: 'host', host, role: 'setting', names: [], ...placeOf(setting, written) })
    }
  }
  return entries
}

/** More settings than these no unit has. */
const mostSettings = 5000

/** The settings of a unit, by systemd.syntax(7): a `\` at the end of a line goes on in the next. */
function settingsOf(text: string): Setting[] {
  const settings: Setting[] = []
  let section = ''
  let open: Setting | undefined
  for (const { index, 0: line } of text.matchAll(/[^\r\n]+/g)) {
    if (/^\s*[#;]/.test(line)) continue
    const goesOn = /\\\s*$/.test(line)
    const plain = line.replace(/\\\s*$/, '').trim()
    if (open) {
      open.value = `${open.value} ${plain}`.trim().slice(0, 10_000)
      if (!goesOn) open = undefined
      continue
    }
    const [, head] = /^\s*\[([^\]]+)\]\s*$/.exec(line) ?? []
    if (head !== undefined) section = head
    const [before = '', key = '', value = ''] = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(plain) ?? []
    if (head !== undefined || key === '') continue
    const setting = {
      ...{ section, key, value, isLong: goesOn },
      start: index + line.indexOf(before) + before.length - value.length,
    }
    settings.push(setting)
    if (goesOn) open = setting
    if (settings.length >= mostSettings) break
  }
  return settings
}

/** `-/usr/bin/shop --port 80` → `/usr/bin/shop`; what a template gives is none. */
function programOf(command: string): string | undefined {
  const found = /^[@:+!|-]*(?:"([^"]+)"|(\S+))/.exec(command)
  const program = found?.[1] ?? found?.[2] ?? ''
  return program === '' || isTemplated(program) || program.includes('$') ? undefined : program
}

/** `"URL=https://a.b/c" HOST=d.e:5432`. */
function hostsOfEnvironment(value: string): { host: string; written: string }[] {
  if (isTemplated(value)) return []
  return Array.from(value.matchAll(/(?:^|\s)["']?([A-Za-z_]\w*)=([^\s"']+)/g)).flatMap(([, name = '', text = '']) => {
    const [, ofUrl] = /^\w+:\/\/(?:[^/@\s]*@)?([\w.-]+)/.exec(text) ?? []
    // A name with a dot could as well be one of a file.
    const isHost = /host|domain|server|addr|endpoint|origin|fqdn/i.test(name)
    const written = ofUrl ?? (isHost ? text.replace(/:\d+$/, '') : '')
    const host = hostName(written)
    return host === undefined || isOpenHost(host) ? [] : [{ host, written }]
  })
}
