// Loaded on pages whose commands have something to fill in.

import { blankName, isSecretName } from '../../shell/blank-name.ts'
import { type Filled, fillBlank, isFitForAddress, problemOfValue, type WrittenPlace } from '../../shell/fill.ts'
import { announce } from '../browser/announce.ts'
import { type CopyDetail, copyEvent, removed } from '../page/code-tools.ts'
import { type FillDetail, fillEvent } from './fill-event.ts'
import { type KeptValue, type KeptValues, readKept, recordOf, writeKept } from './kept-values.ts'

/** Who brought a value that no reader has typed. */
type Source = NonNullable<KeptValue['from']>

const mask = '••••••'
/** More of an address, or of an alert, is not read. */
const mostBrought = 40

/** The fields of a page and the blanks in its commands, which show one value for one name. */
class ValuesElement extends HTMLElement {
  #guidebook = ''
  #kept: KeptValues = readKept('')
  readonly #secrets = new Map<string, string>()
  readonly #fields = new Map<string, HTMLInputElement>()
  readonly #blanks: HTMLElement[] = []

  connectedCallback(): void {
    this.#guidebook = this.dataset.guidebook ?? ''
    this.#kept = readKept(this.#guidebook)
    const early = new Map<string, string>()
    for (const field of this.querySelectorAll('input')) {
      const { name = '' } = field.dataset
      this.#fields.set(name, field)
      if (field.value) early.set(name, field.value)
      field.addEventListener('input', () => this.#set(name, field.value, field))
    }
    // What is filled in for one command alone is not for another that stands in its place one day.
    const times = new Map<string, number>()
    for (const figure of document.querySelectorAll<HTMLElement>('figure.code')) {
      const text = figure.querySelector('code')?.textContent ?? ''
      const time = (times.get(text) ?? 0) + 1
      times.set(text, time)
      figure.dataset.block = `${location.pathname}#${time} ${text}`
      for (const blank of figure.querySelectorAll<HTMLElement>('.blank')) this.#takeBlank(blank)
      this.#addOwnButton(figure)
    }
    this.#readAddress()
    // Whoever was quicker than this script has typed it.
    for (const [name, value] of early) this.#set(name, value)
    this.#show()
    document.addEventListener(copyEvent, (event) => this.#answer(event))
    document.addEventListener(fillEvent, (event) => {
      if (!(event instanceof CustomEvent)) return
      const detail: FillDetail = event.detail
      this.#fill(Object.entries(detail), 'alert')
      announce(`From the alert: ${this.querySelector('.values-state')?.textContent ?? ''}`)
    })
    addEventListener('hashchange', () => this.#readAddress())
    // The page may come as it was left, and other pages have had other values since.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#kept = readKept(this.#guidebook)
      this.#show()
    })
  }

  #takeBlank(blank: HTMLElement): void {
    const { name = '' } = blank.dataset
    blank.dataset.written = blank.textContent ?? ''
    blank.tabIndex = 0
    this.#blanks.push(blank)
    if (this.#isSecret(name)) {
      blank.setAttribute('role', 'button')
      const goToField = () => this.#goToField(name)
      blank.addEventListener('click', goToField)
      blank.addEventListener('keydown', ({ key }) => key === 'Enter' && goToField())
      return
    }
    Object.assign(blank, { role: 'textbox', spellcheck: false, autocapitalize: 'off' })
    blank.setAttribute('autocorrect', 'off')
    // A browser that does not know this yet has the field.
    blank.setAttribute('contenteditable', 'plaintext-only')
    let before = ''
    blank.addEventListener('focus', () => {
      before = this.#valueOf(blank)
      blank.textContent = before
      blank.scrollIntoView({ block: 'nearest', inline: 'nearest' })
      getSelection()?.selectAllChildren(blank)
    })
    blank.addEventListener('input', () => {
      const text = (blank.textContent ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '').replace(/[\r\n]+/g, ' ')
      if (text !== blank.textContent) {
        blank.textContent = text
        getSelection()?.selectAllChildren(blank)
        getSelection()?.collapseToEnd()
      }
      this.#setIn(blank, text)
    })
    blank.addEventListener('blur', () => this.#show())
    blank.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.#setIn(blank, before)
        blank.blur()
      } else if (event.key === 'Enter') {
        event.preventDefault()
        this.#leave(blank)
      }
    })
  }

  /** Lets a block have values of its own. */
  #addOwnButton(figure: HTMLElement): void {
    const shared = [...figure.querySelectorAll<HTMLElement>('.blank[contenteditable]:not([data-local])')]
    if (shared.length === 0) return
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'own-button', textContent: 'Only here' })
    const isOwn = () => shared.some((blank) => this.#isOwn(blank))
    const show = () => button.setAttribute('aria-pressed', String(isOwn()))
    show()
    // The blank that is typed into keeps its place.
    button.addEventListener('pointerdown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      const isOn = !isOwn()
      const values = shared.map((blank) => this.#valueOf(blank))
      const own = this.#ownOf(figure)
      for (const [index, { dataset }] of shared.entries()) {
        const { name = '' } = dataset
        if (isOn) own[name] = values[index] ?? ''
        else delete own[name]
      }
      show()
      announce(`This block has ${isOn ? 'values of its own' : 'the values of the page'}`)
      this.#change()
    })
    figure.querySelector('.code-tools')?.prepend(button)
  }

  /** To the next blank of the block that is empty, or to its button. */
  #leave(blank: HTMLElement): void {
    const inBlock = this.#blanks.filter((other) => blockOf(other) === blockOf(blank))
    const next = inBlock.slice(inBlock.indexOf(blank) + 1).find((other) => this.#valueOf(other) === '')
    const target = next ?? blank.closest('figure')?.querySelector<HTMLElement>('.code-tools button:last-child')
    target?.focus()
  }

  #goToField(name: string): void {
    const field = this.#fields.get(name)
    const details = this.querySelector('details')
    if (details) details.open = true
    field?.focus()
  }

  #isSecret(name: string): boolean {
    return this.#fields.get(name)?.type === 'password' || isSecretName(name)
  }

  #isOwn(blank: HTMLElement): boolean {
    const { name = '', local } = blank.dataset
    return local !== undefined || this.#kept.own[blockOf(blank)]?.[name] !== undefined
  }

  #valueOf(blank: HTMLElement): string {
    const { name = '' } = blank.dataset
    if (this.#isSecret(name)) return this.#secrets.get(name) ?? ''
    if (this.#isOwn(blank)) return this.#ownOf(blank)[name] ?? ''
    return this.#sharedOf(name)
  }

  /** The values that are a block's own. */
  #ownOf(element: HTMLElement): Record<string, string> {
    const block = blockOf(element)
    const own = this.#kept.own[block] ?? recordOf({})
    this.#kept.own[block] = own
    return own
  }

  #sharedOf(name: string): string {
    return this.#secrets.get(name) ?? this.#kept.shared[name]?.value ?? this.#fields.get(name)?.dataset.default ?? ''
  }

  #sourceOf(blank: HTMLElement): Source | undefined {
    return this.#isOwn(blank) ? undefined : this.#kept.shared[blank.dataset.name ?? '']?.from
  }

  #setIn(blank: HTMLElement, value: string): void {
    const { name = '' } = blank.dataset
    if (!this.#isOwn(blank)) this.#set(name, value, blank)
    else {
      this.#ownOf(blank)[name] = value
      this.#change(blank)
    }
  }

  /** What a reader types is theirs; `typed` is where, and stays as it is. */
  #set(name: string, value: string, typed?: HTMLElement): void {
    if (this.#isSecret(name)) this.#secrets.set(name, value)
    else this.#kept.shared[name] = { value }
    this.#change(typed)
  }

  /** Keeps what is no secret, and shows it. */
  #change(typed?: HTMLElement): void {
    for (const name of Object.keys(this.#kept.shared)) if (this.#isSecret(name)) delete this.#kept.shared[name]
    writeKept(this.#guidebook, this.#kept)
    this.#show(typed)
  }

  /** Takes what a link brought, and takes it out of the address: nobody reads it there, and no copy of it has it. */
  #readAddress(): void {
    const { search, hash, pathname } = location
    const [anchor = '', inHash = ''] = hash.split(/\?(.*)/s)
    const query = new URLSearchParams(search)
    const said = [...new URLSearchParams(inHash), ...query]
    if (said.length === 0) return
    const taken = this.#fill(said, 'link')
    for (const name of taken) query.delete(name)
    const rest = query.toString()
    try {
      history.replaceState(history.state, '', pathname + (rest && `?${rest}`) + (anchor.length > 1 ? anchor : ''))
      if (inHash && anchor.length > 1) document.getElementById(decodeURIComponent(anchor.slice(1)))?.scrollIntoView()
    } catch {
      // A file that was opened by itself keeps its address, and a section may be named as none can be.
    }
  }

  /** Takes values that anybody may have written, as far as they fit; returns the names that were read. */
  #fill(said: readonly (readonly [string, string])[], from: Source): string[] {
    const taken: string[] = []
    for (const [written, value] of said.slice(0, mostBrought)) {
      const name = blankName(written)
      const field = this.#fields.get(name)
      if (name === '') continue
      const isFit = isFitForAddress(value, field?.dataset.pattern)
      const isSecret = this.#isSecret(name)
      if (isFit || field || isSecret) taken.push(written)
      if (isFit && !isSecret && this.#sharedOf(name) !== value) this.#kept.shared[name] = { value, from }
      else if (field && !isFit) field.dataset.unfit = from
    }
    this.#change()
    return taken
  }

  #filledOf(blank: HTMLElement): Filled | undefined {
    const value = this.#valueOf(blank)
    if (value === '') return undefined
    const pattern = this.#fields.get(blank.dataset.name ?? '')?.dataset.pattern
    const source = this.#sourceOf(blank)
    const problem = problemOfValue(value, pattern)
    if (problem !== undefined) return { problem }
    // Another page may have let it in.
    if (source && !isFitForAddress(value, pattern)) return { problem: `Does not fit, from the ${source}` }
    return fillBlank(value, placeOf(blank), { mayBeOption: pattern !== undefined && !source })
  }

  /** Shows all as it is now, but for where somebody types. */
  #show(typed?: HTMLElement): void {
    const problems = new Map<string, string>()
    for (const blank of this.#blanks) {
      const { name = '', written = '' } = blank.dataset
      const filled = this.#filledOf(blank)
      const state = !filled ? 'empty' : 'text' in filled ? 'filled' : 'refused'
      const source = filled && this.#sourceOf(blank)
      blank.dataset.state = state
      blank.toggleAttribute('data-source', source !== undefined)
      const problem = filled && 'problem' in filled ? filled.problem : undefined
      if (problem !== undefined && !this.#isOwn(blank)) problems.set(name, problem)
      const more = problem ? `: ${problem}` : source ? `, from the ${source}` : ''
      blank.setAttribute('aria-label', `${name}, ${state}${more}`)
      if (blank === typed) continue
      const shown = filled && 'text' in filled ? (this.#isSecret(name) ? mask : filled.text) : written
      // Where somebody types stands what they type.
      const text = blank === document.activeElement && !this.#isSecret(name) ? this.#valueOf(blank) : shown
      if (blank.textContent !== text) blank.textContent = text
    }
    let full = 0
    let more = ''
    for (const [name, field] of this.#fields) {
      const value = this.#sharedOf(name)
      if (value !== '') full++
      if (field !== typed && field.value !== value) field.value = value
      const source = this.#kept.shared[name]?.from
      if (source && !more) more = `, from the ${source}`
      if (this.#showNote(name, value, problems.get(name))) more = ', not all fit'
    }
    const state = this.querySelector('.values-state')
    if (state) state.textContent = `${full} of ${this.#fields.size} filled in${more}`
  }

  /** Whether there is something wrong with a value, or with one that was brought. */
  #showNote(name: string, value: string, problem: string | undefined): boolean {
    const field = this.#fields.get(name)
    const source = this.#kept.shared[name]?.from
    const unfit = value === '' ? field?.dataset.unfit : undefined
    const note = field?.parentElement?.querySelector('.value-note')
    field?.setAttribute('aria-invalid', String(problem !== undefined))
    const brought = value !== '' && source ? `From the ${source}` : unfit ? `Does not fit, from the ${unfit}` : ''
    const text = problem ?? brought
    if (note && note.textContent !== text) note.textContent = text
    return problem !== undefined || unfit !== undefined
  }

  /** Says how a block is copied: as it is filled in, where nothing is missing. */
  #answer(event: Event): void {
    const figure = event.target
    if (!(event instanceof CustomEvent) || !(figure instanceof HTMLElement)) return
    const detail: CopyDetail = event.detail
    detail.textOf = ({ dataset }) => dataset.written ?? ''
    if (detail.isAsWritten) return
    const blanks = [...figure.querySelectorAll<HTMLElement>('.blank')].filter((blank) => !blank.closest(removed))
    for (const blank of blanks) {
      const filled = this.#filledOf(blank)
      const { name = '' } = blank.dataset
      if (filled && 'text' in filled) continue
      detail.refusal = filled
        ? { short: 'Not copied', said: `${name} is refused: ${filled.problem}` }
        : { short: `Type ${name}`, said: `${name} is empty: type its value` }
      if (this.#isSecret(name)) this.#goToField(name)
      else blank.focus()
      return
    }
    const brought = blanks.filter((blank) => this.#sourceOf(blank))
    const [first] = brought
    if (first && /^(?:dangerous|unknown)$/.test(figure.dataset.effect ?? '')) {
      const said = [...new Set(brought.map((blank) => `${blank.dataset.name} ${this.#valueOf(blank)}`))].join(', ')
      const short = `From the ${this.#sourceOf(first)}: copy again`
      detail.refusal = { short, said: `${said}. ${short} if it is right` }
      for (const { dataset } of brought) delete this.#kept.shared[dataset.name ?? '']?.from
      this.#change()
      return
    }
    detail.textOf = (blank) => {
      const filled = this.#filledOf(blank)
      return filled && 'text' in filled ? filled.text : (blank.dataset.written ?? '')
    }
  }
}

/** A block by its page and its place on it. */
function blockOf(element: HTMLElement): string {
  return element.closest<HTMLElement>('figure.code')?.dataset.block ?? ''
}

function placeOf({ dataset: { place = '', ending } }: HTMLElement): WrittenPlace {
  const [quoting = '', start, within] = place.split(' ')
  return { quoting, startsWord: start === 'start', within, ending }
}

customElements.define('waymark-values', ValuesElement)
