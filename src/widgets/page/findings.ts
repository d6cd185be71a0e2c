import { refreshDiagrams } from '../diagram/news.ts'

/** The part of a page that shows what the checks found, and the event by which the dev server tells of news. */
const panelName = 'waymark-findings'
const news = 'waymark:findings'

/** In `dev` alone: shows new findings in the page without loading it again. */
class Panel {
  #fetching = new AbortController()

  get version(): string | undefined {
    return document.querySelector<HTMLElement>(panelName)?.dataset.version
  }

  /** The rest of the page is as it is: only the panel, and diagrams with it, are taken from a fresh copy. */
  async refresh(): Promise<void> {
    this.#fetching.abort()
    this.#fetching = new AbortController()
    const { signal } = this.#fetching
    const page = await fetchPage(signal)
    const fresh = page?.querySelector(panelName)
    const shown = document.querySelector(panelName)
    if (signal.aborted || !page || !fresh || !shown) return
    refreshDiagrams(page)
    const wasFolded = shown.querySelector('details')?.open === false
    shown.replaceWith(fresh)
    const details = fresh.querySelector('details')
    if (wasFolded && details) details.open = false
  }
}

async function fetchPage(signal: AbortSignal): Promise<Document | null> {
  try {
    const text = await (await fetch(location.href, { signal })).text()
    return new DOMParser().parseFromString(text, 'text/html')
  } catch {
    // The server is gone, or there is something newer to fetch.
    return null
  }
}

if (import.meta.hot) {
  const panel = new Panel()
  import.meta.hot.on(news, ({ version }: { version: string }) => {
    if (version !== panel.version) void panel.refresh()
  })
  // What was found between the rendering of this page and its connection was told to others alone.
  import.meta.hot.send(news, { version: panel.version })
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-editor]') : null
  // With a POST, browsers say by themselves which page it comes from.
  if (button?.dataset.editor) void fetch(button.dataset.editor, { method: 'POST' }).catch(() => {})
})
