import { posix } from 'node:path'
import { readDocument } from '../../../yaml/document.ts'
import type { ConfigurationInput, NavigationEntry } from '../dialect.ts'

/** No table of contents is longer, in bytes; nor are all of them together, in entries. */
const mostBytes = 2_000_000
const mostEntries = 20_000

const tableName = /^toc\.(?:ya?ml|md)$/i

interface Reader {
  read(path: string): Promise<string | undefined>
  files: ReadonlyMap<string, string>
  seen: Set<string>
  entries: NavigationEntry[]
}

/** What all tables of contents list, each one in the place where another one names it; those of outer folders first. */
export async function readTablesOfContents({ tree, root, files }: ConfigurationInput): Promise<NavigationEntry[]> {
  const reader: Reader = {
    async read(path) {
      const bytes = await tree.read(posix.join(root, path))
      return (
        bytes &&
        Buffer.from(bytes.subarray(0, mostBytes))
          .toString('utf8')
          .replace(/^\uFEFF/, '')
      )
    },
    files: new Map(files.map((file) => [file.toLowerCase(), file])),
    seen: new Set(),
    entries: [],
  }
  const tables = files.filter((file) => tableName.test(posix.basename(file)))
  const depth = (path: string) => path.split('/').length
  for (const table of tables.toSorted((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1))) await follow(reader, table)
  return reader.entries
}

async function follow(reader: Reader, table: string): Promise<void> {
  if (reader.seen.has(table) || reader.entries.length > mostEntries) return
  reader.seen.add(table)
  const text = await reader.read(table)
  if (text === undefined) return
  const items = /\.md$/i.test(table) ? itemsOfMarkdown(text) : itemsOf(readDocument(text).value)
  const folder = posix.dirname(table)
  const walk = async (list: readonly Item[], depth: number): Promise<void> => {
    for (const { name, href, topic, items: below } of list) {
      const label = name === undefined ? {} : { label: name }
      const target = href === undefined ? undefined : pathOf(href, folder)
      const own = topic === undefined ? undefined : pageAt(reader, pathOf(topic, folder))
      const page = own ?? (target === undefined ? undefined : pageAt(reader, target))
      if (page !== undefined && reader.entries.length < mostEntries) reader.entries.push({ path: page, ...label })
      const inner = target === undefined ? undefined : tableAt(reader, target)
      if (inner !== undefined) await follow(reader, inner)
      if (depth < 20) await walk(below, depth + 1)
    }
  }
  await walk(items, 0)
}

function pathOf(href: string, folder: string): string {
  const plain = href.replace(/[?#].*$/, '')
  return plain.startsWith('~/') ? posix.normalize(plain.slice(2)) : posix.join(folder, plain)
}

function pageAt({ files }: Reader, path: string): string | undefined {
  return /\.md$/i.test(path) ? files.get(path.toLowerCase()) : undefined
}

/** A folder, or a table of contents itself. */
function tableAt({ files }: Reader, path: string): string | undefined {
  const candidates = tableName.test(posix.basename(path))
    ? [path]
    : ['toc.yml', 'toc.yaml', 'toc.md'].map((name) => posix.join(path, name))
  return candidates.map((one) => files.get(one.toLowerCase())).find((one) => one !== undefined)
}

interface Item {
  name?: string
  href?: string
  topic?: string
  items: Item[]
}

/** A list of entries, or a map that has them. */
function itemsOf(value: unknown): Item[] {
  if (typeof value !== 'object' || value === null) return []
  if (!Array.isArray(value)) return 'items' in value ? itemsOf(value.items) : []
  return value.flatMap((entry): Item[] => {
    if (typeof entry !== 'object' || entry === null) return []
    const fields = new Map(Object.entries(entry))
    const text = (key: string) => {
      const found = fields.get(key)
      return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
    }
    const [name, href, topic] = [text('name'), text('href') ?? text('tocHref'), text('topicHref') ?? text('homepage')]
    return [
      {
        ...(name !== undefined && { name }),
        ...(href !== undefined && { href }),
        ...(topic !== undefined && { topic }),
        items: itemsOf(fields.get('items')),
      },
    ]
  })
}

/** The older form: a heading with a link for each entry. */
function itemsOfMarkdown(text: string): Item[] {
  return text.split(/\r?\n/).flatMap((line): Item[] => {
    const [, name, href] = /^#{1,6}[ \t]+\[([^\]]{1,300})\]\(([^()\s]{1,500})\)/.exec(line) ?? []
    return name === undefined || href === undefined ? [] : [{ name, href, items: [] }]
  })
}
