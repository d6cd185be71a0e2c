import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { FileTree } from '../files/file-tree.ts'
import type { DetectedDialect } from '../guidebook/dialects/detection.ts'
import { DialectDetector } from '../guidebook/dialects/detection.ts'
import type {
  DialectConfiguration,
  DialectName,
  DialectSettings,
  NavigationEntry,
  PageDialect,
} from '../guidebook/dialects/dialect.ts'
import { dialectOf } from '../guidebook/dialects/registry.ts'
import { isSummary, readSummaries } from '../guidebook/dialects/summary.ts'
import type { Reading } from '../guidebook/page.ts'
import { forgeOf } from '../guidebook/paths/repository.ts'
import { quote } from '../text/quote.ts'
import { decode } from '../text/source.ts'
import type { WaymarkConfig } from './schema/waymark.ts'

/** What decides how pages are read. */
export interface DialectInput {
  /** The repository, or the tree of a commit. */
  tree: FileTree
  /** The guidebooks root, relative to the tree. */
  root: string
  /** Every file below the guidebooks root, relative to it. */
  files: readonly string[]
  config: Pick<WaymarkConfig, 'dialect' | 'shortcodes'> & Partial<Pick<WaymarkConfig, 'repository'>>
}

/** A generator that some of the pages were written for. */
export interface DialectInUse {
  name: DialectName
  /** As its users call it. */
  title: string
  /** What told it, relative to the repository; absent where `waymark.yaml` says it. */
  path?: string
  /** How many pages are read by its rules. */
  pages: number
}

/** What to tell of the generators that pages are read for: one line, where one was found and nobody named it. */
export function dialectNote(inUse: readonly DialectInUse[]): string | undefined {
  const found = inUse.filter(({ name, path }) => path !== undefined && name !== 'github' && name !== 'other')
  if (found.length === 0) return undefined
  const list = found.map(({ title, path = '', pages }) => `${title}, from ${quote(path)} (${pagesText(pages)})`)
  return `Pages are read as those of ${list.slice(0, 5).join('; ')}; say \`dialect:\` in \`waymark.yaml\` to choose another`
}

function pagesText(count: number): string {
  return count === 1 ? '1 page' : `${count} pages`
}

interface KnownDialect extends DialectConfiguration {
  dialect: PageDialect
}

interface FoundDialects {
  pages: ReadonlyMap<string, KnownDialect>
  signs: ReadonlySet<string>
  /** What summaries of books list. */
  listed: readonly NavigationEntry[]
  inUse: readonly DialectInUse[]
}

/** Generators whose own navigation counts, and no summary beside it. */
const hasOwnNavigation: ReadonlySet<DialectName> = new Set(['mkdocs', 'hugo', 'docusaurus', 'docfx'])

/** Included files that are read for one page. */
const mostIncludes = 200
const mostIncludeBytes = 2_000_000
const deepestInclude = 8

/** By which rules each page of a project is read. */
export class PageDialects {
  readonly #tree: FileTree
  readonly #root: string
  readonly #pages: ReadonlyMap<string, KnownDialect>
  readonly #signs: ReadonlySet<string>
  readonly #listed: readonly NavigationEntry[]
  readonly #texts = new Map<string, Promise<string | undefined>>()
  /** In the order of their pages; empty where `waymark.yaml` names one. */
  readonly inUse: readonly DialectInUse[]

  private constructor(
    { tree, root }: Pick<DialectInput, 'tree' | 'root'>,
    { pages, signs, listed, inUse }: FoundDialects,
  ) {
    this.#tree = tree
    this.#root = root
    this.#pages = pages
    this.#signs = signs
    this.#listed = listed
    this.inUse = inUse
  }

  /** Finds the dialects of all pages among the files, and reads their configurations. */
  static async read(input: DialectInput, isPage: (file: string) => boolean): Promise<PageDialects> {
    const { tree, root, files, config } = input
    const forced = config.dialect
    const forge = isOnGitlab(config.repository) ? 'gitlab' : undefined
    const detector = new DialectDetector(tree, forced)
    const known = new Map<DetectedDialect | undefined, KnownDialect>()
    const pages = new Map<string, KnownDialect>()
    const counts = new Map<KnownDialect, DialectInUse>()
    for (const file of files.filter(isPage)) {
      if (forced === 'github') break
      const detected = await detector.detect(posix.join(root, file))
      const name = detected?.dialect.name ?? forced ?? forge
      if (name === undefined) continue
      const own = known.get(detected) ?? (await configured(input, name, detected))
      known.set(detected, own)
      pages.set(file, own)
      const title = detected?.dialect.title ?? dialectOf(name)?.title ?? name
      const use = counts.get(own) ?? { name, title, ...(detected && { path: detected.path }), pages: 0 }
      counts.set(own, { ...use, pages: use.pages + 1 })
    }
    const signs = new Set([...known.keys()].flatMap((detected) => detected?.path ?? []))
    const summaries = files.filter(
      (file) => isSummary(file) && !hasOwnNavigation.has(pages.get(file)?.dialect.name ?? 'github'),
    )
    const listed = await readSummaries(input, summaries)
    return new PageDialects(input, { pages, signs, listed, inUse: forced === undefined ? [...counts.values()] : [] })
  }

  /** The rules for a page, given relative to the guidebooks root; none where GitHub's hold. */
  of(file: string): PageDialect | undefined {
    return this.#pages.get(file)?.dialect
  }

  /** The configurations that were read, relative to the repository. */
  get configurations(): string[] {
    return [...this.#signs]
  }

  /** What the generators' navigations list, in their order. */
  get navigation(): NavigationEntry[] {
    return [...this.#configurations().flatMap(({ navigation }) => navigation ?? []), ...this.#listed]
  }

  /** The name of the site, where one generator publishes all of it. */
  get title(): string | undefined {
    const [only, ...others] = this.#configurations()
    return others.length === 0 ? only?.title : undefined
  }

  /** Whether a Markdown file is no page by its generator's configuration. */
  isExcluded(file: string): boolean {
    const known = this.#pages.get(file)
    return known?.exclude !== undefined && picomatch.isMatch(file, known.exclude)
  }

  /** How a page is to be read: its rules, and the files that it includes. */
  async readingOf(file: string, bytes: Uint8Array): Promise<Reading | undefined> {
    const dialect = this.of(file)
    if (!dialect) return undefined
    const module = dialectOf(dialect.name)
    if (!module?.includesOf) return { dialect }
    const includes = new Map<string, string>()
    const read = { count: 0, bytes: 0 }
    const follow = async (text: string, of: string, depth: number): Promise<void> => {
      const asked = module.includesOf?.(text, { file: of, settings: dialect.settings }) ?? []
      for (const path of new Set(asked)) {
        if (includes.has(path) || read.count >= mostIncludes || depth > deepestInclude) continue
        read.count++
        const own = await this.#textOf(path)
        if (own === undefined || read.bytes + own.length > mostIncludeBytes) continue
        read.bytes += own.length
        includes.set(path, own)
        await follow(own, path, depth + 1)
      }
    }
    await follow(Buffer.from(bytes).toString('utf8'), file, 1)
    return includes.size === 0 ? { dialect } : { dialect, includes }
  }

  /** The text of a file that may be shown, read once for all pages that include it. */
  #textOf(path: string): Promise<string | undefined> {
    const known = this.#texts.get(path) ?? this.#readShown(posix.join(this.#root, path))
    this.#texts.set(path, known)
    return known
  }

  /** What no page may link to, none may include: settings, secrets, what git ignores, what stands outside. */
  async #readShown(path: string): Promise<string | undefined> {
    if ((await this.#tree.refusal(path, this.#root)) !== undefined) return undefined
    const bytes = await this.#tree.read(path)
    return bytes && decode(bytes).text
  }

  #configurations(): KnownDialect[] {
    return [...new Set(this.#pages.values())]
  }
}

/** A forge's own rules hold where nothing beside the pages says otherwise. */
function isOnGitlab(repository: WaymarkConfig['repository']): boolean {
  return repository !== undefined && (repository.forge ?? forgeOf(repository.url)) === 'gitlab'
}

async function configured(
  { tree, root, files, config }: DialectInput,
  name: DialectName,
  detected: DetectedDialect | undefined,
): Promise<KnownDialect> {
  const found = detected && { sign: detected.path, text: detected.text }
  const read = found && (await detected.dialect.configure?.({ tree, root, files, ...found }))
  const settings: DialectSettings = {
    ...read?.settings,
    ...(config.shortcodes !== undefined && { shortcodes: { ...read?.settings.shortcodes, ...config.shortcodes } }),
  }
  return { ...read, settings, dialect: { name, settings } }
}
