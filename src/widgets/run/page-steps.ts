import type { RunStep } from './run.ts'

/** A step where it stands on its page. */
export interface ShownStep extends RunStep {
  element: HTMLElement
}

/** In UTF-16 code units. */
const longestText = 160

/** The steps that the page marks, in its order. */
export function shownSteps(root: ParentNode): ShownStep[] {
  return [...root.querySelectorAll<HTMLElement>('[data-step]')].flatMap((element) => {
    const { step: key, within, choice } = element.dataset
    // In a preview, what was removed is shown as well.
    if (!key || element.closest('[data-change-kind="removed"]')) return []
    const outer = within ?? element.parentElement?.closest<HTMLElement>('[data-step]')?.dataset.step
    return [
      {
        ...{ key, text: textOf(element), element },
        ...(outer !== undefined && { within: outer }),
        ...(choice !== undefined && { isChoice: true as const }),
      },
    ]
  })
}

/** What a step says in its first words; of a block of commands the words before it, or its first line. */
function textOf(element: HTMLElement): string {
  const isCode = element.matches('figure')
  const before = element.previousElementSibling
  const source =
    isCode && before?.matches('p') ? before : (element.querySelector(isCode ? 'code' : ':scope > p') ?? element)
  const copy = source.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const other of copy.querySelectorAll('ol, ul, figure, .heading-link, .run-step, .status-sign')) other.remove()
  // What a reader has filled in is kept for their tab alone.
  for (const blank of copy.querySelectorAll<HTMLElement>('.blank[data-written]'))
    blank.textContent = blank.dataset.written ?? ''
  const text = copy.textContent ?? ''
  const line = isCode && source !== before ? text.trim().split('\n', 1)[0] : text
  const plain = (line ?? '').replace(/\s+/g, ' ').trim().replace(/[.:]$/, '')
  return plain.length > longestText ? `${plain.slice(0, longestText - 2).toWellFormed()} …` : plain
}
