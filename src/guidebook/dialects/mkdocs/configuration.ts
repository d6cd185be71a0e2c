import { posix } from 'node:path'
import { z } from 'zod'
import type { FileTree } from '../../../files/file-tree.ts'
import { readDocument } from '../../../yaml/document.ts'
import { relativePath } from '../../paths/path.ts'
import type { ConfigurationInput, DialectConfiguration, DialectSettings } from '../dialect.ts'
import { scalarsIn } from '../variable.ts'
import { excludedBy, excludedByPlugin } from './exclude.ts'
import { expandExtensions, iconPictures } from './extension.ts'
import { readFolderNavigation } from './folder-navigation.ts'
import { navigationOf } from './navigation.ts'

const options = z.record(z.string(), z.unknown())

const configuration = z.looseObject({
  site_name: z.string().optional().catch(undefined),
  site_url: z.string().optional().catch(undefined),
  docs_dir: z.string().default('docs').catch('docs'),
  use_directory_urls: z.boolean().default(true).catch(true),
  exclude_docs: z.string().default('').catch(''),
  nav: z.array(z.unknown()).optional().catch(undefined),
  extra: options.default({}).catch({}),
  /** A list of names and of names with options, or a map. */
  markdown_extensions: z
    .union([z.array(z.unknown()), options])
    .default([])
    .catch([]),
  plugins: z
    .union([z.array(z.unknown()), options])
    .default([])
    .catch([]),
})

/** Reads `mkdocs.yml` and what it inherits, as data: its tags name code, of which nothing is run. */
export async function configure(input: ConfigurationInput): Promise<DialectConfiguration> {
  const { value, text } = await inherited(input.tree, input.sign, input.text)
  const { data } = configuration.safeParse(value)
  if (!data) return { settings: {} }
  const place = placeOf(input, data.docs_dir)
  const extensions = optionsByName(data.markdown_extensions)
  const plugins = optionsByName(data.plugins)
  const isFolderNavigation = [...plugins.keys()].some((name) => /^awesome-(?:pages|nav)$/.test(name))
  const navigation = data.nav
    ? navigationOf(data.nav, place.docs)
    : isFolderNavigation
      ? await readFolderNavigation(input, place.docs)
      : undefined
  const exclude = [
    ...excludedBy(data.exclude_docs, place.docs),
    ...excludedByPlugin(plugins.get('exclude')?.glob, place.docs),
  ]
  return {
    settings: {
      ...variablesIn(data, plugins),
      extensions: expandExtensions([
        ...extensions.keys(),
        ...(/\bmaterial(?:x|\.extensions)\.emoji\b/.test(text) ? [iconPictures] : []),
        ...[...plugins.keys()].filter((name) => name === 'techdocs-core'),
      ]),
      slug: slugOf(extensions, text),
      mounts: mountsAt(data.site_url, place.docs),
      ...includesOf(extensions, plugins, place),
      areAddressesFolders: data.use_directory_urls,
    },
    ...(navigation && { navigation }),
    ...(data.site_name?.trim() && { title: data.site_name.trim() }),
    ...(exclude.length > 0 && { exclude }),
  }
}

const mostInherited = 5

/** A configuration over what it inherits: maps are one, and of all else its own counts. With the texts of all. */
async function inherited(tree: FileTree, file: string, text: string): Promise<{ value: unknown; text: string }> {
  let value = readDocument(text).value
  let texts = text
  let at = file
  for (let depth = 0; depth < mostInherited; depth++) {
    const parent = options.safeParse(value).data?.INHERIT
    if (typeof parent !== 'string') break
    at = posix.join(posix.dirname(at), parent)
    const bytes = at.startsWith('..') ? undefined : await tree.read(at)
    const own = options.safeParse(value).data ?? {}
    const { INHERIT: _, ...rest } = own
    if (!bytes) return { value: rest, text: texts }
    const above = new TextDecoder().decode(bytes)
    texts += `\n${above}`
    value = merged(readDocument(above).value, rest)
  }
  return { value, text: texts }
}

/** Depth is bounded by the reader of YAML. */
function merged(below: unknown, above: unknown): unknown {
  const [one, other] = [options.safeParse(below).data, options.safeParse(above).data]
  if (!one || !other) return above
  const entries = new Map(Object.entries(one))
  for (const [key, value] of Object.entries(other))
    entries.set(key, entries.has(key) ? merged(entries.get(key), value) : value)
  return Object.fromEntries(entries)
}

/** Names of extensions or plugins, each with its options. */
function optionsByName(list: readonly unknown[] | Record<string, unknown>): Map<string, Record<string, unknown>> {
  const found = new Map<string, Record<string, unknown>>()
  for (const item of Array.isArray(list) ? list : [list]) {
    if (typeof item === 'string') found.set(item, {})
    else
      for (const [name, value] of Object.entries(options.safeParse(item).data ?? {}))
        found.set(name, options.safeParse(value).data ?? {})
  }
  return found
}

/** Folders relative to the guidebooks root. */
interface Places {
  /** Of the configuration. */
  base: string
  /** Of the pages. */
  docs: string
}

function placeOf({ sign, root }: ConfigurationInput, folder: string): Places {
  const base = posix.dirname(sign)
  return { base: relativePath(root, base), docs: relativePath(root, posix.join(base, folder)) }
}

/** What `{{ name }}` stands for, where a plugin puts it in: what `extra` says, also as `extra.name` and `config.extra.name`. */
function variablesIn(
  { extra, site_name: title, site_url: address }: z.infer<typeof configuration>,
  plugins: ReadonlyMap<string, unknown>,
): { variables?: Record<string, string> } {
  if (!plugins.has('macros') && !plugins.has('markdownextradata')) return {}
  const variables = new Map<string, string>()
  for (const { name, value } of scalarsIn(extra))
    for (const before of ['', 'extra.', 'config.extra.']) variables.set(before + name, value)
  for (const [name, value] of Object.entries({ site_name: title, site_url: address }))
    if (value !== undefined) variables.set(`config.${name}`, value)
  return { variables: Object.fromEntries(variables) }
}

const letters = z.enum(['none', 'lower', 'lower-ascii', 'fold'])
const normalization = z.enum(['NFC', 'NFD', 'NFKC', 'NFKD'])

/** Of the functions that make anchors, those of Python-Markdown and pymdownx are known by their names. */
function slugOf(
  extensions: ReadonlyMap<string, Record<string, unknown>>,
  text: string,
): NonNullable<DialectSettings['slug']> {
  const toc = extensions.get('toc') ?? extensions.get('markdown.extensions.toc') ?? {}
  const separator = typeof toc.separator === 'string' ? { separator: toc.separator } : {}
  if (!('slugify' in toc)) return { rule: 'ascii', ...separator }
  const [, name = ''] = /^[ \t-]*slugify[ \t]*:[ \t]*!!python\/(?:name|object\/apply):([\w.]+)/m.exec(text) ?? []
  if (/slugify_unicode$/.test(name)) return { rule: 'unicode', ...separator }
  if (!name.includes('pymdownx') && !name.includes('slugs')) return { rule: 'ascii', ...separator }
  const said = options.safeParse(options.safeParse(toc.slugify).data?.kwds).data ?? {}
  const form = normalization.safeParse(said.normalize).data
  return {
    rule: 'pymdownx',
    ...separator,
    letters: formerLetters(name) ?? letters.safeParse(said.case).data ?? 'none',
    ...((/encoded$/.test(name) || said.percent_encode === true) && { isEncoded: true }),
    ...(form && { normalization: form }),
  }
}

/** Source: the names that `pymdownx/slugs.py` had for what are options of `slugify` since version 8. */
function formerLetters(name: string) {
  if (/\.uslugify(?:_encoded)?$/.test(name)) return 'lower'
  return /\.gfm(?:_encoded)?$/.test(name) ? 'lower-ascii' : undefined
}

function mountsAt(address: string | undefined, folder: string): { address: string; folder: string }[] {
  const path = address && URL.canParse(address) ? new URL(address).pathname.replace(/\/*$/, '/') : '/'
  return [...(path === '/' ? [] : [{ address: path, folder }]), { address: '/', folder }]
}

const names = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([])

function includesOf(
  extensions: ReadonlyMap<string, Record<string, unknown>>,
  plugins: ReadonlyMap<string, Record<string, unknown>>,
  { base, docs }: Places,
): Pick<DialectSettings, 'includeFolders' | 'appended'> {
  const snippets = extensions.get('pymdownx.snippets') ?? extensions.get('snippets') ?? {}
  const macros = plugins.get('macros')?.include_dir
  const folders = [...names.parse(snippets.base_path ?? []), ...(typeof macros === 'string' ? [macros] : []), '.'].map(
    (folder) => posix.join(base, folder.replace(/^\$docs_dir/, docs)),
  )
  const appended = names.parse(snippets.auto_append ?? [])
  const all = [...new Set([...folders, docs])]
  return {
    includeFolders: all,
    ...(appended.length > 0 && { appended: appended.flatMap((file) => all.map((folder) => posix.join(folder, file))) }),
  }
}
