import type { State } from '../../status-model/verdict.ts'
import { lengthText } from '../../status-model/words.ts'

/** A step as a page has it, and as a run keeps it for when that page is not at hand. */
export interface RunStep {
  /** Digits of what it says, and of the heading that it stands under; see `Step` of the guidebooks. */
  key: string
  text: string
  /** The key of the step that it is a part of. */
  within?: string
  /** One of several ways: that all are gone is never to be expected. */
  isChoice?: true
}

/** What somebody has said of a step. Times in milliseconds since 1970. */
export interface Mark {
  state: 'open' | 'done' | 'skipped'
  /** What it said when it was marked. */
  text: string
  /** When it was ticked or skipped. */
  at?: number
  note?: string
  /** How the services of the page were then, by their ids. */
  states?: Record<string, State>
  changed: number
}

/** A page that a run has gone through, as it was when it was first there. */
export interface RunPage {
  title: string
  url: string
  /** A digest of its text. */
  version: string
  /** Of the text, where the site knows it. */
  commit?: string
  at: number
  steps: RunStep[]
  /** By the keys of the steps. */
  marks: Record<string, Mark>
}

export interface RunEnd {
  at: number
  outcome: 'worked' | 'did not'
  /** The step that it did not get past. */
  step?: string
}

/** One person's way through the steps of some pages. */
export interface Run {
  id: string
  began: number
  who?: string
  ended?: RunEnd
  /** When `who` or `ended` was said last. */
  changed: number
  /** By their addresses; the first is where it began. */
  pages: Record<string, RunPage>
}

/** All that a browser keeps. */
export interface Runs {
  version: 1
  runs: Run[]
  /** Ids of runs that were thrown away: another tab may still have them. */
  gone: string[]
}

const mostEnded = 10
const mostGone = 50
const mostPages = 30
const mostMarks = 500
export const longestNote = 2000
export const longestName = 80

export const noRuns: Runs = { version: 1, runs: [], gone: [] }

/** The run that goes on. */
export function activeOf({ runs }: Runs): Run | undefined {
  return runs.find(({ ended }) => !ended)
}

/** A run with a page in it, as it is now; what is known of it stays. */
export function withPage(run: Run, address: string, page: Omit<RunPage, 'marks'>): Run {
  const known = run.pages[address]
  if (!known && Object.keys(run.pages).length >= mostPages) return run
  const commit = known?.commit ?? (known && known.version !== page.version ? undefined : page.commit)
  const own = known ? { ...known, steps: page.steps } : { ...page, marks: {} }
  return { ...run, pages: { ...run.pages, [address]: { ...own, ...(commit !== undefined && { commit }) } } }
}

/** A run in which something is said of a step of one of its pages. */
export function withMark(run: Run, address: string, key: string, mark: Mark): Run {
  const page = run.pages[address]
  if (!page) return run
  const note = mark.note?.slice(0, longestNote)
  const { note: _, ...rest } = mark
  return {
    ...run,
    pages: {
      ...run.pages,
      [address]: { ...page, marks: { ...page.marks, [key]: { ...rest, ...(note && { note }) } } },
    },
  }
}

/** What two tabs know, together: of each thing what was said last. Which of them is asked does not matter. */
export function mergeRuns(one: Runs, other: Runs): Runs {
  const gone = new Set([...one.gone, ...other.gone])
  const runs = new Map<string, Run>()
  for (const run of [...one.runs, ...other.runs]) {
    const known = runs.get(run.id)
    if (!gone.has(run.id)) runs.set(run.id, known ? mergeRun(known, run) : run)
  }
  const sorted = [...runs.values()].sort((a, b) => b.began - a.began || (a.id < b.id ? -1 : 1))
  // Two tabs may have begun at once: the later one goes on.
  const active = sorted.find(({ ended }) => !ended)
  const kept = sorted.filter(({ ended }) => ended).slice(0, mostEnded)
  return { version: 1, runs: active ? [active, ...kept] : kept, gone: [...gone].sort().slice(-mostGone) }
}

function mergeRun(one: Run, other: Run): Run {
  const [, newer] = ordered(one, other)
  const addresses = new Set([...Object.keys(one.pages), ...Object.keys(other.pages)])
  const pages = [...addresses].map((address): [string, RunPage] => {
    const [own, others] = [one.pages[address], other.pages[address]]
    return [address, own && others ? mergePage(own, others) : (own ?? others ?? never())]
  })
  pages.sort(([, a], [, b]) => a.at - b.at)
  return { ...newer, began: Math.min(one.began, other.began), pages: Object.fromEntries(pages) }
}

function mergePage(one: RunPage, other: RunPage): RunPage {
  const [older, newer] =
    one.at < other.at || (one.at === other.at && one.version <= other.version) ? [one, other] : [other, one]
  const marks = { ...one.marks }
  for (const [key, mark] of Object.entries(other.marks)) {
    const known = marks[key]
    marks[key] = known ? ordered(known, mark)[1] : mark
  }
  const commit = older.commit ?? newer.commit
  return { ...older, ...(commit !== undefined && { commit }), marks }
}

/** The one that was changed first before the one that was changed last. */
function ordered<Each extends { changed: number }>(one: Each, other: Each): [Each, Each] {
  if (one.changed !== other.changed) return one.changed < other.changed ? [one, other] : [other, one]
  return JSON.stringify(one) <= JSON.stringify(other) ? [one, other] : [other, one]
}

function never(): never {
  throw new Error('A page of neither run')
}

/** What a browser has kept; what is not of this version or cannot be read is left alone. */
export function readRuns(text: string | null): Runs {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    return isRuns(kept) ? kept : noRuns
  } catch {
    return noRuns
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

function isRuns(value: unknown): value is Runs {
  if (!isRecord(value) || value.version !== 1) return false
  return Array.isArray(value.gone) && Array.isArray(value.runs) && value.runs.every(isRun)
}

function isRun(run: unknown): run is Run {
  if (!isRecord(run) || typeof run.id !== 'string' || typeof run.began !== 'number' || !isRecord(run.pages))
    return false
  return Object.values(run.pages).every(
    (page) =>
      isRecord(page) &&
      typeof page.title === 'string' &&
      Array.isArray(page.steps) &&
      page.steps.every((step) => isRecord(step) && typeof step.key === 'string' && typeof step.text === 'string') &&
      isRecord(page.marks) &&
      Object.keys(page.marks).length <= mostMarks &&
      Object.values(page.marks).every((mark) => isRecord(mark) && typeof mark.text === 'string'),
  )
}

/** How far a run is on a page: its own steps alone, since what they consist of goes with them. */
export interface Progress {
  done: number
  skipped: number
  /** Without ways of which one is gone. */
  of: number
  /** What is to be done next: the parts of a step before it. */
  next?: string
}

export function progressOf(steps: readonly RunStep[], marks: Record<string, Mark>): Progress {
  const isOpen = ({ key }: RunStep) => (marks[key]?.state ?? 'open') === 'open'
  const byKey = new Map(steps.map((step) => [step.key, step]))
  const isLeft = (step: RunStep): boolean => {
    const outer = step.within === undefined ? undefined : byKey.get(step.within)
    return isOpen(step) && (!outer || isLeft(outer))
  }
  const own = steps.filter(({ within, isChoice }) => !isChoice && within === undefined)
  const count = (state: Mark['state']) => own.filter(({ key }) => marks[key]?.state === state).length
  const left = steps.filter(isLeft)
  const next = left.find(({ key }) => !left.some(({ within }) => within === key))
  return { done: count('done'), skipped: count('skipped'), of: own.length, ...(next && { next: next.key }) }
}

/** The digits of a key that are of what a step says: it may have come under another heading. */
const saidIn = (key: string) => key.slice(0, 12)

/**
 * Marks by the keys of a page whose text has changed since: what a step says decides, wherever it stands now. What was
 * marked and is not there any more comes back as `lost`.
 */
export function marksOn(
  steps: readonly RunStep[],
  marks: Record<string, Mark>,
): { marks: Record<string, Mark>; lost: Mark[] } {
  const keys = new Set(steps.map(({ key }) => key))
  const found: Record<string, Mark> = {}
  const lost: Mark[] = []
  for (const [key, mark] of Object.entries(marks)) {
    if (keys.has(key)) found[key] = mark
  }
  for (const [key, mark] of Object.entries(marks)) {
    if (keys.has(key)) continue
    const [same, another] = steps.filter((step) => saidIn(step.key) === saidIn(key) && !found[step.key])
    if (same && !another) found[same.key] = mark
    else if (mark.state !== 'open' || mark.note) lost.push(mark)
  }
  return { marks: found, lost }
}

/** The outcome in a sentence: `It worked, after 8 min`. */
export function outcomeOf({ began, ended }: Run, now: number): string {
  const time = spanText((ended?.at ?? now) - began)
  if (!ended) return `It goes on, for ${time}`
  return ended.outcome === 'worked' ? `It worked, after ${time}` : `It did not work, after ${time}`
}

/** A run begins with no minutes. In milliseconds. */
export function spanText(length: number): string {
  return length < 60_000 ? '0 min' : lengthText(length)
}
