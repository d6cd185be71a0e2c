// Loaded once a reader opens what of a page holds, and at once where a server answers for a part of it.

import { ageText, timestampText } from '../../status-model/words.ts'
import style from '../../styles/claims.css?inline'
import { claimText, shortClaimText } from '../../text/claim-text.ts'
import { adoptStyle } from '../browser/adopt-style.ts'

interface Counts {
  holds: number
  differs: number
  unchecked: number
}

interface LiveQuestion {
  id: string
  expression?: string
  /** As the page was built. */
  state: keyof Counts
}

const ageMs = 10_000

/** How much of a page is held: with the age of the check, and with what its services say while it is read. */
class PageClaims {
  readonly #details: HTMLDetailsElement
  /** Of those that no service answers. */
  readonly #fixed: Counts
  readonly #live: readonly LiveQuestion[]
  #checkedAt: string | undefined

  constructor(details: HTMLDetailsElement) {
    this.#details = details
    this.#fixed = JSON.parse(details.dataset.counts ?? '{"holds":0,"differs":0,"unchecked":0}')
    this.#live = JSON.parse(details.dataset.live ?? '[]')
    if (this.#live.length > 0) this.#follow()
    details.addEventListener('toggle', () => void this.#tellAge())
    setInterval(() => this.#showAge(), ageMs)
    void this.#tellAge()
  }

  /** Widgets beside the text say in attributes how services are. */
  #follow(): void {
    new MutationObserver(() => this.#count()).observe(document.body, {
      subtree: true,
      attributes: true,
      attributeFilter: ['data-state'],
    })
  }

  #count(): void {
    const counts = { ...this.#fixed }
    for (const question of this.#live) counts[stateOf(question)]++
    this.#write('.claims-short', shortClaimText(counts))
    this.#write('.claims-all', claimText(counts))
  }

  async #tellAge(): Promise<void> {
    if (!this.#details.open) return
    this.#checkedAt ??= await readCheckedAt(`${this.#details.dataset.base ?? '/'}_waymark/claims.json`)
    this.#showAge()
  }

  #showAge(): void {
    if (this.#checkedAt === undefined || !this.#details.open) return
    const ago = Date.now() - Date.parse(this.#checkedAt)
    const seconds = Math.max(0, Math.round(ago / 1000))
    const text = seconds < 60 ? `${seconds} s ago` : ageText(ago)
    const time = document.createElement('time')
    time.dateTime = this.#checkedAt
    time.title = timestampText(this.#checkedAt)
    time.textContent = text
    this.#details.querySelector('.claims-age')?.replaceChildren('; checked ', time)
  }

  #write(selector: string, text: string): void {
    const element = this.#details.querySelector(selector)
    if (element && element.textContent !== text) element.textContent = text
  }
}

/** How a widget of the page shows what is asked. */
function stateOf({ id, expression, state }: LiveQuestion): keyof Counts {
  const of = `[data-of="${CSS.escape(id)}"]`
  const selector =
    expression === undefined
      ? `main waymark-status${of}`
      : `main waymark-fact${of}[data-fact="${CSS.escape(expression)}"]`
  const widget = document.querySelector<HTMLElement>(selector)
  if (!widget) return state
  switch (widget.dataset.state) {
    case 'up':
    case 'same':
    case 'measured':
      return 'holds'
    case 'degraded':
    case 'down':
    case 'other':
      return 'differs'
    default:
      return 'unchecked'
  }
}

/** The file tells of all pages, and begins with when: no more of it is read. */
async function readCheckedAt(url: string): Promise<string | undefined> {
  try {
    const reader = (await fetch(url)).body?.pipeThrough(new TextDecoderStream()).getReader()
    const { value = '' } = (await reader?.read()) ?? {}
    void reader?.cancel()
    return /"checkedAt":"([^"]+)"/.exec(value)?.[1]
  } catch {
    return undefined
  }
}

adoptStyle(style)
const details = document.querySelector<HTMLDetailsElement>('details.claims')
if (details) new PageClaims(details)
