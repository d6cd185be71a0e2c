import type { Page } from '../../src/guidebook/page.ts'
import { isOfOtherTimes } from '../../src/guidebook/parts/page-kind.ts'
import { tellsOfFinishedWork } from './finished-work.ts'

const otherPaths =
  /(?:^|[/_.-])(?:research|plans?|planning|roadmaps?|todos?|migrations?|migrating|history|changes?|release[_-]?notes|news|postmortems?|incident[_-]?reports?|outages?|tutorials?|examples?|drafts?|ideas?|proposals?|upgrades?|reports?|audits?|assessments?|retrospectives?|rfcs?|pr-description|specs?|specifications?|wip|mvp|prompts?|graveyard|legacy|phase[_-]?\d+|logs\/[\w-]*\d[\w-]*|epics?|blueprints?|finished|\d{4}-\d{2}-\d{2})(?:[/_.-]|$)/i
const retiredPage =
  /\b(?:retired|superseded|historical|obsolete|deprecated|decommission(?:ed|ing)?|archived|outdated|no longer (?:used|maintained|valid|in use))\b|🗄/i

/** What says of a page that it is what somebody has in mind, and not what is there. */
const intended =
  /^\W*(?:\*\*)?status\b[\W_]{0,20}(?:design|blueprint|draft|propos(?:al|ed)|planned|candidate|concept)\b|\bdesign intent\b|^\W*(?:状态|狀態).{0,8}(?:设计|設計|草案|计划|計劃)/i

/** Whether what a page says of what runs may hold for another time: a record, a plan, a page that says so of itself. */
export function isOfOtherTime(page: Page, inRoot: string): boolean {
  if (isOfOtherTimes(page) || otherPaths.test(inRoot) || /(?:^|\/)\.[^/]/.test(inRoot)) return true
  if (tellsOfFinishedWork(page, inRoot)) return true
  const lines = page.text.split('\n', 25)
  if (lines.some((line) => intended.test(line))) return true
  return lines.some((line) => retiredPage.test(withoutLinks(line)) && !/^\s*(?:[-*+]|\d+\.)\s|\|/.test(line))
}

/** What a link is called says what is elsewhere. */
function withoutLinks(line: string): string {
  return line.replace(/\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])/g, '')
}

/** Words that say of what stands beside them that it is not so, not any more or not yet; in the languages of our pages. */
const denied = new RegExp(
  [
    "\\b(?:not|never|no longer|none|isn't|aren't|don't|doesn't|won't|removed?|moved?|moving|renamed?|rename|old|older|was|were|had|previous(?:ly)?|former(?:ly)?|legacy|deprecated?|retired?|decommission\\w*|plan(?:ned|s)?|until|example|e\\.?g|i\\.e|migrat\\w+|instead|replac\\w+|obsolete|superseded?|historical\\w*|future|todo|tbd|proposed|used to|originally|temporar\\w+|expired?|shut ?down|dead|broken|wrong|incorrect\\w*|typo|rather than|alias(?:es)?|redirects?|placeholder|fake|dummy|sample|would|could|such as|new|wip|unused|disabled?|archived?|parked|needs? (?:an? )?updat\\w+|to be updated)\\b",
    "(?<!\\p{L})(?:ancien(?:ne)?s?|supprim\\p{L}+|déplac\\p{L}+|remplac\\p{L}+|n’est plus|n'est plus|plus utilisé\\p{L}*|retir\\p{L}+|prévue?s?|exemple|jamais|jusqu|obsolète|auparavant|à (?:créer|planifier|faire|venir|déployer|migrer|prévoir)|redirig\\p{L}+|nicht|nie|früher\\p{L}*|entfernt|alte[nrs]?|ehemals|geplant|veraltet|ersetzt|verschoben|beispiel\\p{L}*|antigu\\p{L}+|eliminad\\p{L}+|ejemplo|ya no|obsolet\\p{L}+|reemplaz\\p{L}+|trasladad\\p{L}+)(?!\\p{L})",
    '~~|❌|🚫|⛔|🗄|🔴|⏳|🚧',
  ].join('|'),
  'iu',
)

/** Headings of what may come: "Roadmap", "Records to create"; not "How to deploy". */
const planned =
  /\b(?:preview|roadmap|upcoming|next steps?|phase \d+|ideas?|wish ?list|backlog)\b|^(?!.*\b(?:how|when|where|ways?)\b).+ to (?:be )?(?:add|buil|creat|delet|deploy|implement|migrat|provision|regist|remov|renam|retir)\w*\s*$/i

/** What a paragraph says of the commands below it: a name in them is of another time, or any. */
const leadsElsewhere =
  /(?<!\p{L})(?:examples?|e\.g\.|former(?:ly)?|old|previous(?:ly)?|legacy|retired|decommission\w*|was|were|historical\w*|hypothetical|sample|beispiel\p{L}*|früher\p{L}*|exemples?|ancien\p{L}*|ejemplos?|antigu\p{L}+)(?!\p{L})/iu

/** Where something is named on a page: the number of its line, from 0, and where it begins there. */
export interface Spot {
  row: number
  start: number
}

/** The text around a spot that may say what stands there, and of which service. */
export interface Passage {
  /** Its line. */
  line: string
  /** The sentence, table row, list item or line of a drawing, with hosts left out. */
  unit: string
  /** What of the unit says whose it is: the cells of a row before its own, the label of an item; undefined where neither is. */
  subject: string | undefined
  /** The headings above it, the nearest last. */
  headings: readonly string[]
  /** What leads to the list or the table that it stands in, the nearest first: "Previous hosts:". */
  leads: readonly string[]
  /** Whether the text says that what is named is of another time, or an example. */
  isExcused: boolean
}

function rowsOf(fences: Page['fences']): Set<number> {
  const rows = new Set<number>()
  for (const { line, endLine } of fences) for (let row = line - 1; row < endLine; row++) rows.add(row)
  return rows
}

/** The lines of one page, to look around in. */
export class Passages {
  readonly #page: Page
  #split: string[] | undefined
  #rows: Set<number> | undefined

  constructor(page: Page) {
    this.#page = page
  }

  /** Of most pages nothing is asked. */
  get #lines(): string[] {
    this.#split ??= this.#page.text.split('\n')
    return this.#split
  }

  around({ row, start }: Spot): Passage {
    const line = this.#lines[row] ?? ''
    const headings = this.#page.headings.filter((heading) => !heading.included && heading.line <= row + 1)
    const chain = chainOf(headings)
    const isLine = this.#isFenced(row) || isRow(line)
    const block = isLine ? [line] : this.#blockOf(row)
    const text = isLine ? line : sentenceOf(block.join('\n'), this.#offsetIn(row, start))
    const near = isLine ? this.#neighbours(row) : block
    // Each is asked for by few, and costs more than the rest.
    const leads = () => this.#leadsTo(row)
    const isExcused = () =>
      near.some((one) => denied.test(withoutHosts(one)) || leadsOn(one)) ||
      this.#leadsTo(row).some((one) => denied.test(withoutHosts(one))) ||
      chain.some((heading) => denied.test(withoutHosts(heading)) || planned.test(heading)) ||
      (this.#isFenced(row) && this.leadingTo(row).some((one) => leadsElsewhere.test(one)))
    const subject = isRow(line) ? cellsBefore(line, start) : this.#isFenced(row) ? undefined : labelOf(block[0] ?? '')
    return {
      ...{ line, subject, headings: chain },
      get unit() {
        return withoutHosts(text)
      },
      get leads() {
        return leads()
      },
      get isExcused() {
        return isExcused()
      },
    }
  }

  /** Whether the paragraph that leads to a fence says that what stands in it is of another time, or an example. */
  isLedToOtherwise(row: number): boolean {
    return this.leadingTo(row).some((line) => denied.test(withoutHosts(line)))
  }

  /** The lines of the paragraph that leads to the fence of a row; none behind another fence. */
  leadingTo(row: number): string[] {
    let above = row
    while (this.#isFenced(above - 1)) above--
    while (/^\s*$/.test(this.#lines[above - 1] ?? '#')) above--
    return this.#isFenced(above - 1) ? [] : this.#blockOf(above - 1)
  }

  /** Lines that end in a colon above a list or a table and above each list that this one stands in. */
  #leadsTo(row: number): string[] {
    let at = row
    while (at > 0 && !isItem(this.#lines[at] ?? '') && !isRow(this.#lines[at] ?? '') && isText(this.#lines[at - 1]))
      at--
    const first = this.#lines[at] ?? ''
    if (this.#isFenced(at) || (!isItem(first) && !isRow(first))) return []
    const found: string[] = []
    let indent = indentOf(first)
    for (at--; at >= 0 && row - at < mostRowsUp; at--) {
      const line = this.#lines[at] ?? ''
      if (/^\s*#{1,6}\s/.test(line)) break
      const isPart = this.#isFenced(at) || /^\s*$/.test(line) || (isRow(line) && isRow(first))
      if (isPart || indentOf(line) > indent || (isItem(line) && indentOf(line) === indent)) continue
      if (endsInColon.test(line)) found.push(line)
      if (!isItem(line) && indentOf(line) === 0) break
      indent = indentOf(line)
    }
    return found
  }

  #isFenced(row: number): boolean {
    this.#rows ??= rowsOf(this.#page.fences)
    return this.#rows.has(row)
  }

  /** In a fence the comment above a command, and the question above an answer; of a table the row alone says what it is about. */
  #neighbours(row: number): string[] {
    const line = this.#lines[row] ?? ''
    if (!this.#isFenced(row)) return [line]
    const above = this.#lines[row - 1] ?? ''
    const isAbout = /^\s*#/.test(above) || /^\s*[:>?]\s/.test(line)
    return isAbout ? [line, above] : [line]
  }

  /** The paragraph or list item that a row belongs to. */
  #blockOf(row: number): string[] {
    const [from, to] = this.#range(row)
    return this.#lines.slice(from, to + 1)
  }

  #range(row: number): [from: number, to: number] {
    const isBreak = (at: number) => {
      const line = this.#lines[at]
      return line === undefined || /^\s*$|^\s*#{1,6}\s|^\s*(?:```|~~~)/.test(line) || isRow(line)
    }
    let [from, to] = [row, row]
    while (!isItem(this.#lines[from] ?? '') && !isBreak(from - 1)) from--
    while (!isBreak(to + 1) && !isItem(this.#lines[to + 1] ?? '')) to++
    return [from, to]
  }

  #offsetIn(row: number, start: number): number {
    const [from] = this.#range(row)
    return this.#lines.slice(from, row).reduce((sum, line) => sum + line.length + 1, start)
  }
}

/** Headings above a place: the last of each depth that is not closed by one of a lesser depth. */
function chainOf(headings: readonly { depth: number; text: string }[]): string[] {
  const chain: { depth: number; text: string }[] = []
  for (const heading of headings) {
    while ((chain.at(-1)?.depth ?? 0) >= heading.depth) chain.pop()
    chain.push(heading)
  }
  return chain.map(({ text }) => text)
}

function isRow(line: string): boolean {
  return /^\s*(?:>\s*)?\|/.test(line)
}

/** Whether a line goes on with what stands above it: it is there, and neither blank nor a heading. */
function isText(line: string | undefined): boolean {
  return line !== undefined && !/^\s*$|^\s*#{1,6}\s|^\s*(?:```|~~~)/.test(line)
}

/** Lists are not looked through further than so many rows. */
const mostRowsUp = 200
const endsInColon = /[:：]\s*(?:\*\*|__)?\s*$/

function indentOf(line: string): number {
  return line.search(/\S|$/)
}

function isItem(line: string): boolean {
  return /^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s/.test(line)
}

/** The cells of a row before the one at an offset; of a row that begins with it, the next that says something. */
function cellsBefore(line: string, start: number): string {
  const cells = withoutHosts(line).split(/(?<!\\)\|/)
  const says = (cell: string) => /\p{L}{2}/u.test(cell)
  let end = 0
  const own = cells.findIndex((cell) => {
    end += cell.length + 1
    return end > start
  })
  const before = cells.slice(0, own).filter(says)
  // A cell may say both: `DocuSeal (docs.acme.dev)`.
  if (before.length > 0) return before.join(' | ')
  return [cells[own] ?? '', ...cells.slice(own + 1)].find(says) ?? ''
}

/** Labels that say what kind of address it is, and nothing of whose. */
const plainLabel =
  /^(?:(?:the|our|public|private|internal|external|web|main|base|admin|user|live|production|prod|staging|access|service|site|app|api|full|primary|ingress|route|http|https|dns)\s*)*(?:urls?|uri|ui|gui|web|links?|address(?:es)?|hosts?|host ?names?|domains?|endpoints?|interface|dashboard|console|portal|site|website|page|access|internal|external|public|private|production|prod|staging|login|api|ingress|route|dns|where|web ?ui|address|adresse|lien|hôte|enlace|dirección)$/i

/** The label at the beginning of an item, as in `- **Outpost**: …`; undefined where none says whose it is. */
function labelOf(line: string): string | undefined {
  const [, strong, plain] =
    /^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s+)?(?:(?:\*\*|__)(.{1,60}?)(?:\*\*|__)|([\p{L}\p{N} ._/'’&+-]{2,40}?))\s*(?:\([^()]*\)\s*)?[:：–—](?!\/\/)/u.exec(
      line,
    ) ?? []
  const label = withoutHosts(strong ?? plain ?? '')
    .replace(/[\s:`]+$/, '')
    .trim()
  return /\p{L}{2}/u.test(label) && !plainLabel.test(label) ? label : undefined
}

/** The sentence of a text around an offset; the dots of names end none. */
function sentenceOf(text: string, offset: number): string {
  const ends = Array.from(text.matchAll(/[.!?](?=\s+\S)|\n(?=\s*(?:[-*+]|\d+[.)])\s)/g), ({ index }) => index + 1)
  const from = ends.filter((end) => end <= offset).at(-1) ?? 0
  const to = ends.find((end) => end > offset) ?? text.length
  return text.slice(from, to)
}

/** Hosts and addresses name no service by themselves: `grafana.acme.dev` in a sentence about Loki. */
function withoutHosts(text: string): string {
  return text.replace(/(?:\w+:\/\/[^\s)>\]|"'`]+|(?:[\w-]+\.)+[\w-]{2,})/g, (found) => ' '.repeat(found.length))
}

/** `docs.acme.dev → sign.acme.dev`: what stands before an arrow to another host is where it was. */
function leadsOn(line: string): boolean {
  const [before = '', after] = line.split(/→|->|=>|⇒|➜/)
  return after !== undefined && [before, after].every((part) => /(?:[\w-]+\.)+[a-z]{2,}|(?:\d{1,3}\.){3}\d/i.test(part))
}
