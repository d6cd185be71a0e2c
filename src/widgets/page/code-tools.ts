import { browserStorage } from '../browser/browser-storage.ts'
import { copyByButton, tellOnButton } from './copy.ts'

const kept = browserStorage(() => localStorage)

/** A block of code is about to be copied: what knows of its blanks says how, before the event ends. */
export const copyEvent = 'waymark-copy'

export interface CopyDetail {
  /** Whether the text is asked for as the page has it. */
  isAsWritten: boolean
  /** The text in the place of a blank. */
  textOf?: (blank: HTMLElement) => string
  /** Why it is not copied: on the button, and for those who do not see it. */
  refusal?: { short: string; said: string }
}

/**
 * Puts buttons on each block of code: one copies it, of a shell session the commands alone, without prompts. One wraps
 * long lines, here and on all pages; the style sheet shows it where a line is too long.
 */
export function addCodeTools(root: Document): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure.code')) {
    const tools = root.createElement('div')
    tools.className = 'code-tools'
    if (!figure.querySelector('.drawing')) tools.append(wrapButton())
    const copy = button('Copy')
    copy.addEventListener('click', async ({ shiftKey }) => {
      tools.classList.add('is-telling')
      const asked: CopyDetail = { isAsWritten: shiftKey }
      figure.dispatchEvent(new CustomEvent(copyEvent, { bubbles: true, detail: asked }))
      if (asked.refusal) tellOnButton(copy, asked.refusal.short, asked.refusal.said)
      else await copyByButton(copy, textToCopy(figure, asked.textOf), () => select(figure))
      setTimeout(() => tools.classList.remove('is-telling'), 2000)
    })
    tools.append(copy)
    figure.append(tools)
  }
}

function button(text: string): HTMLButtonElement {
  return Object.assign(document.createElement('button'), { type: 'button', textContent: text })
}

function wrapButton(): HTMLButtonElement {
  const { dataset } = document.documentElement
  const wrap = button('Wrap')
  wrap.className = 'wrap-button'
  wrap.setAttribute('aria-pressed', String('wrap' in dataset))
  wrap.addEventListener('click', () => {
    const isOn = !('wrap' in dataset)
    if (isOn) dataset.wrap = ''
    else delete dataset.wrap
    kept.write('wm-wrap', isOn ? 'on' : 'off')
    for (const other of document.querySelectorAll('.wrap-button')) other.setAttribute('aria-pressed', String(isOn))
  })
  return wrap
}

function textToCopy(figure: HTMLElement, textOf: CopyDetail['textOf']): string {
  const commands = [...figure.querySelectorAll('.command')].flatMap((command) =>
    command.closest(removed) ? [] : [currentText(command, textOf)],
  )
  const code = figure.querySelector('code')
  return commands.length > 0 ? commands.join('\n') : code ? currentText(code, textOf) : ''
}

/** What a preview of a change shows beside the code of now. */
export const removed = '.change-line[data-change-kind="removed"]'

function currentText(node: Element, textOf: CopyDetail['textOf']): string {
  if (!node.querySelector('.change-label, .blank')) return node.textContent ?? ''
  const copy = node.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  const shown = copy.querySelectorAll('.blank')
  if (textOf)
    for (const [index, blank] of node.querySelectorAll<HTMLElement>('.blank').entries())
      shown[index]?.replaceChildren(textOf(blank))
  for (const other of copy.querySelectorAll(`${removed}, .change-label`)) other.remove()
  return copy.textContent ?? ''
}

function select(figure: HTMLElement): void {
  const code = figure.querySelector('code')
  if (code) getSelection()?.selectAllChildren(code)
}
