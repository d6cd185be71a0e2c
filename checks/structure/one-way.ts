import { wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { resolve } from '../../src/guidebook/paths/target.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import { fieldOf, plain } from './field-part.ts'
import { answers, type Naming, namings, type Route, routeFields } from './neighbour.ts'
import { neighbourFix } from './neighbour-fix.ts'
import { SourceText } from './source-text.ts'

/** More names than these are counted. */
const mostNames = 3

/**
 * Pages whose header block names a neighbour that does not name them back: whoever comes from the other side never
 * learns of them. Only pages that name neighbours at all are held to it; told where the name is missing.
 */
export function oneWays(input: CheckInput): RawFinding[] {
  const all = namings(input)
  const named = new Set(all.map(({ from, to }) => `${from.file}\n${to.file}`))
  const checked = new Set(input.pages.map(({ file }) => file))
  const tree = new TreeKnowledge(input)
  const lacking = all.filter(
    (naming) =>
      !named.has(`${naming.to.file}\n${naming.from.file}`) &&
      checked.has(naming.to.file) &&
      routeFields(naming.to).length > 0 &&
      !tree.tells(naming),
  )
  const grouped = Map.groupBy(lacking, ({ to, route }) => `${to.file}\n${route}`)
  return [...grouped.values()].flatMap((group) => {
    const [first] = group
    const from = group.map((naming) => naming.from)
    return first ? [oneWayFinding(first.to, first.route, from, input)] : []
  })
}

/** What the tree tells of a folder's page and the pages below: breadcrumbs one way, the list of pages the other. */
class TreeKnowledge {
  readonly #input: CheckInput
  readonly #linked = new Map<Page, Set<Page>>()

  constructor(input: CheckInput) {
    this.#input = input
  }

  tells({ from, to, route }: Naming): boolean {
    if (route === 'Related') return this.#isBelow(from, to) || this.#isBelow(to, from)
    if (route === 'Downstream' || !this.#isBelow(from, to)) return false
    // A hub that lists what is downstream of it should list all of it, there or in its text.
    if (!fieldOf(to.header, 'Downstream')?.links.length) return true
    const linked = this.#linked.get(to) ?? this.#linkedFrom(to)
    this.#linked.set(to, linked)
    return linked.has(from)
  }

  #isBelow(page: Page, hub: Page): boolean {
    const { guidebooks } = this.#input
    return page !== hub && [guidebooks.root, ...guidebooks.trail(page)].some((folder) => folder.page === hub)
  }

  #linkedFrom(page: Page): Set<Page> {
    const { guidebooks, project } = this.#input
    const targets = page.links.map(({ url }) => resolve(guidebooks, page, url, project.config.base))
    return new Set(targets.flatMap((target) => (target.kind === 'page' ? [target.page] : [])))
  }
}

function oneWayFinding(page: Page, route: Route, from: Page[], input: CheckInput): RawFinding {
  const answer = answers[route]
  const own = fieldOf(page.header, answer)
  const file = input.inRoot(page.file)
  const fix = neighbourFix({ page, file, answer, from, source: new SourceText(page.text) })
  const where = own ? `\`${answer}\` without` : `header block whose \`${answer}\` lacks`
  const expected = from.length === 1 ? 'it there, since that page names' : 'them there, since those pages name'
  return {
    code: 'structure/one-way',
    message: `Unexpected ${where} ${namesOf(from, input)}, expected ${expected} this one under \`${route}\``,
    hint: `Name ${from.length === 1 ? 'it' : 'them'} here, or take this page out there`,
    file,
    ...plain(own ?? routeFields(page).at(-1)?.field ?? wholeFile),
    ...(fix && { fix }),
  }
}

function namesOf(pages: Page[], { inRoot }: CheckInput): string {
  const names = pages.slice(0, mostNames).map(({ file }) => quote(inRoot(file)))
  const last = pages.length > mostNames ? `${pages.length - mostNames} more` : names.pop()
  return names.length > 0 ? `${names.join(', ')} and ${last}` : `${last}`
}
