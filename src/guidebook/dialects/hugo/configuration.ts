import { posix } from 'node:path'
import { z } from 'zod'
import { isRecord } from '../../../schema/settings.ts'
import { readToml } from '../../../toml/document.ts'
import { readDocument } from '../../../yaml/document.ts'
import { readMatter } from '../../parts/matter.ts'
import { relativePath } from '../../paths/path.ts'
import type { ConfigurationInput, DialectConfiguration, DialectSettings } from '../dialect.ts'
import { mostVariables, scalarsIn } from '../variable.ts'

const text = z.string().max(1_000)
const mount = z.looseObject({
  source: text,
  target: text,
  lang: text.optional(),
  sites: z.looseObject({ matrix: z.looseObject({ languages: z.array(text).optional() }).optional() }).optional(),
})
const language = z.looseObject({
  contentDir: text.optional().catch(undefined),
  title: text.optional().catch(undefined),
  weight: z.number().optional().catch(undefined),
  disabled: z.boolean().optional().catch(undefined),
  params: z.unknown().optional(),
})
const mounts = z.array(mount).optional().catch(undefined)

/** What counts of Hugo's configuration; a value of another kind is as if it were not there. */
const configuration = z.looseObject({
  title: text.optional().catch(undefined),
  baseurl: text.optional().catch(undefined),
  contentdir: text.optional().catch(undefined),
  staticdir: z
    .union([text, z.array(text)])
    .optional()
    .catch(undefined),
  uglyurls: z.boolean().optional().catch(undefined),
  defaultcontentlanguage: text.optional().catch(undefined),
  languages: z.record(z.string(), language).optional().catch(undefined),
  params: z.unknown().optional(),
  markup: z
    .looseObject({
      goldmark: z.looseObject({ parser: z.looseObject({ autoHeadingIDType: text.optional() }).optional() }).optional(),
    })
    .optional()
    .catch(undefined),
  module: z.looseObject({ mounts }).optional().catch(undefined),
})

type Configuration = z.infer<typeof configuration>

const configurationName = /^(?:hugo|config)\.(?:toml|ya?ml|json)$/

/** The folders of the pages of the default language, as one file of the configuration says, relative to it. */
export function contentFolders(sign: string, text: string): string[] {
  return contentMounts(read(sign, text)).map(({ source }) => source)
}

/** Reads the configuration of a site: one file, or those in `config/_default`. */
export async function configureHugo(input: ConfigurationInput): Promise<DialectConfiguration> {
  const { tree, root, files } = input
  const { base, found } = await configurationOf(input)
  const inRoot = (path: string) => relativePath(root, posix.join(base, path))
  const language = languageOf(found)
  const content = found.isFound ? contentMounts(found) : [{ source: relativePath(base, root), address: '/' }]
  const statics = staticMounts(found)
  const kinds = await Promise.all(statics.map(({ source }) => tree.kind(posix.join(base, source))))
  const placed = [...content, ...statics.filter((_, index) => kinds[index] === 'folder')]
  const settings: DialectSettings = {
    areAddressesFolders: found.uglyurls !== true,
    mounts: addressesOf(found, language).flatMap((prefix) =>
      placed.map(({ source, address }) => ({ address: posix.join(prefix, address), folder: inRoot(source) })),
    ),
    includeFolders: [...new Set([inRoot('.'), ...content.map(({ source }) => inRoot(source))])],
    ...slugOf(found),
  }
  const variables = {
    ...parametersIn([found.params, found.languages?.[language]?.params]),
    ...(await cascadesIn(input)),
  }
  if (Object.keys(variables).length > 0) settings.variables = variables
  const title = found.languages?.[language]?.title ?? found.title
  const exclude = excludes(found, language, { files, inRoot })
  return { settings, ...(title !== undefined && { title }), exclude }
}

type Found = Configuration & { isFound: boolean }

/** The nearest configuration at the sign or above it. */
async function configurationOf({ tree, sign, text }: ConfigurationInput): Promise<{ base: string; found: Found }> {
  const own = posix.basename(sign)
  let folder = posix.dirname(sign)
  for (let level = 0; level < 8; level++) {
    const base = folder === '.' ? '' : folder
    const beside = (await tree.names(base))
      .filter((name) => configurationName.test(name))
      .sort()
      .reverse()
    const inFolder = posix.join(base, 'config/_default')
    const parts = (await tree.names(inFolder)).filter((name) => /\.(?:toml|ya?ml|json)$/.test(name)).sort()
    if (beside.length > 0 || parts.length > 0) {
      const [name] = beside
      const main =
        name === undefined ? {} : object(name, name === own ? text : await textAt(tree, posix.join(base, name)))
      const texts = await Promise.all(parts.map((part) => textAt(tree, posix.join(inFolder, part))))
      const merged = parts.reduce((sum, part, index) => merge(sum, partOf(part, texts[index] ?? '')), main)
      return { base, found: { ...parsed(merged), isFound: true } }
    }
    if (base === '') break
    folder = posix.dirname(base)
  }
  const base = posix.dirname(sign) === '.' ? '' : posix.dirname(sign)
  return { base, found: { ...parsed({}), isFound: false } }
}

async function textAt(tree: ConfigurationInput['tree'], path: string): Promise<string> {
  const bytes = await tree.read(path)
  return bytes && bytes.length < 1_000_000 ? new TextDecoder().decode(bytes) : ''
}

/** `params.toml` holds what stands under `params`, and `params.en.toml` what stands there for one language. */
function partOf(name: string, text: string): Record<string, unknown> {
  const [key = '', language] = name.toLowerCase().split('.').slice(0, -1)
  const value = object(name, text)
  if (key === 'hugo' || key === 'config') return value
  if (language !== undefined) return { languages: { [language]: { [key]: value } } }
  return { [key.replace(/^module-.*$/, 'module')]: value }
}

function merge(one: Record<string, unknown>, other: Record<string, unknown>): Record<string, unknown> {
  const result = { ...one }
  for (const [key, value] of Object.entries(other)) {
    const known = result[key]
    result[key] = isRecord(known) && isRecord(value) ? merge(known, value) : value
  }
  return result
}

function read(name: string, text: string): Configuration {
  return parsed(object(name, text))
}

/** The case of a key does not count. */
function parsed(value: Record<string, unknown>): Configuration {
  const lower = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]))
  return configuration.safeParse(lower).data ?? {}
}

/** A file of the configuration as data, by its ending. */
function object(name: string, text: string): Record<string, unknown> {
  // JSON is YAML.
  const value = name.endsWith('.toml') ? readToml(text).value : readDocument(text, { isForeign: true }).value
  return isRecord(value) ? value : {}
}

function languageOf({ defaultcontentlanguage, languages = {} }: Configuration): string {
  const [first] = Object.entries(languages).sort(([, a], [, b]) => (a.weight || 1_000) - (b.weight || 1_000))
  const named = defaultcontentlanguage ?? 'en'
  return named in languages ? named : (first?.[0] ?? named)
}

interface Mounted {
  /** Relative to the site's project. */
  source: string
  address: string
}

function contentMounts(found: Configuration): Mounted[] {
  const mounted = mountsOfComponent(found, 'content')
  if (mounted.length > 0) return mounted
  const own = found.languages?.[languageOf(found)]?.contentDir
  return [{ source: own ?? found.contentdir ?? 'content', address: '/' }]
}

function staticMounts(found: Configuration): Mounted[] {
  const mounted = mountsOfComponent(found, 'static')
  if (mounted.length > 0) return mounted
  return [found.staticdir ?? 'static'].flat().map((source) => ({ source, address: '/' }))
}

/** Those of the default language, on folders of the project. */
function mountsOfComponent(found: Configuration, component: string): Mounted[] {
  const language = languageOf(found)
  return (found.module?.mounts ?? []).flatMap(({ source, target, lang, sites }) => {
    const [first, ...rest] = target.replace(/^\/|\/$/g, '').split('/')
    const languages = sites?.matrix?.languages ?? [lang ?? language]
    if (first !== component || !languages.includes(language) || /^\.\.|^\//.test(posix.normalize(source))) return []
    return [{ source: posix.normalize(source).replace(/\/$/, ''), address: `/${rest.join('/')}` }]
  })
}

/** What addresses of the site begin with: its path, and that of its language. */
function addressesOf({ baseurl = '' }: Configuration, language: string): string[] {
  const path = URL.parse(baseurl)?.pathname ?? '/'
  const bases = path === '/' ? ['/'] : [path, '/']
  return bases.flatMap((base) => [base, posix.join(base, language)])
}

function slugOf({ markup }: Configuration): Pick<DialectSettings, 'slug'> {
  const rule = markup?.goldmark?.parser?.autoHeadingIDType
  return rule === undefined || rule === 'github' ? {} : { slug: { rule } }
}

/** Parameters by their names in lower case, dots between the parts: their case does not count. */
function parametersIn(sources: readonly unknown[]): Record<string, string> {
  const found = sources.flatMap((source) => scalarsIn(source)).slice(0, mostVariables)
  return Object.fromEntries(found.map(({ name, value }) => [name.toLowerCase(), value]))
}

/** Sections are few; of a site with more, the first ones count. */
const mostSections = 500

/** What sections hand down to the pages below them, each name behind the section's folder: `docs/v3//version`. */
async function cascadesIn({ tree, root, files }: ConfigurationInput): Promise<Record<string, string>> {
  const sections = files.filter((file) => /(?:^|\/)_index\.md$/.test(file)).slice(0, mostSections)
  const found = await Promise.all(
    sections.map(async (file) => {
      const matter = readMatter(await textAt(tree, posix.join(root, file)))
      const { cascade } = isRecord(matter) ? matter : {}
      // With a target, it is meant for some of them only.
      const parts = [cascade].flat().filter((part) => isRecord(part) && !('_target' in part) && !('target' in part))
      const values = parametersIn(parts.flatMap((part) => (isRecord(part) ? [part, part.params] : [])))
      return Object.entries(values).map(([name, value]) => [`${posix.dirname(file)}//${name}`, value] as const)
    }),
  )
  return Object.fromEntries(found.flat().slice(0, mostVariables))
}

/** Pages of other languages, and texts that are only included. */
function excludes(
  found: Configuration,
  language: string,
  { files, inRoot }: { files: readonly string[]; inRoot: (path: string) => string },
): string[] {
  const others = Object.entries(found.languages ?? {}).filter(([name]) => name !== language)
  const ofFiles = others.map(([name]) => `**/*.${name}.md`)
  const folders = others.flatMap(([name, { contentDir }]) => [
    name,
    ...(contentDir === undefined ? [] : [inRoot(contentDir)]),
  ])
  const ofFolders = [...new Set(folders)].filter((folder) => files.some((file) => file.startsWith(`${folder}/`)))
  return ['**/_includes/**', ...ofFiles, ...ofFolders.map((folder) => `${folder}/**`)]
}
