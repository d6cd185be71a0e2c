import { worstOf } from '../../status-model/rollup.ts'
import type { StatusView } from './status-view.ts'

/** A list of states takes the worst of them, for its border. */
export class StatusListElement extends HTMLElement {
  show(known: StatusView): void {
    const items = [...this.querySelectorAll<HTMLElement>('waymark-status')]
    this.dataset.state = worstOf(items.map(({ dataset }) => known.standing(dataset.of ?? '').state))
  }
}
