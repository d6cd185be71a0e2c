// Loaded on pages whose commands have something to fill in.

import { blankName, isSecretName } from '../../shell/blank-name.ts'
import {
  type BlankPlace,
  type Filled,
  fillBlank,
  isFitForAddress,
  isQuoting,
  problemOfValue,
} from '../../shell/fill.ts'
import { announce } from './announce.ts'
import { type CopyDetail, copyEvent } from './code-tools.ts'
import { type KeptValues, readKept, recordOf, writeKept } from './kept-values.ts'

/** Sent to the document, it brings values by their names, as the labels of an alert: `detail` is a record of texts. */
const fillEvent = 'waymark-fill'
const mask = '••••••'
/** More of an address is not read. */
const mostOfAddress = 40
const longestOfAddress = 200

/** The fields of a page and the blanks in its commands, which show one value for one name. */
class ValuesElement extends HTMLElement {
  #guidebook = ''
  #kept: KeptValues = readKept('')
  readonly #secrets = new Map<string, string>()
  readonly #fields = new Map<string, HTMLInputElement>()
  readonly #blanks: HTMLElement[] = []
  /** The figures in which values are their own. */
  readonly #own = new Set<HTMLElement>()

  connectedCallback(): void {
    this.#guidebook = this.dataset.guidebook ?? ''
    this.#kept = readKept(this.#guidebook)
    for (const field of this.querySelectorAll('input')) this.#takeField(field)
    for (const blank of document.querySelectorAll<HTMLElement>('figure.code .blank')) this.#takeBlank(blank)
    this.#readAddress()
    this.#show()
    document.addEventListener(copyEvent, (event) => this.#answer(event))
    document.addEventListener(fillEvent, (event) => {
      if (event instanceof CustomEvent) this.#fill(Object.entries(event.detail))
    })
    addEventListener('hashchange', () => {
      this.#readAddress()
      this.#show()
    })
  }

  #takeField(field: HTMLInputElement): void {
    const { name = '' } = field.dataset
    this.#fields.set(name, field)
    field.addEventListener('input', () => this.#set(name, field.value, field))
  }

  #takeBlank(blank: HTMLElement): void {
    const figure = figureOf(blank)
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
    if (this.#kept.own[ownKey(figure)] && !('local' in blank.dataset)) this.#own.add(figure)
    blank.setAttribute('role', 'textbox')
    blank.setAttribute('contenteditable', 'plaintext-only')
    if (blank.contentEditable !== 'plaintext-only') blank.contentEditable = 'true'
    for (const [key, value] of [
      ['spellcheck', 'false'],
      ['autocapitalize', 'off'],
      ['autocorrect', 'off'],
    ] as const)
      blank.setAttribute(key, value)
    let before = ''
    blank.addEventListener('focus', () => {
      before = this.#valueOf(blank)
      blank.textContent = before
      getSelection()?.selectAllChildren(blank)
    })
    blank.addEventListener('input', () => {
      const text = (blank.textContent ?? '').replace(/[\r\n]+/g, ' ')
      if (text !== blank.textContent) blank.textContent = text
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
    this.#addOwnButton(figure)
  }

  /** Lets a block have values of its own. */
  #addOwnButton(figure: HTMLElement): void {
    const tools = figure.querySelector('.code-tools')
    if (!tools || tools.querySelector('.own-button') || !figure.querySelector('.blank:not([data-local])')) return
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'own-button'
    button.textContent = 'Only here'
    button.setAttribute('aria-pressed', String(this.#own.has(figure)))
    // The blank that is typed into keeps its place.
    button.addEventListener('pointerdown', (event) => event.preventDefault())
    button.addEventListener('click', () => {
      const isOn = !this.#own.has(figure)
      if (isOn) this.#makeOwn(figure)
      else {
        this.#own.delete(figure)
        for (const { dataset } of figure.querySelectorAll<HTMLElement>('.blank:not([data-local])'))
          delete this.#kept.own[ownKey(figure)]?.[dataset.name ?? '']
      }
      button.setAttribute('aria-pressed', String(isOn))
      announce(isOn ? 'Values of this block are its own' : 'Values of this block are those of the page')
      this.#keep()
      this.#show()
    })
    tools.prepend(button)
  }

  #makeOwn(figure: HTMLElement): void {
    const own = this.#ownOf(figure)
    for (const blank of figure.querySelectorAll<HTMLElement>('.blank:not([data-local])'))
      if (!this.#isSecret(blank.dataset.name ?? '')) own[blank.dataset.name ?? ''] = this.#valueOf(blank)
    this.#own.add(figure)
  }

  /** To the next blank of the block that is empty, or to its button. */
  #leave(blank: HTMLElement): void {
    const figure = figureOf(blank)
    const others = [...figure.querySelectorAll<HTMLElement>('.blank')]
    const next = others.slice(others.indexOf(blank) + 1).find((other) => this.#valueOf(other) === '')
    const target = next ?? figure.querySelector<HTMLElement>('.code-tools button:last-child')
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
    return 'local' in blank.dataset || this.#own.has(figureOf(blank))
  }

  #valueOf(blank: HTMLElement): string {
    const { name = '' } = blank.dataset
    if (this.#isSecret(name)) return this.#secrets.get(name) ?? ''
    if (this.#isOwn(blank)) return this.#ownOf(figureOf(blank))[name] ?? ''
    return this.#sharedOf(name)
  }

  /** The values that are a block's own. */
  #ownOf(figure: HTMLElement): Record<string, string> {
    const key = ownKey(figure)
    const own = this.#kept.own[key] ?? recordOf({})
    this.#kept.own[key] = own
    return own
  }

  #sharedOf(name: string): string {
    return this.#secrets.get(name) ?? this.#kept.shared[name]?.value ?? this.#fields.get(name)?.dataset.default ?? ''
  }

  #isFromLink(blank: HTMLElement): boolean {
    return !this.#isOwn(blank) && this.#kept.shared[blank.dataset.name ?? '']?.isFromLink === true
  }

  #setIn(blank: HTMLElement, value: string): void {
    const { name = '' } = blank.dataset
    if (!this.#isOwn(blank)) {
      this.#set(name, value, blank)
      return
    }
    this.#ownOf(figureOf(blank))[name] = value
    this.#keep()
    this.#show(blank)
  }

  /** What a reader types is theirs; `typed` is where, and stays as it is. */
  #set(name: string, value: string, typed?: HTMLElement): void {
    if (this.#isSecret(name)) this.#secrets.set(name, value)
    else this.#kept.shared[name] = { value }
    this.#keep()
    this.#show(typed)
  }

  #keep(): void {
    for (const name of this.#secrets.keys()) delete this.#kept.shared[name]
    writeKept(this.#guidebook, this.#kept)
  }

  /** Takes what a link brought, and takes it out of the address: nobody reads it there, and no copy of it has it. */
  #readAddress(): void {
    const { search, hash, pathname } = location
    const [anchor = '', inHash = ''] = hash.split(/\?(.*)/s)
    const query = new URLSearchParams(search)
    const said = [...new URLSearchParams(inHash), ...query].slice(0, mostOfAddress)
    if (said.length === 0) return
    const taken = this.#fill(said)
    for (const name of taken) query.delete(name)
    const rest = query.toString()
    try {
      history.replaceState(history.state, '', pathname + (rest && `?${rest}`) + (anchor.length > 1 ? anchor : ''))
    } catch {
      // A file that was opened by itself keeps its address.
    }
    if (inHash && anchor.length > 1) document.getElementById(decodeURIComponent(anchor.slice(1)))?.scrollIntoView()
  }

  /** Takes values that anybody may have written, as far as they fit; returns the names that were read. */
  #fill(said: readonly (readonly [string, unknown])[]): string[] {
    const taken: string[] = []
    for (const [written, value] of said) {
      const name = blankName(written)
      const field = this.#fields.get(name)
      if (typeof value !== 'string' || name === '') continue
      const isFit = value.length <= longestOfAddress && isFitForAddress(value, field?.dataset.pattern)
      const isSecret = this.#isSecret(name)
      if (isFit || field || isSecret) taken.push(written)
      if (isFit && !isSecret && this.#sharedOf(name) !== value) this.#kept.shared[name] = { value, isFromLink: true }
      else if (field && !isFit) field.dataset.unfit = ''
    }
    const details = this.querySelector('details')
    if (details && taken.length > 0) details.open = true
    this.#keep()
    this.#show()
    return taken
  }

  #filledOf(blank: HTMLElement): Filled | undefined {
    const value = this.#valueOf(blank)
    if (value === '') return undefined
    const pattern = this.#fields.get(blank.dataset.name ?? '')?.dataset.pattern
    const problem = problemOfValue(value, pattern)
    if (problem !== undefined) return { problem }
    return fillBlank(value, placeOf(blank), { mayBeOption: pattern !== undefined && !this.#isFromLink(blank) })
  }

  /** Shows all as it is now, but for where somebody types. */
  #show(typed?: HTMLElement): void {
    for (const blank of this.#blanks) {
      const { name = '', written = '' } = blank.dataset
      const filled = this.#filledOf(blank)
      const state = !filled ? 'empty' : 'text' in filled ? 'filled' : 'refused'
      const isFromLink = state !== 'empty' && this.#isFromLink(blank)
      blank.dataset.state = state
      blank.toggleAttribute('data-source', isFromLink)
      const more = filled && 'problem' in filled ? `: ${filled.problem}` : isFromLink ? ', from the link' : ''
      blank.setAttribute('aria-label', `${name}, ${state}${more}`)
      if (blank === typed || blank === document.activeElement) continue
      const text = filled && 'text' in filled ? (this.#isSecret(name) ? mask : filled.text) : written
      if (blank.textContent !== text) blank.textContent = text
    }
    let full = 0
    for (const [name, field] of this.#fields) {
      const value = this.#sharedOf(name)
      if (value !== '') full++
      if (field !== typed && field.value !== value) field.value = value
      this.#showNote(name, field, value)
    }
    const state = this.querySelector('.values-state')
    if (state) state.textContent = `${full} of ${this.#fields.size} filled in`
  }

  #showNote(name: string, field: HTMLInputElement, value: string): void {
    const refused = this.#blanks.filter((blank) => blank.dataset.name === name && !this.#isOwn(blank))
    const problem = problemIn(refused.map((blank) => this.#filledOf(blank)))
    const isUnfit = value === '' && 'unfit' in field.dataset
    const note = field.parentElement?.querySelector('.value-note')
    field.setAttribute('aria-invalid', String(problem !== undefined))
    const isFromLink = value !== '' && this.#kept.shared[name]?.isFromLink
    const text = problem ?? (isFromLink ? 'From the link' : isUnfit ? 'The link has a value that does not fit' : '')
    if (note && note.textContent !== text) note.textContent = text
  }

  /** Says how a block is copied: as it is filled in, where nothing is missing. */
  #answer(event: Event): void {
    const figure = event.target
    if (!(event instanceof CustomEvent) || !(figure instanceof HTMLElement)) return
    const detail: CopyDetail = event.detail
    detail.textOf = ({ dataset }) => dataset.written ?? ''
    if (detail.isAsWritten) return
    const blanks = [...figure.querySelectorAll<HTMLElement>('.blank')]
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
    const linked = blanks.filter((blank) => this.#isFromLink(blank))
    if (linked.length > 0 && /^(?:dangerous|unknown)$/.test(figure.dataset.effect ?? '')) {
      const said = [...new Set(linked.map((blank) => `${blank.dataset.name} ${this.#valueOf(blank)}`))].join(', ')
      detail.refusal = { short: 'From the link: copy again', said: `${said}: from the link. Copy again if it is right` }
      for (const { dataset } of linked) delete this.#kept.shared[dataset.name ?? '']?.isFromLink
      this.#keep()
      this.#show()
      return
    }
    detail.textOf = (blank) => {
      const filled = this.#filledOf(blank)
      return filled && 'text' in filled ? filled.text : (blank.dataset.written ?? '')
    }
  }
}

function problemIn(all: readonly (Filled | undefined)[]): string | undefined {
  for (const filled of all) if (filled && 'problem' in filled) return filled.problem
  return undefined
}

function figureOf(blank: HTMLElement): HTMLElement {
  return blank.closest<HTMLElement>('figure.code') ?? blank
}

/** A block by its page and its place on it. */
function ownKey(figure: HTMLElement): string {
  return `${location.pathname}#${[...document.querySelectorAll('figure.code')].indexOf(figure)}`
}

function placeOf({ dataset }: HTMLElement): BlankPlace {
  const [quoting = 'plain', ...others] = (dataset.place ?? '').split(' ')
  const within = (['quotes', 'jsonpath', 'jsonpath-text'] as const).find((one) => others.includes(one))
  return {
    quoting: isQuoting(quoting) ? quoting : 'plain',
    startsWord: others.includes('start'),
    ...(within && { within }),
    ...(dataset.ending !== undefined && { ending: dataset.ending }),
  }
}

customElements.define('waymark-values', ValuesElement)
