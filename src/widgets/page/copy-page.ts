import { copyByButton } from './copy.ts'

/** Lets the button before the links of a page copy its Markdown, which stands beside it. */
export function addPageCopy(root: Document): void {
  const source = root.querySelector<HTMLAnchorElement>('.page-links a[data-markdown]')
  const button = root.querySelector<HTMLButtonElement>('.page-links .copy-page')
  if (!source || !button) return
  button.addEventListener(
    'click',
    () => void copyByButton(button, fetchText(source.href), () => location.assign(source.href)),
  )
}

async function fetchText(address: string): Promise<string> {
  const response = await fetch(address)
  if (!response.ok) throw new Error(`${response.status}`)
  return response.text()
}
