import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'

/** What a page tells the state of its service by. */
export const parts = ['widget', 'title', 'icon'] as const

export type Part = (typeof parts)[number]

/** When each part came to show a state, in milliseconds since 1970. */
export type Shown = Record<Part, number>

const patienceMs = 20_000

/** Watches an open page that shows one service: waits until all of it shows a state, and tells when each part did. */
export async function watchPage(page: Page): Promise<(state: 'up' | 'down', signal: AbortSignal) => Promise<Shown>> {
  const found = new Map<string, { isDown: boolean; at: number }>()
  page.on('console', (message) => {
    const [, part, isDown, at] = /^shown (\w+) (true|false) (\d+)$/.exec(message.text()) ?? []
    if (part !== undefined) found.set(part, { isDown: isDown === 'true', at: Number(at) })
  })
  await page.evaluate(noteChanges)
  return async (state, signal) => {
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      const [widget, title, icon] = parts.map((part) => found.get(part))
      const all = [widget, title, icon].every((one) => one?.isDown === (state === 'down'))
      if (all && widget && title && icon) return { widget: widget.at, title: title.at, icon: icon.at }
      await pause(50, undefined, { signal })
    }
    throw new Error(`The page does not show \`${state}\` within ${patienceMs / 1000} s`)
  }
}

/** Runs in the page, and writes on its console what has changed, at the moment when it has. */
function noteChanges(): void {
  const shown = new Map<string, boolean>()
  const look = () => {
    const widget = document.querySelector<HTMLElement>('p > waymark-status')
    const word = widget?.querySelector('.status-word')?.textContent ?? ''
    const found = {
      widget: widget?.dataset.state === 'down' && word.startsWith('down'),
      title: document.title.startsWith('▼'),
      icon: document.querySelector<HTMLLinkElement>('link[rel="icon"]')?.href.includes('mark-down') === true,
    }
    for (const [part, isDown] of Object.entries(found)) {
      if (shown.get(part) === isDown) continue
      shown.set(part, isDown)
      console.info(`shown ${part} ${isDown} ${Date.now()}`)
    }
  }
  look()
  const everything = { subtree: true, childList: true, characterData: true, attributes: true }
  new MutationObserver(look).observe(document, everything)
}
