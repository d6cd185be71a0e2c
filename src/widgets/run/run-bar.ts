// Loaded on pages that have steps, and on no others.

import type { State } from '../../status-model/verdict.ts'
import { announce } from '../browser/announce.ts'
import type { StatusView } from '../status/feed/status-view.ts'
import { clockTime } from '../status/moment.ts'
import { KeptRuns } from './kept-runs.ts'
import { button, make } from './make.ts'
import { type ShownStep, shownSteps } from './page-steps.ts'
import type { Report } from './report.ts'
import {
  activeOf,
  type Mark,
  marksOn,
  outcomeOf,
  progressOf,
  type Run,
  type RunEnd,
  type RunPage,
  spanText,
  withMark,
  withPage,
} from './run.ts'
import { ScreenLock } from './screen-lock.ts'
import { StepRow } from './step-row.ts'

/** How often the time goes on that is shown, in milliseconds. */
const tickMs = 10_000
/** A run that was forgotten keeps no screen awake. */
const longestAwakeMs = 6 * 3_600_000
const mostStates = 30

/** A run through the steps of this page, and of those that it leads to. */
class RunElement extends HTMLElement {
  #kept = new KeptRuns('/', () => {})
  #steps: ShownStep[] = []
  #rows = new Map<string, StepRow>()
  #view: StatusView | undefined
  readonly #lock = new ScreenLock()
  readonly #time = make('span', { className: 'run-time' })
  readonly #count = make('span', {})
  readonly #next = make('a', { className: 'run-next', href: '#' })
  readonly #note = make('p', { className: 'run-note' })
  #bar: HTMLElement | undefined
  #commit: string | undefined

  connectedCallback(): void {
    if (this.#steps.length > 0) return
    this.#steps = shownSteps(document.querySelector('.prose') ?? document)
    this.#kept = new KeptRuns(this.#base, () => this.#show())
    this.querySelector('.run-start')?.addEventListener('click', () => this.#start())
    addEventListener('pageshow', () => this.#show())
    document.addEventListener('visibilitychange', () => this.#show())
    setInterval(() => this.#showTime(), tickMs)
    this.#show()
    const place = this.querySelector<HTMLElement>('.run-record')
    if (place) void loadRecords().then(({ showLastRecord }) => showLastRecord(place, this.#base, this.#address))
    if (this.#active) void this.#findCommit()
  }

  /** What is known of the services now. */
  show(view: StatusView): void {
    this.#view = view
    for (const row of this.#rows.values()) row.expect(expectation(row.step, view))
  }

  get #active(): Run | undefined {
    return activeOf(this.#kept.read())
  }

  get #base(): string {
    return this.dataset.base ?? '/'
  }

  get #address(): string {
    return this.dataset.address ?? location.pathname
  }

  get #page(): Omit<RunPage, 'marks'> {
    const canonical = document.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href
    return {
      title: this.dataset.title ?? document.title,
      url: canonical ?? location.origin + location.pathname,
      version: this.dataset.version ?? '',
      ...(this.#commit !== undefined && { commit: this.#commit }),
      at: Date.now(),
      steps: this.#steps.map(({ element: _, ...step }) => step),
    }
  }

  #start(): void {
    const now = Date.now()
    const run: Run = { id: newId(), began: now, changed: now, pages: {} }
    this.#kept.update((runs) =>
      activeOf(runs) ? runs : { ...runs, runs: [withPage(run, this.#address, this.#page), ...runs.runs] },
    )
    this.#show()
    announce('The run has begun')
    void this.#findCommit()
    this.#goTo(this.#nextKey)
  }

  /** Which text it is, where a copy or the site says it. */
  async #findCommit(): Promise<void> {
    this.#commit = (document.documentElement.dataset.commit ?? (await siteCommit(this.#base))) || undefined
    const page = this.#active?.pages[this.#address]
    if (this.#commit && page && !page.commit && page.version === this.dataset.version) this.#change((run) => run)
  }

  /** Changes the run that goes on, with this page in it. */
  #change(change: (run: Run) => Run): void {
    const { id } = this.#active ?? {}
    this.#kept.update((runs) => ({
      ...runs,
      runs: runs.runs.map((run) => (run.id === id ? change(this.#withOwnMarks(run)) : run)),
    }))
    this.#show()
  }

  /** Where the text has changed since, what was said moves to the steps that say the same now. */
  #withOwnMarks(run: Run): Run {
    const joined = withPage(run, this.#address, this.#page)
    const page = joined.pages[this.#address]
    if (!page) return joined
    const { marks } = marksOn(page.steps, page.marks)
    return { ...joined, pages: { ...joined.pages, [this.#address]: { ...page, marks: { ...page.marks, ...marks } } } }
  }

  #mark(step: ShownStep, state: Mark['state']): void {
    const now = Date.now()
    const states = this.#statesNow()
    this.#say(step, ({ note }) => ({
      ...{ state, text: step.text, changed: now, ...(note && { note }) },
      ...(state !== 'open' && { at: now, ...(states && { states }) }),
    }))
    const next = this.#nextKey
    const words = state === 'open' ? 'Open again' : state === 'done' ? 'Done' : 'Skipped'
    const following = this.#rows.get(next ?? '')
    announce(following && state !== 'open' ? `${words}. Next: ${following.step.text}` : words)
    if (state === 'open') return
    if (state === 'done') following?.focus()
    this.#goTo(next)
  }

  #say(step: ShownStep, change: (mark: Mark) => Mark): void {
    this.#change((run) => {
      const known = run.pages[this.#address]?.marks[step.key]
      return withMark(run, this.#address, step.key, change(known ?? { state: 'open', text: step.text, changed: 0 }))
    })
  }

  #statesNow(): Record<string, State> | undefined {
    const view = this.#view
    const shown = document.querySelector<HTMLElement>('waymark-status-page') ?? document.querySelector('waymark-status')
    const ids = shown instanceof HTMLElement ? (shown.dataset.of ?? '').split(',') : []
    if (!view || ids.length === 0) return undefined
    return Object.fromEntries(ids.slice(0, mostStates).map((id) => [id, view.statusOf(id).state]))
  }

  get #marks(): Record<string, Mark> {
    return marksOn(this.#steps, this.#active?.pages[this.#address]?.marks ?? {}).marks
  }

  get #nextKey(): string | undefined {
    return progressOf(this.#steps, this.#marks).next
  }

  /** Brings a step where it can be read whole, or from its beginning. */
  #goTo(key: string | undefined): void {
    const element = this.#steps.find((step) => step.key === key)?.element
    if (!element) return
    const { top, bottom } = element.getBoundingClientRect()
    const end = (this.#bar?.getBoundingClientRect().top ?? innerHeight) - 8
    const start = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0
    if (top >= start && bottom <= end) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    element.scrollIntoView({ block: 'start', behavior: isCalm ? 'instant' : 'smooth' })
  }

  #show(): void {
    const run = this.#active
    this.#lock.set(run !== undefined && Date.now() - run.began < longestAwakeMs)
    this.toggleAttribute('data-running', run !== undefined)
    if (!run) {
      for (const row of this.#rows.values()) row.remove()
      this.#rows.clear()
      this.#bar?.remove()
      this.#bar = undefined
      this.#showLast()
      return
    }
    // As long as there is somebody to load it from.
    void loadExports().catch(() => {})
    this.querySelector('.run-last')?.remove()
    this.#bar ??= this.#makeBar()
    const page = run.pages[this.#address]
    const { marks, lost } = marksOn(this.#steps, page?.marks ?? {})
    const { next, done, skipped, of } = progressOf(this.#steps, marks)
    for (const step of this.#steps) {
      const row = this.#rows.get(step.key) ?? this.#makeRow(step)
      row.show(marks[step.key], step.key === next)
    }
    if (this.#view) this.show(this.#view)
    const following = this.#rows.get(next ?? '')?.step
    this.#count.textContent =
      of > 0 ? `${done + skipped} of ${of}` : `${Object.values(marks).filter(({ at }) => at).length} gone`
    this.#next.textContent = following ? `Next: ${following.text}` : 'Nothing is left here'
    this.#showTime()
    this.#showNote(page, lost)
  }

  #makeRow(step: ShownStep): StepRow {
    const row = new StepRow(step, {
      mark: (state) => this.#mark(step, state),
      note: (note) => this.#say(step, (mark) => ({ ...mark, note, changed: Date.now() })),
    })
    this.#rows.set(step.key, row)
    return row
  }

  #makeBar(): HTMLElement {
    this.#next.addEventListener('click', (event) => {
      event.preventDefault()
      this.#goTo(this.#nextKey)
      this.#rows.get(this.#nextKey ?? '')?.focus()
    })
    const copy = button('Copy', () => this.#copy(copy))
    copy.title = 'Copy for the incident'
    const state = make('p', { className: 'run-state' }, this.#count, ' · ', this.#time)
    const bar = make(
      'section',
      { className: 'run-bar' },
      state,
      this.#next,
      copy,
      button('Finish', () => this.#ask()),
    )
    bar.setAttribute('aria-label', 'Run')
    this.append(this.#note, bar)
    return bar
  }

  #showTime(): void {
    const run = this.#active
    const text = run ? spanText(Date.now() - run.began) : ''
    if (this.#time.textContent !== text) this.#time.textContent = text
  }

  /** What a reader has to know of the run on this page before they go on. */
  #showNote(page: RunPage | undefined, lost: readonly Mark[]): void {
    const run = this.#active
    const [[address, first] = []] = Object.entries(run?.pages ?? {})
    const parts: (Node | string)[] = []
    if (run && first && address !== this.#address)
      parts.push(
        'The run began on ',
        make('a', { href: first.url, textContent: first.title }),
        '. What you tick here belongs to it. ',
      )
    if (page && page.version !== this.dataset.version)
      parts.push(
        `The text of this page has changed since ${clockTime(new Date(page.at).toISOString())}. Ticks stay with what says the same. `,
      )
    if (lost.length > 0) parts.push(`Not here any more: ${lost.map(({ text }) => `“${text}”`).join(', ')}. `)
    if (!this.#kept.isKept) parts.push('This browser keeps nothing: copy the run before you leave the page.')
    const text = parts.map((part) => (typeof part === 'string' ? part : part.textContent)).join('')
    if (this.#note.textContent !== text) this.#note.replaceChildren(...parts)
  }

  #report(run = this.#active): Report {
    // What is secret has a field that hides it.
    const fields = [...document.querySelectorAll<HTMLInputElement>('waymark-values input:not([type="password"])')]
    const values = fields.flatMap(({ dataset, value }) => (value ? [[dataset.name ?? '', value] as const] : []))
    return {
      run: run ?? { id: '', began: Date.now(), changed: 0, pages: {} },
      values: Object.fromEntries(values),
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      now: Date.now(),
    }
  }

  /** How it ended, and what is taken along. */
  async #ask(): Promise<void> {
    const { askForEnd } = await loadExports()
    const run = this.#active
    if (!run) return
    const step = this.#nextKey
    const text = this.#rows.get(step ?? '')?.step.text
    const progress = `${this.#count.textContent}, ${this.#time.textContent}`
    askForEnd(this, {
      run,
      progress: `${progress}. ${text ? `Next is “${text}”.` : 'Nothing is left here.'}`,
      report: () => this.#report(),
      onName: (who) => this.#change((one) => ({ ...one, who, changed: Date.now() })),
      onEnd: (outcome) =>
        this.#finish({ at: Date.now(), outcome, ...(outcome === 'did not' && step !== undefined && { step }) }),
      onThrowAway: () => this.#throwAway(run),
    })
  }

  async #copy(copy: HTMLButtonElement): Promise<void> {
    const report = this.#report()
    const { copyMessage } = await loadExports()
    copyMessage(copy, this, report)
  }

  #finish(ended: RunEnd): void {
    const run = this.#active
    this.#change((run) => ({ ...run, ended, changed: ended.at }))
    if ('records' in this.dataset && run)
      void loadRecords().then(({ sendRecord }) => sendRecord(this.#base, { ...run, ended }))
    announce('The run is finished')
    this.querySelector<HTMLElement>('.run-start')?.focus()
  }

  #throwAway(run: Run | undefined): void {
    if (!run) return
    this.#kept.update((runs) => ({ ...runs, gone: [...runs.gone, run.id] }))
    this.#show()
  }

  /** The last run that came by here, for as long as the browser keeps it. */
  #showLast(): void {
    const run = this.#kept.read().runs.find(({ ended, pages }) => ended && pages[this.#address])
    const shown = this.querySelector<HTMLElement>('.run-last')
    if (shown?.dataset.run === run?.id && shown) return
    shown?.remove()
    if (!run?.ended) return
    const when = clockTime(new Date(run.ended.at).toISOString())
    const text = `Your last run, ${when}: ${outcomeOf(run, run.ended.at).toLowerCase()}.`
    const last = make('div', { className: 'run-last' }, make('p', { textContent: text }))
    last.dataset.run = run.id
    this.append(last)
    void loadExports().then(({ exportButtons }) => {
      const buttons = exportButtons(this, () => this.#report(run))
      buttons.append(button('Remove', () => this.#throwAway(run)))
      last.append(buttons)
    })
  }
}

/** Whether what a step shows of its services is what one waits for, and since when. */
function expectation({ element }: ShownStep, view: StatusView): string {
  const ids = [...element.querySelectorAll<HTMLElement>('waymark-status-list [data-of]')].map(
    ({ dataset }) => dataset.of ?? '',
  )
  if (ids.length === 0) return ''
  const { state, since } = view.statusOf(ids.join(','))
  const all = view.verdicts(ids.join(',')).map((one) => one.since)
  const from = state === 'up' ? all.sort().at(-1) : since
  const time = from === undefined ? '' : `, since ${clockTime(from)}`
  return state === 'up' ? `Expected: up. It is${time}.` : `Expected: up. It is ${state}${time}.`
}

/** The commit that the site was made of; undefined where nobody answers. */
async function siteCommit(base: string): Promise<string | undefined> {
  try {
    const { commit }: { commit?: string } = await (await fetch(`${base}_waymark/site.json`)).json()
    return commit
  } catch {
    return undefined
  }
}

function loadRecords(): Promise<typeof import('./records.ts')> {
  return import('./records.ts')
}

function loadExports(): Promise<typeof import('./exports.ts')> {
  return import('./exports.ts')
}

/** Ids are in the order in which runs began: of those that are gone, the last ones are remembered. */
function newId(): string {
  const random = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0'))
  return `r${Date.now().toString(36).padStart(9, '0')}${random.join('')}`
}

customElements.define('waymark-run', RunElement)
