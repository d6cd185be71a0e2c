import { createHash } from 'node:crypto'
import type { Code, Heading, List, ListItem, Nodes, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import type { Place } from '../../finding/finding.ts'
import { readBlock } from '../../shell/block.ts'
import { placeOf } from '../parse/node.ts'
import type { Frontmatter } from './frontmatter.ts'
import { imperatives } from './imperative.ts'
import { isOfOtherTimes, pageKindOf } from './page-kind.ts'

/** One thing to do on a page, which a reader can tick. */
export interface Step extends Place {
  /**
   * Twelve hexadecimal digits of what it says, four of the heading that it stands under, and behind a hyphen which one it
   * is, where the page says the same more than once.
   */
  key: string
  /** What it says, on one line, without the blocks of code in it. */
  text: string
  /** What it is written as; a page has either blocks of code or the others. */
  form: 'item' | 'heading' | 'code'
  /** The key of the step that it is a part of. */
  within?: string
  /** One of several ways, of which a reader goes one: never is all of it done. */
  isChoice?: true
}

/** What is known of a page besides its text. */
interface StepRules {
  /** Whether its blocks of commands are steps where nothing else is. */
  hasCommands: boolean
  /** Whether it is said to have steps: each of its lists and blocks of commands is taken by its word. */
  isDeclared: boolean
}

/** What steps depend on besides a page's tree. */
export interface PageOfSteps {
  file: string
  frontmatter: Pick<Frontmatter, 'type' | 'steps'>
  text: string
  title: string
  headings: readonly { text: string }[]
}

type StepNode = ListItem | Heading | Code

/** A step, and the node that it stands in. */
export interface StepAt {
  step: Step
  node: StepNode
}

/** In UTF-16 code units. */
const longestText = 160
/** A page with more of them is no procedure. */
const mostSteps = 400

/** Sections that tell of something else than what to do. */
const told =
  /^(?:links?|(?:possible |common |root |typical )?causes?|symptoms?|metrics?|references?|see also|further reading|related.*|meaning|impact|overview|summary|background|contents|table of contents|on this page|glossary|(?:the )?rules|principles|goals|non-goals|limitations|known (?:issues|limitations)|history|changelog|examples?)$/i

/** Sections of a page that tell what to do when something is wrong. */
const doing =
  /^(?:\d+[.)]?\s*)?(?:.*\bdiagnos|check\b|mitigat|resol(?:ve|ution)|remed|recover|restor|roll(?:ing )?back|troubleshoot|verif|procedure|steps\b|fix|what to do|investigat|immediate action|actions?\b|repair|how to (?:fix|resolve|mitigate|recover))/i

/** Pages that tell of what is to come. */
const planned = /^(?:.* )?(?:road ?map|to-?dos?|backlog|milestones)$/i

/** Whether blocks of commands may be steps, by the headings of a page. */
function tellsWhatToDo(headings: readonly { text: string }[]): boolean {
  return headings.some(({ text }) => doing.test(text))
}

/** Whether a page is a plan: what of it is done is told by whoever writes it. */
function isPlan(title: string): boolean {
  return planned.test(title.trim())
}

/**
 * The steps of a page, in its order: items of lists that say what to do, headings that are called “Step 1”, tasks; on a
 * page of paragraphs and code alone its blocks of commands. What is a procedure, and what is not: read off 2,693 pages.
 */
export function findSteps(tree: Root, page: PageOfSteps): StepAt[] {
  const said = page.frontmatter.steps
  if (said === false || (said === undefined && (isOfOtherTimes(page) || isPlan(page.title)))) return []
  const hasCommands = pageKindOf(page) === 'runbook' || tellsWhatToDo(page.headings)
  const rules = { hasCommands, isDeclared: said === true }
  const found: Candidate[] = []
  const around: Around = { path: [], found, rules, step: undefined, isTold: false }
  collect(tree, around)
  const written = found.filter(({ form }) => form !== 'code')
  const steps = written.length > 0 ? written : codeSteps(found, rules)
  return steps.length > mostSteps ? [] : numbered(steps)
}

interface Candidate {
  node: StepNode
  form: Step['form']
  text: string
  /** What it is known by: more than it is called by. */
  says: string
  heading: string
  isChoice: boolean
  within: Candidate | undefined
}

interface Around {
  /** Headings above, from the second level on. */
  path: Heading[]
  found: Candidate[]
  rules: StepRules
  step: Candidate | undefined
  /** Whether what is here tells of something else than what to do. */
  isTold: boolean
}

/** Two blocks of commands are a way to go; one is a command. */
function codeSteps(found: Candidate[], { hasCommands, isDeclared }: StepRules): Candidate[] {
  if (!hasCommands && !isDeclared) return []
  const blocks = found.filter(({ node }) => node.type === 'code' && isTyped(node))
  return blocks.length > 1 ? blocks : []
}

/** What no step is told in, or stands in: lines of text hold no blocks. */
const withoutSteps: ReadonlySet<string> = new Set(['footnoteDefinition', 'table', 'paragraph', 'text'])

function collect(parent: Nodes, around: Around): void {
  if (!('children' in parent)) return
  let here = around
  const children: Nodes[] = parent.children
  const lists = procedures(children, around)
  const stepHeadings = headingSteps(children)
  for (const [index, child] of children.entries()) {
    if (child.type === 'heading') here = under(child, here, stepHeadings)
    else if (child.type === 'list') collectList(child, lists.get(child), here)
    else if (child.type === 'code') collectCode(child, children[index - 1], here)
    else if (!withoutSteps.has(child.type)) collect(child, here)
  }
}

/** What stands behind a heading is under it. */
function under(heading: Heading, around: Around, steps: ReadonlySet<Heading>): Around {
  const path = [...around.path.filter(({ depth }) => depth < heading.depth), heading]
  const isTold = path.some((one) => one.depth > 1 && told.test(plain(textOf(one))))
  const own = path.findLast((one) => steps.has(one))
  if (own !== heading) {
    const step = own ? around.found.find(({ node }) => node === own) : undefined
    return { ...around, path, isTold, step }
  }
  const text = plain(textOf(heading))
  const step: Candidate = {
    ...{ node: heading, form: 'heading', text, says: text, heading: '', isChoice: false, within: undefined },
  }
  around.found.push(step)
  return { ...around, path, isTold, step }
}

/** Headings that are called steps, where there are at least two of a level. */
function headingSteps(children: readonly Nodes[]): Set<Heading> {
  const named = children.filter(
    (child): child is Heading =>
      child.type === 'heading' &&
      child.depth > 1 &&
      /^(?:step|étape|schritt|paso|passo|stap)\s*#?\d+\b/i.test(textOf(child)),
  )
  return new Set(named.filter(({ depth }) => named.filter((one) => one.depth === depth).length > 1))
}

interface Procedure {
  isChoice: boolean
}

/** The lists among some nodes that say what to do; those that unindented code has broken are one. */
function procedures(children: readonly Nodes[], { rules, isTold, path }: Around): Map<List, Procedure> {
  const found = new Map<List, Procedure>()
  if (!children.some(({ type }) => type === 'list')) return found
  let isHere = !isTold
  let headings = path
  for (const group of listGroups(children)) {
    if (group.kind === 'heading') {
      headings = [...headings.filter(({ depth }) => depth < group.heading.depth), group.heading]
      isHere = !headings.some((one) => one.depth > 1 && told.test(plain(textOf(one))))
      continue
    }
    const { lists, between, before } = group
    const items = lists.flatMap((list) => list.children)
    const isTasks = items.filter(({ checked }) => typeof checked === 'boolean').length > 1
    const isOrdered = lists[0]?.ordered === true
    const holdsCode = between.some(isCommand) || items.some((item) => item.children.some(holdsCommand))
    const isProcedure =
      isTasks || (isOrdered && items.length > 1 && (rules.isDeclared || holdsCode || saysWhatToDo(items)))
    if (!isProcedure || (!isHere && !isTasks)) continue
    const isChoice = !isTasks && isMenu(items, before)
    for (const list of lists) found.set(list, { isChoice })
  }
  return found
}

type Group =
  | { kind: 'heading'; heading: Heading }
  | { kind: 'lists'; lists: List[]; between: Nodes[]; before: Nodes | undefined }

/** Lists with what stands between their parts: numbers that go on, under one heading, are one list. */
function listGroups(children: readonly Nodes[]): Group[] {
  const groups: Group[] = []
  let since: Nodes[] = []
  for (const [index, child] of children.entries()) {
    if (child.type === 'heading') groups.push({ kind: 'heading', heading: child })
    if (child.type === 'heading') since = []
    if (child.type !== 'list') {
      since.push(child)
      continue
    }
    const last = groups.at(-1)
    if (last?.kind === 'lists' && goesOn(last.lists, child, since)) {
      last.lists.push(child)
      last.between.push(...since)
    } else groups.push({ kind: 'lists', lists: [child], between: [], before: children[index - 1] })
    since = []
  }
  const last = groups.at(-1)
  // What stands behind the last item may be its code.
  if (last?.kind === 'lists' && last.lists.length > 1) last.between.push(...since)
  return groups
}

function goesOn(lists: readonly List[], next: List, between: readonly Nodes[]): boolean {
  const count = lists.reduce((sum, { children }) => sum + children.length, 0)
  if (!next.ordered || !lists[0]?.ordered || between.length === 0) return false
  if (next.start === (lists[0].start ?? 1) + count) return true
  // Some write `1.` before each, and leave the counting to the page.
  const isAllOnes =
    next.start === 1 &&
    next.children.length === 1 &&
    lists.every(({ start, children }) => start === 1 && children.length === 1)
  return isAllOnes && between.some(({ type }) => type === 'code')
}

/** Ways of which one is to be gone: by what they begin with, or by the words before them. */
function isMenu(items: readonly ListItem[], before: Nodes | undefined): boolean {
  const conditions = items.map((item) =>
    /^(?:only )?(?:if|when|in case|unless|otherwise|alternatively)\b/i.test(opening(item)),
  )
  if (conditions[0] && conditions.filter((one) => !one).length <= 1) return true
  return (
    before?.type === 'paragraph' &&
    /\b(?:either|one of|any of|choose|options?|alternatives?|ways|methods)\b[^.]{0,60}:\s*$/i.test(textOf(before))
  )
}

function saysWhatToDo(items: readonly ListItem[]): boolean {
  const telling = items.filter((item) => {
    const text = opening(item)
    const [first = ''] =
      /^[\p{L}'-]+/u.exec(text.replace(/^(?:then|next|now|first|finally|optionally|please|also)\b[, ]*/i, '')) ?? []
    return imperatives.has(first.toLowerCase()) || /^(?:if|do not|don't)\b/i.test(text) || hasInlineCode(item)
  })
  return telling.length * 2 >= items.length
}

/** What begins with a file tells of it; other code is what somebody types. */
function hasInlineCode({ children: [first] }: ListItem): boolean {
  const code = first?.type === 'paragraph' ? first.children[0] : undefined
  return code?.type === 'inlineCode' && !/^[\w./@-]+\.\w+$/.test(code.value)
}

function opening({ children: [first] }: ListItem): string {
  return first?.type === 'paragraph' || first?.type === 'heading' ? plain(textOf(first)) : ''
}

function isCommand(node: Nodes): boolean {
  return node.type === 'code' && !/^(?:status|mermaid)$/.test(node.lang ?? '')
}

function holdsCommand(node: Nodes): boolean {
  return isCommand(node) || ('children' in node && node.type !== 'list' && node.children.some(holdsCommand))
}

function collectList(list: List, procedure: Procedure | undefined, around: Around): void {
  for (const item of list.children) {
    const text = itemText(item)
    if (!procedure || text === '') {
      collect(item, around)
      continue
    }
    const code = item.children.flatMap((child) => (child.type === 'code' ? [child.value] : []))
    const step: Candidate = {
      ...{ node: item, form: 'item', text, says: [text, ...code].join('\n'), heading: headingOf(around) },
      ...{ isChoice: procedure.isChoice, within: around.step },
    }
    around.found.push(step)
    collect(item, { ...around, step })
  }
}

/** Of an item without words: its first command. */
function itemText(item: ListItem): string {
  const text = opening(item)
  const code = item.children.find((child) => child.type === 'code')
  return text === '' && code?.type === 'code' ? plain(code.value.split('\n', 1)[0] ?? '') : text
}

/** A block of commands is called as the paragraph before it, or as its first line. */
function collectCode(code: Code, before: Nodes | undefined, around: Around): void {
  if (around.isTold) return
  const intro = before?.type === 'paragraph' ? plain(textOf(before)) : ''
  const said = intro.length > longestText ? (intro.split(/(?<=[.!?])\s+/).at(-1) ?? '') : intro
  const text = said === '' ? plain(code.value.split('\n', 1)[0] ?? '') : said
  around.found.push({
    ...{
      node: code,
      form: 'code',
      text,
      says: code.value,
      heading: headingOf(around),
      isChoice: false,
      within: undefined,
    },
  })
}

/** Languages of what a terminal shows: commands, and as often their output alone. */
const terminal = /^(?:console|terminal|(?:ba)?sh-session|shell-?session)$/i

/** Whether somebody types what a block says. */
function isTyped({ lang, value }: Code): boolean {
  if (/^\s*[[{]/.test(value)) return false
  if (!terminal.test(lang ?? '')) return readBlock(lang ?? '', value) !== undefined
  // There `#` is the prompt of root.
  return readBlock('', value.replace(/^# /gm, '')) !== undefined
}

function headingOf({ path }: Around): string {
  const last = path.at(-1)
  return last ? plain(textOf(last)) : ''
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}

function numbered(candidates: readonly Candidate[]): StepAt[] {
  const times = new Map<string, number>()
  const keys = new Map<Candidate, string>()
  return candidates.map((candidate) => {
    const { node, form, text, says, heading, isChoice, within } = candidate
    const own = hash(plain(says).toLowerCase()).slice(0, 12) + hash(heading.toLowerCase()).slice(0, 4)
    const time = (times.get(own) ?? 0) + 1
    times.set(own, time)
    const key = time === 1 ? own : `${own}-${time}`
    keys.set(candidate, key)
    const outer = within && keys.get(within)
    const short =
      text.length > longestText
        ? `${text
            .slice(0, longestText)
            .toWellFormed()
            .replace(/\s+\S*$/, '')} …`
        : text
    return {
      node,
      step: {
        ...{ key, text: short, form },
        ...(outer !== undefined && { within: outer }),
        ...(isChoice && { isChoice }),
        ...placeOf(node),
      },
    }
  })
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
