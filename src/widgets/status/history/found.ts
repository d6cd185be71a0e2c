import { detailElements } from '../../../status-model/details.ts'
import { elementNode } from '../element-node.ts'
import type { StatusView } from '../feed/status-view.ts'

/** What is behind a reason, for whoever opens it: phases, and conditions with what was found. */
class StatusFoundElement extends HTMLElement {
  #shown = ''
  #view: StatusView | undefined

  connectedCallback(): void {
    this.querySelector('details')?.addEventListener('toggle', this.#onToggle)
  }

  disconnectedCallback(): void {
    this.querySelector('details')?.removeEventListener('toggle', this.#onToggle)
  }

  #onToggle = (): void => {
    if (this.#view) this.show(this.#view)
  }

  show(view: StatusView): void {
    if (view.mode === 'lost') return
    this.#view = view
    const verdicts = view.verdicts(this.dataset.found ?? '')
    const details = this.querySelector('details')
    if (!details) return
    details.hidden = verdicts.length === 0
    const key = verdicts.map(({ id, checkedAt, state }) => `${id} ${checkedAt} ${state}`).join()
    // Who reads a part of it that is marked is not to lose the mark.
    if (!details.open || key === this.#shown || !getSelection()?.isCollapsed) return
    this.#shown = key
    this.querySelector('.found-body')?.replaceChildren(...detailElements(verdicts).map(elementNode))
  }
}

customElements.define('waymark-found', StatusFoundElement)
