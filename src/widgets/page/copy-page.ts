import { copyByButton } from './copy.ts'

/** Puts a button before the links of a page that copies its Markdown, which stands beside it. */
export function addPageCopy(root: Document): void {
  const source = root.querySelector<HTMLAnchorElement>('.page-links a[data-markdown]')
  if (!source) return
  const button = Object.assign(root.createElement('button'), { type: 'button', textContent: 'Copy page as Markdown' })
  button.addEventListener(
    'click',
    () => void copyByButton(button, fetchText(source.href), () => location.assign(source.href)),
  )
  source.parentElement?.prepend(button)
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status}`)
  return response.text()
}
