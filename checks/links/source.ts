import { posix } from 'node:path'
import type { Service } from '../../src/config/inventory.ts'
import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { From } from './internal/internal-links.ts'
import type { Mention } from './mention.ts'
import { mentionsOf } from './page-mentions.ts'
import type { LinkProblem } from './problem.ts'
import { placeOfUrl } from './written-url.ts'

/** A file that names targets. */
export interface Source {
  /** Relative to the project's root. */
  file: string
  from: From
  mentions(): Mention[]
  findingOf(mention: Mention, problem: LinkProblem): RawFinding
}

/** The pages that are checked, and the `services.yaml` files. */
export function sourcesOf(input: CheckInput): Source[] {
  const root = input.inRoot('')
  const runbooks = input.services.filter(({ runbook }) => runbook !== undefined)
  return [
    ...input.pages.map((page) => new PageSource(page, input.inRoot(page.file))),
    ...runbooks.map((service) => runbookSource(service, root)),
  ]
}

class PageSource implements Source {
  readonly file: string
  readonly from: From
  readonly #page: Page
  #lines: LineIndex | undefined

  constructor(page: Page, file: string) {
    this.file = file
    this.from = { file: page.file, page }
    this.#page = page
  }

  mentions(): Mention[] {
    return mentionsOf(this.#page)
  }

  findingOf(mention: Mention, problem: LinkProblem): RawFinding {
    const isSought = problem.replacement !== undefined || mention.written !== undefined
    this.#lines ??= new LineIndex(this.#page.text)
    const exact = isSought ? placeOfUrl(mention, this.#page.text, this.#lines) : undefined
    const place = mention.written ? (exact ?? mention.written) : mention
    const found = findingAt(this.file, place, mention.isAside ? { ...problem, severity: 'warning' } : problem)
    const text = problem.replacement
    if (exact === undefined || text === undefined) return found
    const title = `Link to \`${shortened(text)}\``
    return { ...found, fix: { title, edits: [{ file: this.file, text, ...exact }] } }
  }
}

/** A service's runbook, relative to the file that declares it. */
function runbookSource({ file, runbook = '', locate }: Service, root: string): Source {
  const place = locate(['runbook'])
  return {
    file,
    from: { file: posix.relative(root, file) },
    mentions: () => [{ url: runbook, isImage: false, isAside: false, ...place }],
    findingOf: (_, problem) => findingAt(file, place, problem),
  }
}

function findingAt(file: string, place: Place, { replacement: _, guess: __, ...problem }: LinkProblem): RawFinding {
  const { line, column, endLine, endColumn } = place
  return { ...problem, file, line, column, endLine, endColumn }
}

function shortened(text: string): string {
  return (text.length > 80 ? `${text.slice(0, 79)}…` : text).replace(/[\s`]+/g, ' ')
}
