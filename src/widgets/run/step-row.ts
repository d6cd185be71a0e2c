import { clockTime, localTime } from '../status/moment.ts'
import { button, make } from './make.ts'
import type { ShownStep } from './page-steps.ts'
import { longestNote, type Mark } from './run.ts'

interface RowHandlers {
  mark(state: Mark['state']): void
  note(text: string): void
}

/** What a step shows while a run goes on: what can be said of it, and what was. */
export class StepRow {
  readonly step: ShownStep
  readonly #done: HTMLButtonElement
  readonly #skip: HTMLButtonElement
  readonly #noteButton: HTMLButtonElement
  readonly #said = make('p', { className: 'run-said' })
  readonly #expected = make('p', { className: 'run-expected' })
  readonly #field: HTMLTextAreaElement
  readonly #label: HTMLLabelElement
  readonly #labelText = make('span', {})
  readonly #root: HTMLElement

  constructor(step: ShownStep, { mark, note }: RowHandlers) {
    this.step = step
    const toggled = (made: HTMLButtonElement, state: Mark['state']) => {
      const isOn = made.getAttribute('aria-pressed') === 'true'
      mark(isOn ? 'open' : state)
      return !isOn
    }
    this.#done = button('Done', () => toggled(this.#done, 'done'))
    this.#done.className = 'run-done'
    this.#skip = button('Skip', () => toggled(this.#skip, 'skipped') && this.#openNote())
    this.#noteButton = button('Note', () => (this.#label.hidden ? this.#openNote() : this.#closeNote()))
    this.#field = make('textarea', { rows: 2, maxLength: longestNote })
    this.#field.addEventListener('input', () => note(this.#field.value))
    this.#label = make('label', { hidden: true, className: 'run-field' }, this.#labelText, this.#field)
    const buttons = make('p', { className: 'run-buttons' }, this.#done, this.#skip, this.#noteButton)
    this.#root = make('div', { className: 'run-step' }, this.#expected, buttons, this.#said, this.#label)
    this.#root.setAttribute('role', 'group')
    this.#root.setAttribute('aria-label', step.text)
    this.#root.dataset.pagefindIgnore = ''
    if (step.element.matches('li')) step.element.append(this.#root)
    else step.element.after(this.#root)
  }

  show(mark: Mark | undefined, isNext: boolean): void {
    const state = mark?.state ?? 'open'
    this.step.element.dataset.run = isNext ? 'next' : state
    this.#done.setAttribute('aria-pressed', String(state === 'done'))
    this.#skip.setAttribute('aria-pressed', String(state === 'skipped'))
    this.#labelText.textContent = state === 'skipped' ? 'Why skipped' : 'Note'
    const at = mark?.at === undefined ? '' : new Date(mark.at).toISOString()
    const word = state === 'skipped' ? 'Skipped' : 'Done'
    const states = Object.entries(mark?.states ?? {}).map(([id, own]) => `${id} ${own}`)
    const text = at === '' ? '' : [`${word} ${clockTime(at)}`, ...states].join(' · ')
    if (this.#said.textContent !== text) {
      this.#said.textContent = text
      this.#said.title = at && localTime(at)
    }
    const note = mark?.note ?? ''
    if (this.#field !== document.activeElement && this.#field.value !== note) this.#field.value = note
    if (note && this.#label.hidden) this.#setNote(true)
  }

  /** What is to be seen on the step's own services before one goes on. */
  expect(text: string): void {
    if (this.#expected.textContent !== text) this.#expected.textContent = text
  }

  focus(): void {
    this.#done.focus({ preventScroll: true })
  }

  remove(): void {
    this.#root.remove()
    delete this.step.element.dataset.run
  }

  #openNote(): void {
    this.#setNote(true)
    this.#field.focus({ preventScroll: true })
  }

  #closeNote(): void {
    this.#setNote(false)
  }

  #setNote(isOpen: boolean): void {
    this.#label.hidden = !isOpen
    this.#noteButton.setAttribute('aria-expanded', String(isOpen))
  }
}
