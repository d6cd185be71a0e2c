import { worstState } from '../../status-model/rollup.ts'
import type { StatusView } from './feed/status-view.ts'

/** A list of states takes the worst of them, for its border. */
class StatusListElement extends HTMLElement {
  show(view: StatusView): void {
    const items = [...this.querySelectorAll<HTMLElement>('waymark-status')]
    this.dataset.state = worstState(items.map(({ dataset }) => view.statusOf(dataset.of ?? '').state))
  }
}

customElements.define('waymark-status-list', StatusListElement)
