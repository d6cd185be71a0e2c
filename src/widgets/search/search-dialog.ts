import sheet from '../../styles/search-dialog.css?inline'
import { pageHref } from '../browser/page-href.ts'
import { firstGroups } from './first-view.ts'
import { GuidebookFilter } from './guidebook-filter.ts'
import { OptionList } from './option-list.ts'
import { resultGroup } from './result-options.ts'
import type { Results, Searcher } from './results.ts'
import { createSearcher } from './searcher.ts'
import { loadServiceStates, type ServiceStates } from './service-states.ts'
import { currentAddress, forgetVisits, readVisits } from './visits.ts'

/** Pages that are shown at first, and that are added each time. */
const shownAtFirst = 12
/** What takes longer is said to go on, in milliseconds; what does not would only flicker. */
const patienceMs = 150

/** What Enter does with an option. */
type Opening = 'here' | 'new tab'

/**
 * What search does once it is open; its frame and its field were made by `search.ts`. A combobox with a listbox, as
 * WAI-ARIA's authoring practices describe it: the field keeps the focus.
 */
class SearchDialogElement extends HTMLElement {
  readonly #dialog = found(this.querySelector('dialog'))
  readonly #field = found(this.querySelector('input'))
  readonly #said = found(this.querySelector<HTMLElement>('.search-status'))
  readonly #base = this.dataset.base ?? '/'
  readonly #list = new OptionList(this.#field)
  readonly #filter = new GuidebookFilter(() => void this.#search())
  /** What stands in place of a list. */
  readonly #blank = elementOf('div', 'search-blank')
  /** Buttons that belong to what is shown. */
  readonly #actions = elementOf('div', 'search-actions')
  #searcher = createSearcher(this.#base)
  #states: ServiceStates | undefined
  readonly #serviceNames = new Map<string, string>()
  /** Each question has a number: a slower answer to an earlier one must not replace a later one. */
  #question = 0
  /** The question that the list answers. */
  #shown = 0
  #results: Results | undefined
  #most = shownAtFirst
  /** Enter was pressed before the results of what is typed were there. */
  #isOpening: Opening | undefined
  #isWaiting = false

  connectedCallback(): void {
    if (this.#list.element.isConnected) return
    const bar = elementOf('div', 'search-bar')
    bar.append(this.#said, this.#filter.element)
    const found = elementOf('div', 'search-found')
    found.append(this.#list.element, this.#blank, this.#actions)
    this.#dialog.append(bar, found, keyHints())
    this.#field.addEventListener('input', () => void this.#search())
    this.#dialog.addEventListener('keydown', (event) => this.#onKey(event))
    this.#list.element.addEventListener('click', ({ ctrlKey, metaKey, shiftKey }) => {
      // The page that is shown may be the one that is led to.
      if (!ctrlKey && !metaKey && !shiftKey) this.#dialog.close()
    })
    // The frame is opened before this code is there, and again by a part that does not know it.
    new MutationObserver(() => this.#dialog.open && this.#begin()).observe(this.#dialog, { attributeFilter: ['open'] })
    fitToKeyboard(this.#dialog)
    this.#begin()
  }

  /** Also for whoever wants to search as this dialog does. */
  get searcher(): Searcher {
    return this.#searcher
  }

  #begin(): void {
    this.#searcher.prepare()
    void this.#filter.load(this.#searcher)
    void this.#loadStates()
    if (this.#field.value.trim() === '') this.#showFirst()
    else if (!this.#results) void this.#search()
  }

  async #loadStates(): Promise<void> {
    if (this.dataset.status === undefined) return
    const { status: statusPage } = this.dataset
    this.#states = await loadServiceStates(this.#base)
    for (const { id } of this.#states?.troubled ?? []) {
      const title = await this.#searcher.titleAt(`${statusPage}${id}/`).catch(() => undefined)
      if (title !== undefined) this.#serviceNames.set(id, title)
    }
    if (this.#results) this.#showResults(this.#results, { keepsActive: true })
    else if (this.#field.value.trim() === '') this.#showFirst({ keepsActive: true })
  }

  #onKey(event: KeyboardEvent): void {
    // An input method uses the same keys while it composes a word.
    if (event.isComposing || event.target !== this.#field) return
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    const step = steps[event.key]
    if (step !== undefined) this.#list.move(step)
    else if (event.key === 'Enter') this.#open(event.ctrlKey || event.metaKey ? 'new tab' : 'here')
    else return
    event.preventDefault()
  }

  #open(opening: Opening): void {
    if (this.#shown !== this.#question) {
      this.#isOpening = opening
      return
    }
    const { active } = this.#list
    if (!active) return
    if (opening === 'new tab') open(active.href, '_blank', 'noopener')
    else active.click()
  }

  #openIfAsked(): void {
    if (this.#isOpening) this.#open(this.#isOpening)
    this.#isOpening = undefined
  }

  async #search(most = shownAtFirst): Promise<void> {
    const question = ++this.#question
    const words = this.#field.value.trim()
    this.#isOpening = undefined
    this.#most = most
    if (words === '') {
      this.#wait(false)
      this.#shown = question
      return this.#showFirst()
    }
    this.#wait(true)
    const { guidebook } = this.#filter
    const from = currentAddress(this.#base)
    try {
      const isMore = most > shownAtFirst
      const onNames = (results: Results) => {
        // Where the names lack a word, the text is likely to know better: a list that is soon another one helps nobody.
        if (question !== this.#question || isMore || results.missing.length > 0) return
        this.#shown = question
        this.#showResults(results)
        this.#say('Searching …')
        this.#openIfAsked()
      }
      const options = { most, from, onNames, ...(guidebook !== undefined && { guidebook }) }
      const results = await this.#searcher.search(words, options)
      if (question !== this.#question) return
      this.#wait(false)
      const keepsActive = isMore || (this.#shown === question && this.#list.isMoved)
      this.#shown = question
      this.#showResults(results, { keepsActive })
      this.#openIfAsked()
    } catch {
      if (question !== this.#question) return
      this.#wait(false)
      this.#shown = question
      this.#showFailure()
    }
  }

  #wait(isWaiting: boolean): void {
    const was = this.#isWaiting
    this.#isWaiting = isWaiting
    if (!isWaiting) this.#dialog.classList.remove('is-busy')
    else if (!was)
      setTimeout(() => {
        if (!this.#isWaiting) return
        this.#dialog.classList.add('is-busy')
        if (this.#shown === this.#question) return
        this.#say('Searching …')
        this.#actions.replaceChildren()
        if (this.#results && !this.#list.isEmpty) return
        this.#list.show('Results', [])
        this.#blank.replaceChildren(...skeleton())
      }, patienceMs)
  }

  #showFirst({ keepsActive = false } = {}): void {
    this.#results = undefined
    const here = currentAddress(this.#base)
    const visits = readVisits(this.#base).filter(({ address }) => address !== here)
    const { status: statusPage } = this.dataset
    const services = { statusPage, states: this.#states, names: this.#serviceNames }
    const groups = firstGroups({ base: this.#base, visits, ...services })
    this.#list.show('Suggestions', groups, { keepsActive: keepsActive && this.#list.isMoved })
    this.#say('')
    this.#blank.replaceChildren(
      ...(groups.length > 0
        ? []
        : said('What do you see?', 'The name of an alert, an error, a host or a command will do, or a few words.')),
    )
    const forget = () => {
      forgetVisits(this.#base)
      this.#showFirst()
      this.#field.focus()
    }
    this.#actions.replaceChildren(...(visits.length > 0 ? [actionButton('Forget the last visited', forget)] : []))
  }

  #showResults(results: Results, { keepsActive = false } = {}): void {
    this.#results = results
    const { pages, isCut } = results
    this.#list.show(
      'Results',
      pages.map((page) => resultGroup(page, this.#states)),
      { keepsActive },
    )
    if (pages.length === 0) {
      this.#showNothing()
      return
    }
    this.#blank.replaceChildren()
    this.#say(countText(results), missingText(results))
    const more = () => {
      this.#field.focus()
      void this.#search(this.#most + shownAtFirst)
    }
    this.#actions.replaceChildren(...(isCut ? [actionButton('Show more', more)] : []))
  }

  #showNothing(): void {
    const { guidebook } = this.#filter
    const where = guidebook === undefined ? '' : ` in ${guidebook}`
    const head = `Nothing found${where} for “${this.#field.value.trim()}”`
    this.#say(head)
    this.#blank.replaceChildren(...said(head, 'Fewer words, another word for it, or a part of the name may find it.'))
    const everywhere = () => {
      this.#filter.clear()
      this.#field.focus()
      void this.#search()
    }
    const home = document.createElement('a')
    home.href = pageHref(this.#base, '/')
    home.textContent = 'All guidebooks'
    home.className = 'search-action'
    this.#actions.replaceChildren(
      ...(guidebook === undefined ? [] : [actionButton('Search all guidebooks', everywhere)]),
      home,
    )
  }

  #showFailure(): void {
    this.#results = undefined
    this.#list.show('Results', [])
    this.#say('The index could not be loaded')
    this.#blank.replaceChildren(
      ...said('The index could not be loaded', 'The server does not answer, or this device is offline.'),
    )
    const again = () => {
      this.#searcher = createSearcher(this.#base)
      void this.#filter.load(this.#searcher)
      this.#field.focus()
      void this.#search()
    }
    this.#actions.replaceChildren(actionButton('Try again', again))
  }

  /** Read out as it changes; `more` is told apart by its look. */
  #say(text: string, more = ''): void {
    if (this.#said.textContent === text + more) return
    this.#said.replaceChildren(
      text,
      ...(more === '' ? [] : [Object.assign(elementOf('span', 'search-missing'), { textContent: more })]),
    )
  }
}

function countText({ pages: { length }, isCut }: Results): string {
  return length === 1 && !isCut ? '1 page' : `${length}${isCut ? '+' : ''} pages`
}

/** The best page may lack words: the reader is to know which. */
function missingText({ missing }: Results): string {
  return missing.length === 0 ? '' : ` · missing: ${missing.map((word) => `“${word}”`).join(', ')}`
}

function said(head: string, text: string): HTMLElement[] {
  const strong = document.createElement('strong')
  strong.textContent = head
  const line = document.createElement('span')
  line.textContent = text
  return [strong, line]
}

/** Where results are going to stand. */
function skeleton(): HTMLElement[] {
  return [1, 2, 3].map(() => elementOf('div', 'search-skeleton'))
}

function actionButton(label: string, act: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'search-action'
  button.textContent = label
  button.addEventListener('click', act)
  return button
}

/** For who has keys; the keys of fields are known to who hears them. */
function keyHints(): HTMLElement {
  const hints = elementOf('div', 'search-keys')
  hints.setAttribute('aria-hidden', 'true')
  const control = /Mac|iP(?:hone|ad)/.test(navigator.platform) ? '⌘' : 'Ctrl'
  for (const [keys, what] of [
    [['↑', '↓'], 'choose'],
    [['↵'], 'open'],
    [[control, '↵'], 'new tab'],
    [['Esc'], 'close'],
  ] as const) {
    const hint = document.createElement('span')
    for (const key of keys) hint.append(Object.assign(document.createElement('kbd'), { textContent: key }))
    hint.append(what)
    hints.append(hint)
  }
  return hints
}

/** What is seen of a page is less than its window while a keyboard lies over it, and may stand further down. */
function fitToKeyboard(dialog: HTMLDialogElement): void {
  const view = visualViewport
  const resize = () => {
    dialog.style.setProperty('--search-height', `${view?.height}px`)
    dialog.style.setProperty('--search-top', `${view?.offsetTop}px`)
  }
  if (!view) return
  view.addEventListener('resize', resize)
  view.addEventListener('scroll', resize)
  resize()
}

function elementOf(tag: 'div' | 'span', name: string): HTMLElement {
  const element = document.createElement(tag)
  element.className = name
  return element
}

function found<Element>(element: Element | null): Element {
  if (!element) throw new Error('The frame of search is made with all of its parts')
  return element
}

// Not of each page's style: it is loaded with the dialog.
const style = new CSSStyleSheet()
style.replaceSync(sheet)
document.adoptedStyleSheets.push(style)
customElements.define('waymark-search-dialog', SearchDialogElement)

declare global {
  interface HTMLElementTagNameMap {
    'waymark-search-dialog': SearchDialogElement
  }
}
