import { durationText } from '../../../status-model/response.ts'
import type { ShownVerdict } from '../../../status-model/verdict.ts'
import { codeParts } from '../../../status-model/words.ts'
import { codeOrText } from '../badge.ts'
import type { StatusView } from '../feed/status-view.ts'
import { momentElement } from '../moment.ts'

/** How long an answer is waited for, in milliseconds: the longest time-out of a probe, and a little. */
const patienceMs = 305_000

/** A button that has the server of this site run some probes now, and tells what they found. */
export class ProbeNowElement extends HTMLElement {
  #isAllowed = false
  /** What each probe was last known by before it was run. */
  #asked: ReadonlyMap<string, string> | undefined
  #askedAt = 0
  #known: readonly ShownVerdict[] = []

  connectedCallback(): void {
    this.querySelector('button')?.addEventListener('click', this.#run)
  }

  disconnectedCallback(): void {
    this.querySelector('button')?.removeEventListener('click', this.#run)
  }

  /** Whether readers of this site may have probes run. */
  allow(isAllowed: boolean): void {
    this.#isAllowed = isAllowed
    this.hidden = !isAllowed
  }

  show(view: StatusView): void {
    this.hidden = !this.#isAllowed || view.mode !== 'live'
    this.#known = view.verdicts(this.dataset.probes ?? '')
    if (!this.#asked) return
    const asked = this.#asked
    const found = this.#known.filter(({ id, checkedAt }) => asked.has(id) && asked.get(id) !== checkedAt)
    if (found.length === asked.size) this.#end(...foundNodes(found, view.now))
    else if (performance.now() - this.#askedAt > patienceMs) this.#end('No answer came')
  }

  #run = async (): Promise<void> => {
    if (this.#asked) return
    const ids = (this.dataset.probes ?? '').split(',').filter(Boolean)
    this.#asked = new Map(ids.map((id) => [id, this.#known.find((one) => one.id === id)?.checkedAt ?? '']))
    this.#askedAt = performance.now()
    this.#say('Asking …')
    // A button that is disabled loses the focus.
    this.querySelector('button')?.setAttribute('aria-disabled', 'true')
    const refused = (await Promise.all(ids.map((id) => this.#ask(id)))).find((why) => why !== undefined)
    if (refused !== undefined) this.#end(refused)
  }

  /** Why one is not run; undefined where it is. */
  async #ask(id: string): Promise<string | undefined> {
    const { base = '/' } = this.dataset
    try {
      const url = `${base}_waymark/probes/${encodeURIComponent(id)}/run`
      const { status, headers } = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(10_000) })
      if (status === 202) return undefined
      if (status === 429) return `Asked a moment ago. Again in ${headers.get('Retry-After') ?? 5} s`
      return status === 403 || status === 404 || status === 405
        ? 'The server does not let you'
        : `The server failed: ${status}`
    } catch {
      return 'The server does not answer'
    }
  }

  #end(...told: (Node | string)[]): void {
    this.#asked = undefined
    this.querySelector('button')?.removeAttribute('aria-disabled')
    this.#say(...told)
  }

  #say(...told: (Node | string)[]): void {
    this.querySelector('output')?.replaceChildren(...told)
  }
}

customElements.define('waymark-probe-now', ProbeNowElement)

/** What was found now, which may be another thing than the state: that waits for more answers. */
function foundNodes(found: readonly ShownVerdict[], now: number): (Node | string)[] {
  return found.flatMap(({ id, state, pending = state, durationMs, reason, checkedAt }, index) => {
    const word = Object.assign(document.createElement('span'), { className: 'status-word', textContent: pending })
    const sign = document.createElement('span')
    sign.dataset.state = pending
    sign.append(word)
    const why = reason === undefined ? [] : ['. ', ...codeParts(reason).map(codeOrText)]
    const name = found.length === 1 ? [] : [...codeParts(`\`${id}\``).map(codeOrText), ' ']
    return [
      ...(index === 0 ? ['Found '] : ['; ']),
      ...name,
      sign,
      ` in ${durationText(durationMs)}`,
      ...why,
      ...(index === found.length - 1 ? [', ', momentElement(checkedAt, now)] : []),
    ]
  })
}
