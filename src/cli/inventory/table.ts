import displayWidth from 'string-width'
import { type Entry, type EntryKind, isAuxiliary, nameOfEntry } from '../../inventory/entry.ts'
import type { Inventory } from '../../inventory/inventory.ts'
import { plural } from '../../text/plural.ts'
import { printable, withoutCommands } from '../../text/printable.ts'
import type { HostReport } from './host-report.ts'

/** How each kind is headed, in the order of telling; what other entries are read with is no thing of its own. */
const heads: Readonly<Partial<Record<EntryKind, string>>> = {
  host: 'HOSTS',
  alert: 'ALERTS',
  resource: 'RESOURCES',
  image: 'IMAGES',
  target: 'TARGETS',
}

/** The inventory for people: a list a kind, each thing with its places. */
export function inventoryTable({ entries, problems, files }: Inventory, color: boolean): string {
  const parts = Object.entries(heads).flatMap(([kind, head]) => {
    const own = entries.filter((entry) => entry.kind === kind)
    return own.length > 0 ? [sectionOf(head, own, color)] : []
  })
  const broken = problems.map(({ file, line, column, message }) => `${file}:${line}:${column}  ${message}`)
  const shown = entries.filter((entry) => !isAuxiliary(entry))
  const end = `${plural(shown.length, 'declaration')} of ${plural(files.length, 'file')} of configuration`
  return withoutCommands(
    `${[...parts, ...(broken.length > 0 ? [broken.map((line) => printable(line)).join('\n')] : []), end].join('\n\n')}\n`,
  )
}

function sectionOf(head: string, entries: readonly Entry[], color: boolean): string {
  const rows = [...entries]
    .map((entry) => [nameOfEntry(entry), detailOf(entry), `${entry.file}:${entry.line}`].map((cell) => printable(cell)))
    .sort(([a = '', , c = ''], [b = '', , d = '']) => (a === b ? (c < d ? -1 : 1) : a < b ? -1 : 1))
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))))
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell))))
      .join('  ')
      .trimEnd(),
  )
  return [color ? `\u001b[1m${head}\u001b[0m` : head, ...lines].join('\n')
}

/** Who serves a host and who documents it, for people. */
export function hostTable({ host, servedBy, services, documentedBy, former }: HostReport, color: boolean): string {
  const head = (text: string) => (color ? `\u001b[1m${text}\u001b[0m` : text)
  const places = (list: readonly { file: string; line: number }[]) => [
    ...new Set(list.map(({ file, line }) => `  ${printable(`${file}:${line}`)}`)),
  ]
  const served = servedBy.map((entry) => {
    const other = nameOfEntry(entry) === host ? '' : ` (${nameOfEntry(entry)})`
    return `  ${printable(`${detailOf(entry)}${other}  ${entry.file}:${entry.line}`)}`
  })
  const declared = services.map(
    ({ id, file, line, isRetired }) => `  ${printable(`${id}${isRetired ? ', retired' : ''}  ${file}:${line}`)}`,
  )
  const gone = former
    ? [
        `  ${printable(`${former.file} until ${former.commit ? `${former.commit.slice(0, 8)}, ${former.day}` : 'now, not committed yet'}`)}`,
      ]
    : []
  const part = (title: string, lines: readonly string[]) => [head(title), ...(lines.length > 0 ? lines : ['  nobody'])]
  return withoutCommands(
    `${[
      ...part(`${printable(host)} is served by`, [...new Set(served)]),
      ...(gone.length > 0 ? part('declared once by', gone) : []),
      ...(declared.length > 0 ? part('service', declared) : []),
      ...part('documented by', places(documentedBy)),
    ].join('\n')}\n`,
  )
}

function detailOf(entry: Entry): string {
  switch (entry.kind) {
    case 'host':
      return [entry.role, ...(entry.names.length > 0 ? [entry.names.join(', ')] : [])].join(': ')
    case 'image':
      return entry.names.join(', ')
    case 'resource':
      return [entry.namespace, entry.program].filter((part) => part !== undefined).join(', ')
    case 'alert':
      return entry.labels.severity ?? ''
    default:
      return ''
  }
}
