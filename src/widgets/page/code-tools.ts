import { browserStorage } from './browser-storage.ts'
import { copyByButton } from './copy.ts'

const kept = browserStorage(() => localStorage)

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
    copy.addEventListener('click', async () => {
      tools.classList.add('is-telling')
      await copyByButton(copy, textToCopy(figure), () => select(figure))
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

function textToCopy(figure: HTMLElement): string {
  const commands = [...figure.querySelectorAll('.command')].flatMap((command) =>
    command.closest(removed) ? [] : [currentText(command)],
  )
  const code = figure.querySelector('code')
  return commands.length > 0 ? commands.join('\n') : code ? currentText(code) : ''
}

/** What a preview of a change shows beside the code of now. */
const removed = '.change-line[data-change-kind="removed"]'

function currentText(node: Element): string {
  if (!node.querySelector('.change-label')) return node.textContent ?? ''
  const copy = node.cloneNode(true)
  if (!(copy instanceof Element)) return ''
  for (const other of copy.querySelectorAll(`${removed}, .change-label`)) other.remove()
  return copy.textContent ?? ''
}

function select(figure: HTMLElement): void {
  const code = figure.querySelector('code')
  if (code) getSelection()?.selectAllChildren(code)
}
