import { barePlace, wholeFile } from '../../../src/finding/finding.ts'
import type { Page } from '../../../src/guidebook/page.ts'
import { resolve } from '../../../src/guidebook/paths/target.ts'
import { quote } from '../../../src/text/quote.ts'
import type { RawFinding } from '../../check.ts'
import type { CheckInput } from '../../check-input.ts'
import type { InputRule } from '../rule.ts'
import { SourceText } from '../source-text.ts'
import { fieldOf } from './field-part.ts'
import { answers, type Direction, type Naming, namings, neighbourFields } from './neighbour.ts'
import { neighbourFix } from './neighbour-fix.ts'

/** More names than these are counted. */
const mostNames = 3

/** Whoever comes from the other side never learns of the page. */
export const oneWay = {
  code: 'structure/one-way',
  severity: 'warning',
  summary: 'A neighbour in a header block that does not name the page',
  why: `
Another page names this one as \`Upstream\`, \`Downstream\` or \`Related\`, but this one does not name it back: who comes from here never learns of it. \`Upstream\` answers \`Downstream\`, and \`Related\` answers \`Related\`; a name in any of the three will do. \`--fix\` adds the link in the style of the block.

- Pages whose header block names no neighbours are not asked to.
- The page of a folder need not name the pages below under \`Related\`, nor they it: the folders say so.
- A page may name its hub as \`Upstream\` when the hub has no \`Downstream\`, or links to the page in its text.
`,
  wrong: {
    'guidebooks/shop/backup.md': '# Backup\n\n> **Related:** [Storage](storage.md)\n',
    'guidebooks/shop/restore.md': '# Restore\n\n> **Upstream:** [Backup](backup.md)\n',
    'guidebooks/shop/storage.md': '# Storage\n\n> **Related:** [Backup](backup.md)\n',
  },
  right: {
    'guidebooks/shop/backup.md':
      '# Backup\n\n> **Related:** [Storage](storage.md)\n> **Downstream:** [Restore](restore.md)\n',
    'guidebooks/shop/restore.md': '# Restore\n\n> **Upstream:** [Backup](backup.md)\n',
    'guidebooks/shop/storage.md': '# Storage\n\n> **Related:** [Backup](backup.md)\n',
  },
  over: 'tree',
  check: oneWays,
} as const satisfies InputRule

/** Only pages that name neighbours at all are held to it; told where the name is missing. */
function oneWays(input: CheckInput): RawFinding[] {
  const all = namings(input)
  const named = new Set(all.map(({ from, to }) => `${from.file}\n${to.file}`))
  const checked = new Set(input.pages.map(({ file }) => file))
  const tree = new TreeKnowledge(input)
  const lacking = all.filter(
    (naming) =>
      !named.has(`${naming.to.file}\n${naming.from.file}`) &&
      checked.has(naming.to.file) &&
      neighbourFields(naming.to).length > 0 &&
      !tree.tells(naming),
  )
  const grouped = Map.groupBy(lacking, ({ to, direction }) => `${to.file}\n${direction}`)
  return [...grouped.values()].flatMap((group) => {
    const [first] = group
    const from = group.map((naming) => naming.from)
    return first ? [oneWayFinding(first.to, first.direction, from, input)] : []
  })
}

/** What the tree tells of a folder's page and the pages below: breadcrumbs one way, the list of pages the other. */
class TreeKnowledge {
  readonly #input: CheckInput
  readonly #linked = new Map<Page, Set<Page>>()

  constructor(input: CheckInput) {
    this.#input = input
  }

  tells({ from, to, direction }: Naming): boolean {
    if (direction === 'Related') return this.#isBelow(from, to) || this.#isBelow(to, from)
    if (direction === 'Downstream' || !this.#isBelow(from, to)) return false
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

function oneWayFinding(page: Page, direction: Direction, from: Page[], input: CheckInput): RawFinding {
  const answer = answers[direction]
  const own = fieldOf(page.header, answer)
  const file = input.inRoot(page.file)
  const fix = neighbourFix({ page, file, answer, from, source: new SourceText(page.text) })
  const where = own ? `\`${answer}\` without` : `header block whose \`${answer}\` lacks`
  const expected = from.length === 1 ? 'it there, since that page names' : 'them there, since those pages name'
  return {
    code: oneWay.code,
    message: `Unexpected ${where} ${namesOf(from, input)}, expected ${expected} this one under \`${direction}\``,
    hint: `Name ${from.length === 1 ? 'it' : 'them'} here, or take this page out there`,
    file,
    ...barePlace(own ?? neighbourFields(page).at(-1)?.field ?? wholeFile),
    ...(fix && { fix }),
  }
}

function namesOf(pages: Page[], { inRoot }: CheckInput): string {
  const names = pages.slice(0, mostNames).map(({ file }) => quote(inRoot(file)))
  const last = pages.length > mostNames ? `${pages.length - mostNames} more` : names.pop()
  return names.length > 0 ? `${names.join(', ')} and ${last}` : `${last}`
}
