import { announce } from '../browser/announce.ts'

const calmMs = 2000

/** Says on a button that what it copies has been copied, or how to copy what is marked instead; then what it said before. */
export async function copyByButton(
  button: HTMLButtonElement,
  text: string | Promise<string>,
  mark: () => void = () => {},
): Promise<void> {
  const done = await writeText(text).catch(() => false)
  if (!done) mark()
  tellOnButton(button, done ? 'Copied' : 'Press Ctrl+C')
}

/** Says something on a button for a moment, and to those who do not see it. */
export function tellOnButton(button: HTMLButtonElement, text: string, said = text): void {
  // A second click finds what the first one said.
  button.dataset.label ??= button.textContent ?? ''
  const { label } = button.dataset
  button.textContent = text
  announce(said)
  setTimeout(() => {
    button.textContent = label
  }, calmMs)
}

/** The clipboard is there on secure origins alone: whether it was written. What is still on its way may be given too. */
export async function writeText(text: string | Promise<string>): Promise<boolean> {
  if (!navigator.clipboard) return false
  if (typeof text === 'string') await navigator.clipboard.writeText(text)
  else {
    // At once: some browsers write only while they handle the click.
    const blob = text.then((own) => new Blob([own], { type: 'text/plain' }))
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
  }
  return true
}

/** A link of a heading copies its address as it is followed, and says so in its place. */
export function copyHeadingLinks(root: Document): void {
  root.addEventListener('click', async (event) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a.heading-link')
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !(await writeText(link.href).catch(() => false)))
      return
    announce('Link copied')
    link.classList.add('is-copied')
    setTimeout(() => link.classList.remove('is-copied'), calmMs)
  })
}
