/** Puts a button on each block of code that copies it: of a shell session the commands alone, without prompts. */
export function addCopyButtons(root: Document): void {
  for (const figure of root.querySelectorAll<HTMLElement>('figure.code')) {
    const button = root.createElement('button')
    button.type = 'button'
    button.className = 'copy-button'
    button.textContent = 'Copy'
    button.addEventListener('click', () => void copy(figure, button))
    figure.append(button)
  }
}

async function copy(figure: HTMLElement, button: HTMLButtonElement): Promise<void> {
  const done = await writeText(textToCopy(figure)).catch(() => false)
  button.textContent = done ? 'Copied' : 'Press Ctrl+C'
  if (!done) select(figure)
  setTimeout(() => {
    button.textContent = 'Copy'
  }, 2000)
}

function textToCopy(figure: HTMLElement): string {
  const commands = [...figure.querySelectorAll('.command')].map((command) => command.textContent ?? '')
  return commands.length > 0 ? commands.join('\n') : (figure.querySelector('code')?.textContent ?? '')
}

/** The clipboard is there on secure origins alone: whether it was written. */
export async function writeText(text: string): Promise<boolean> {
  if (!navigator.clipboard) return false
  await navigator.clipboard.writeText(text)
  return true
}

function select(figure: HTMLElement): void {
  const code = figure.querySelector('code')
  if (code) getSelection()?.selectAllChildren(code)
}
