import { writeText } from '../page/copy.ts'

/** Outlines of 20 by 20. */
const outlines = {
  copy: 'M7 7h10v10H7zM4 13H3V3h10v1',
  done: 'M4 11l4 4 8-9',
  save: 'M10 3v10M6 9l4 4 4-4M3 17h14',
}

/** A button that shows an outline and is named by `label`. */
export function toolButton(label: string, outline: string, act: (button: HTMLButtonElement) => unknown) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'tool'
  show(button, label, outline)
  button.addEventListener('click', () => void act(button))
  return button
}

function show(button: HTMLElement, label: string, outline: string): void {
  button.title = label
  button.setAttribute('aria-label', label)
  button.innerHTML = `<svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true"><path d="${outline}"/></svg>`
}

/** Copies a diagram's source. Where the clipboard is not handed out, the source is shown and marked instead. */
export function copyButton(diagram: HTMLElement): HTMLButtonElement {
  const label = 'Copy source'
  return toolButton(label, outlines.copy, async (button) => {
    const code = diagram.querySelector('pre code')
    const done = await writeText(code?.textContent ?? '').catch(() => false)
    if (!done && code) mark(code)
    show(button, done ? 'Copied' : 'Press Ctrl+C', done ? outlines.done : outlines.copy)
    setTimeout(() => show(button, label, outlines.copy), 2000)
  })
}

function mark(code: Element): void {
  document.querySelector('dialog')?.close()
  const details = code.closest('details')
  if (details) details.open = true
  getSelection()?.selectAllChildren(code)
}

/** Saves what a diagram shows, as a file. */
export function saveButton(diagram: HTMLElement): HTMLButtonElement {
  return toolButton('Download SVG', outlines.save, async () => (await import('./file.ts')).saveDiagram(diagram))
}
