import type { StatusBoard } from './status-board.ts'
import { worstOf } from './status-standing.ts'

/** A list of states takes the worst of them, for its border. */
export class StatusListElement extends HTMLElement {
  show(board: StatusBoard): void {
    const items = [...this.querySelectorAll<HTMLElement>('waymark-status')]
    this.dataset.state = worstOf(items.map(({ dataset }) => board.standing(dataset.of ?? '').state))
  }
}
