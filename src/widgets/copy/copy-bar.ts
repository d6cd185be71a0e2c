// Loaded by a page that is shown from a copy, and by no other.
import style from '../../styles/copy-bar.css?inline'
import { adoptStyle } from '../browser/adopt-style.ts'
import { clockTime } from '../status/moment.ts'

/** How often it is looked whether the server is there again, in milliseconds. */
const askMs = 15_000

/** Above all of the page: of when the copy is, and that it is one; and when the server answers again. */
class CopyBar {
  readonly #base: string
  readonly #said = document.createElement('p')
  readonly #again = document.createElement('button')

  constructor(base: string) {
    this.#base = base
  }

  show(keptAt: string, isMissing: boolean): void {
    const bar = document.createElement('div')
    bar.className = 'notice-bar copy-bar'
    bar.setAttribute('role', 'region')
    bar.setAttribute('aria-label', 'Kept copy')
    this.#said.setAttribute('role', 'status')
    const name = document.createElement('strong')
    name.textContent = `Kept copy of ${clockTime(keptAt)}.`
    const why = isMissing
      ? ' The server does not answer, and this page is not in the copy.'
      : ' The server does not answer.'
    this.#said.append(name, why)
    this.#again.type = 'button'
    this.#again.textContent = 'Try again'
    this.#again.addEventListener('click', () => location.reload())
    bar.append(this.#said, this.#again)
    document.querySelector('.skip-link')?.after(bar)
    if (isMissing) sayMissing()
    const timer = setInterval(async () => {
      if (document.visibilityState === 'hidden' || !(await this.#isAnswered())) return
      clearInterval(timer)
      this.#said.textContent = 'The server answers again. This page is the kept copy.'
      this.#again.textContent = 'Load it anew'
    }, askMs)
  }

  /** What leads to a sign-in is an answer. */
  async #isAnswered(): Promise<boolean> {
    try {
      const { status } = await fetch(`${this.#base}_waymark/site.json`, { cache: 'no-store', redirect: 'manual' })
      return status < 500
    } catch {
      return false
    }
  }
}

/** The page of addresses that have none stands in the place of one that may well be there. */
function sayMissing(): void {
  const title = 'This page is not in the kept copy'
  document.title = title
  document.querySelector('.missing-code')?.remove()
  const [heading, lead] = ['h1.title', '.lead'].map((one) => document.querySelector(one))
  if (heading) heading.textContent = title
  if (lead) lead.textContent = 'The server has to answer for it to be shown. What is kept is found by the search.'
}

adoptStyle(style)
const { copy, copyMissing } = document.documentElement.dataset
const base = document.querySelector<HTMLElement>('waymark-search')?.dataset.base ?? '/'
// On a disk it stands in the page.
if (copy && !document.querySelector('.copy-bar')) new CopyBar(base).show(copy, copyMissing !== undefined)
