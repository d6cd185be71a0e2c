import { posix } from 'node:path'
import type { Service } from '../../src/config/services.ts'
import { themeOrigin, themeTexts } from '../../src/config/theme/theme-links.ts'
import type { Place } from '../../src/finding/finding.ts'
import { type Page, readPage } from '../../src/guidebook/page.ts'
import type { Link } from '../../src/guidebook/parts/link.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { fenceMentions } from './fence.ts'
import type { LinkProblem } from './link-problem.ts'
import { isAside, type LinkOrigin, type Mention } from './mention.ts'
import { placeOfUrl } from './written-url.ts'

/** A file that names targets. */
export interface Source {
  /** Relative to the project's root. */
  file: string
  origin: LinkOrigin
  mentions(): Mention[]
  findingOf(mention: Mention, problem: LinkProblem): RawFinding
}

/** The pages that are checked, the `services.yaml` files, and the links that the theme puts onto every page. */
export function linkSources(input: CheckInput): Source[] {
  const root = input.inRoot('')
  const runbooks = input.services.filter(({ runbook }) => runbook !== undefined)
  return [
    ...input.pages.map(
      (page) => new PageSource(page, input.inRoot(page.file), input.project.config.checks.links.props),
    ),
    ...runbooks.map((service) => runbookSource(service, root)),
    ...themeSources(input),
  ]
}

class PageSource implements Source {
  readonly file: string
  readonly origin: LinkOrigin
  readonly #page: Page
  readonly #props: readonly string[]
  #lines: LineIndex | undefined

  /** `props` are properties of components that name targets. */
  constructor(page: Page, file: string, props: readonly string[]) {
    this.#props = props
    this.file = file
    this.origin = { file: page.file, page }
    this.#page = page
  }

  mentions(): Mention[] {
    return mentionsOf(this.#page, this.#props)
  }

  findingOf(mention: Mention, problem: LinkProblem): RawFinding {
    const isSought = problem.replacement !== undefined || mention.written !== undefined
    this.#lines ??= new LineIndex(this.#page.text)
    const exact = isSought ? placeOfUrl(mention, this.#page.text, this.#lines) : undefined
    const place = mention.written ? (exact ?? mention.written) : mention
    const finding = findingAt(this.file, place, isAside(mention) ? { ...problem, severity: 'warning' } : problem)
    const text = problem.replacement
    if (exact === undefined || text === undefined) return finding
    const title = `Link to \`${shortened(text)}\``
    return { ...finding, fix: { title, edits: [{ file: this.file, text, ...exact }] } }
  }
}

/** Every target that a page names, each once: that of a reference where it is defined. */
function mentionsOf(page: Page, props: readonly string[]): Mention[] {
  const links = [...[...page.links, ...page.sideLinks].filter(isCounted), ...namedProperties(page, props)]
  const fences = page.fences.filter(({ language }) => language === 'mermaid' || language === 'status')
  if (fences.length === 0) return links
  const lines = new LineIndex(page.text)
  return [...links, ...fences.flatMap((fence) => fenceMentions(fence, lines))]
}

function namedProperties({ componentProperties }: Page, props: readonly string[]): Mention[] {
  if (props.length === 0) return []
  return componentProperties
    .filter(({ component, name }) => props.includes(name) || props.includes(`${component}.${name}`))
    .map(({ component: _, name: __, value, ...place }) => ({ kind: 'component', url: value, ...place }))
}

function isCounted({ kind }: Link): boolean {
  return kind !== 'reference' && kind !== 'image-reference' && kind !== 'footnote'
}

/** A service's runbook, relative to the file that declares it. */
function runbookSource({ file, runbook = '', locate }: Service, root: string): Source {
  const place = locate(['runbook'])
  return {
    file,
    origin: { file: posix.relative(root, file) },
    mentions: () => [{ kind: 'runbook', url: runbook, ...place }],
    findingOf: (_, problem) => findingAt(file, place, problem),
  }
}

/** Each link of the theme, where its key stands in `waymark.yaml`. */
function themeSources({ project }: CheckInput): Source[] {
  const { settings, config } = project
  if (!settings) return []
  const origin = { file: themeOrigin(project) }
  const links = [
    ...config.theme.nav.map(({ href }, index) => ({ path: ['theme', 'nav', index, 'href'], url: href })),
    ...themeTexts(config).flatMap(({ path, text }) => {
      const { links } = readPage(origin.file, Buffer.from(text))
      return links.filter(isCounted).map(({ url }) => ({ path, url }))
    }),
  ]
  return links.map(({ path, url }): Source => {
    const place = settings.locate(path)
    return {
      file: settings.file,
      origin,
      mentions: () => [{ kind: 'theme', url, ...place }],
      findingOf: (_, problem) => findingAt(settings.file, place, problem),
    }
  })
}

function findingAt(file: string, place: Place, { replacement: _, suggested: __, ...problem }: LinkProblem): RawFinding {
  const { line, column, endLine, endColumn } = place
  return { ...problem, file, line, column, endLine, endColumn }
}

function shortened(text: string): string {
  return (text.length > 80 ? `${text.slice(0, 79)}…` : text).replace(/[\s`]+/g, ' ')
}
