import { posix } from 'node:path'
import { isRecord } from '../../../schema/settings.ts'
import { readMatter } from '../../parts/matter.ts'
import type { ConfigurationInput } from '../dialect.ts'

/** A document of a site, with what it says of its own place. Paths are relative to the guidebooks root. */
export interface DocumentFile {
  file: string
  /** As sidebars name it. */
  id: string
  /** Without a slash at its end. */
  address: string
  /** What its address would be by its file alone. */
  plainAddress: string
  /** The folder of documents that it belongs to. */
  section: string
  position?: number
  label?: string
}

/** More documents than these are not looked into. */
const mostDocuments = 5000

/** The frontmatter has to end within these. */
const mostBytes = 8000

/** Reads the frontmatter of all documents below some folders. */
export async function readDocuments(
  { tree, root, files }: ConfigurationInput,
  sections: readonly { folder: string; address: string }[],
): Promise<DocumentFile[]> {
  const documents: DocumentFile[] = []
  const pages = files.filter((file) => /\.mdx?$/i.test(file) && !/(?:^|\/)_/.test(file)).slice(0, mostDocuments)
  for (const file of pages) {
    const section = sections.find(({ folder }) => folder === '.' || file.startsWith(`${folder}/`))
    if (!section) continue
    const bytes = await tree.read(posix.join(root, file))
    const matter = bytes && readMatter(new TextDecoder().decode(bytes.subarray(0, mostBytes)))
    documents.push(documentOf(file, section, isRecord(matter) ? matter : {}))
  }
  return documents
}

function documentOf(
  file: string,
  { folder, address }: { folder: string; address: string },
  matter: Readonly<Record<string, unknown>>,
): DocumentFile {
  const inside = (folder === '.' ? file : file.slice(folder.length + 1)).replace(/\.mdx?$/i, '')
  const names = inside.split('/').map(withoutNumber)
  const name = textOf(matter.id) ?? names.at(-1) ?? ''
  const parents = names.slice(0, -1)
  const isFolderPage = /^(?:index|readme)$/i.test(name) || name === parents.at(-1)
  const slug = textOf(matter.slug)
  const own =
    slug === undefined
      ? [...parents, ...(isFolderPage ? [] : [name])].join('/')
      : posix.join(...['/', ...parents], slug)
  const sidebar = matter.sidebar
  const nested: Readonly<Record<string, unknown>> = isRecord(sidebar) ? sidebar : {}
  const position = numberOf(matter.sidebar_position) ?? numberOf(nested.order)
  const label = textOf(matter.sidebar_label) ?? textOf(nested.label)
  return {
    file,
    id: [...parents, name].join('/'),
    // A slug from the root is one from that of its section.
    address: trimmed(posix.join(address, slug?.startsWith('/') ? slug : own)),
    plainAddress: trimmed(posix.join(address, inside.replace(/(?:^|\/)(?:index|readme)$/i, ''))),
    section: folder,
    ...(position !== undefined && { position }),
    ...(label !== undefined && { label }),
  }
}

function trimmed(address: string): string {
  return address.length > 1 ? address.replace(/\/$/, '') : address
}

/** `02-install` → `install`. Dates and versions keep their numbers. Source: Docusaurus' `numberPrefix`. */
export function withoutNumber(name: string): string {
  if (/^\d+[-_.]\d+/.test(name)) return name
  return /^\d+\s*[-_.]+\s*([^-_.\s].*)$/.exec(name)?.[1] ?? name
}

/** The number that a name begins with, by which it is sorted. */
export function numberOfName(name: string): number | undefined {
  return withoutNumber(name) === name ? undefined : Number.parseInt(name, 10)
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
