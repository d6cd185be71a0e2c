// Loaded when a run goes on, or one has ended: what is taken out of it.

import { copyByButton } from '../page/copy.ts'
import { button, make } from './make.ts'
import { incidentMessage, jsonReport, markdownReport, type Report } from './report.ts'
import { longestName, type Run, type RunEnd } from './run.ts'

interface EndQuestion {
  run: Run
  /** How far it is, in words. */
  progress: string
  report: () => Report
  onName: (who: string) => void
  onEnd: (outcome: RunEnd['outcome']) => void
  onThrowAway: () => void
}

/** Asks how a run has ended; a copy can be had before. `host` is where the dialog stands. */
export function askForEnd(host: HTMLElement, { run, progress, report, onName, onEnd, onThrowAway }: EndQuestion): void {
  const who = make('input', { maxLength: longestName, autocomplete: 'name', value: run.who ?? '' })
  who.addEventListener('input', () => onName(who.value.trim()))
  const closing = (text: string, then: () => void) =>
    button(text, () => {
      dialog.close()
      then()
    })
  const dialog = openDialog(
    host,
    'Finish the run',
    make('h2', { textContent: 'Did it work?' }),
    make('p', { textContent: progress }),
    make(
      'p',
      { className: 'run-buttons' },
      closing('It worked', () => onEnd('worked')),
      closing('It did not', () => onEnd('did not')),
    ),
    make(
      'label',
      { className: 'run-field' },
      make('span', { textContent: 'Your name, if copies are to have it' }),
      who,
    ),
    exportButtons(host, report),
  )
  dialog.lastElementChild?.append(closing('Throw the run away', onThrowAway))
}

/** Buttons for the ways out. */
export function exportButtons(host: HTMLElement, report: () => Report): HTMLElement {
  const copy = button('Copy for the incident', () => copyMessage(copy, host, report()))
  const save = (name: string, type: string, textOf: (report: Report) => string) =>
    button(name, () => saveFile(`run-${new Date().toISOString().slice(0, 10)}.${type}`, textOf(report())))
  const files = [save('Markdown', 'md', markdownReport), save('JSON', 'json', jsonReport)]
  return make('p', { className: 'run-buttons' }, copy, ...files)
}

/** Where a browser lets no script write the clipboard, the text is there to be copied by hand. */
export function copyMessage(copy: HTMLButtonElement, host: HTMLElement, report: Report): void {
  const text = incidentMessage(report)
  void copyByButton(copy, text, () => {
    const area = make('textarea', { value: text, readOnly: true, rows: 12 })
    area.setAttribute('aria-label', 'The run')
    openDialog(host, 'Copy the run', make('p', { className: 'run-field' }, area))
    area.select()
  })
}

/** A dialog, which goes when it is closed. */
function openDialog(host: HTMLElement, name: string, ...content: Node[]): HTMLDialogElement {
  const dialog = make('dialog', { className: 'run-dialog' }, ...content)
  dialog.setAttribute('aria-label', name)
  dialog.append(
    make(
      'p',
      { className: 'run-buttons' },
      button('Close', () => dialog.close()),
    ),
  )
  dialog.addEventListener('close', () => dialog.remove())
  host.append(dialog)
  dialog.showModal()
  return dialog
}

function saveFile(name: string, text: string): void {
  const link = make('a', { download: name, href: URL.createObjectURL(new Blob([text], { type: 'text/plain' })) })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
