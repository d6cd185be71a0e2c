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
