import { refreshDiagrams } from '../diagram/news.ts'

// In `dev` alone: a page follows what is written and what is found in it.

/** The part of a page that shows what the checks found. */
const panelName = 'waymark-findings'
/** How long after a server that is gone another one is looked for, where the browser does not do so by itself. */
const retryMs = 1000

/** What a page shows: of the text, and of what was found in it. */
interface Shown {
  site: string
  findings: string
}

/** Shows new findings in the page without loading it again. */
class Panel {
  #fetching = new AbortController()

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
    refreshClaims(page)
    const wasFolded = shown.querySelector('details')?.open === false
    shown.replaceWith(fresh)
    const details = fresh.querySelector('details')
    if (wasFolded && details) details.open = false
  }
}

/** The line of claims, and the blocks of the text that have marks, or had some. */
function refreshClaims(page: Document): void {
  const [line, head] = ['.claims', '.head'].map((name) => document.querySelector(name))
  const fresh = page.querySelector('.claims')
  if (line && fresh) line.replaceWith(fresh)
  else if (fresh) head?.append(fresh)
  else line?.remove()
  const marks = '.claim, .claim-note'
  const [blocks, freshBlocks] = [document, page].map((one) => [...(one.querySelector('.prose')?.children ?? [])])
  const isMarked = (block: Element | undefined) => block?.matches(marks) || block?.querySelector(marks)
  const notes = (some: Element[] = []) => some.filter((block) => !block.matches('.claim-note'))
  const [own, others] = [notes(blocks), notes(freshBlocks)]
  for (const note of document.querySelectorAll('.claim-note')) note.remove()
  // Where the text is another one the page loads again by itself.
  if (own.length !== others.length) return
  for (const [index, block] of own.entries()) {
    const other = others[index]
    const notesOfOther = notesBehind(other)
    if (other && (isMarked(block) || isMarked(other))) block.replaceWith(other, ...notesOfOther)
    else block.after(...notesOfOther)
  }
}

function notesBehind(block: Element | undefined): Element[] {
  const found: Element[] = []
  for (let next = block?.nextElementSibling; next?.matches('.claim-note'); next = next.nextElementSibling)
    found.push(next)
  return found
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

/** Hears from the server while the page is seen: a browser has few connections to one host for all its windows. */
class News {
  readonly #address: string
  readonly #onNews: (now: Shown) => void
  #events: EventSource | undefined
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(address: string, onNews: (now: Shown) => void) {
    this.#address = address
    this.#onNews = onNews
  }

  follow(): void {
    this.#events?.close()
    clearTimeout(this.#timer)
    this.#events = undefined
    if (document.hidden) return
    const events = new EventSource(this.#address)
    this.#events = events
    events.addEventListener('message', ({ data }) => {
      const now = shownIn(String(data))
      if (now) this.#onNews(now)
    })
    events.addEventListener('error', () => {
      if (events.readyState === EventSource.CLOSED) this.#timer = setTimeout(() => this.follow(), retryMs)
    })
  }
}

function shownIn(text: string): Shown | undefined {
  const value: unknown = JSON.parse(text)
  if (typeof value !== 'object' || value === null || !('site' in value) || !('findings' in value)) return undefined
  return { site: String(value.site), findings: String(value.findings) }
}

const meta = document.querySelector<HTMLMetaElement>('meta[name="waymark-versions"]')
const shown = meta && shownIn(meta.content)
if (shown && meta.dataset.news) {
  const panel = new Panel()
  const news = new News(meta.dataset.news, ({ site, findings }) => {
    if (site !== shown.site) return location.reload()
    if (findings === shown.findings) return
    shown.findings = findings
    void panel.refresh()
  })
  document.addEventListener('visibilitychange', () => news.follow())
  news.follow()
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest<HTMLElement>('[data-editor]') : null
  // With a POST, browsers say by themselves which page it comes from.
  if (button?.dataset.editor) void fetch(button.dataset.editor, { method: 'POST' }).catch(() => {})
})
