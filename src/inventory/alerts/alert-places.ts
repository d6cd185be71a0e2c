import type { Guidebooks } from '../../guidebook/guidebooks.ts'
import { type AboutAlert, type AlertRule, Alerts } from './alerts.ts'
import type { RunbookAddresses } from './runbook-address.ts'
import { runbookKey } from './runbook-key.ts'

/** An alert that a server tells of: no file of the repository need know its rule. */
interface NamedAlert {
  name: string
  labels: Readonly<Record<string, string>>
  annotations: Readonly<Record<string, string>>
}

/** More of them are forgotten, and found anew. */
const mostKnown = 1000

/** A path of it leads from the repository on. */
const source = { reader: 'source', file: '' }

const nowhere = { line: 1, column: 1, endLine: 1, endColumn: 1 }

/** Which page is about an alert that fires: by the address of its runbook, or by its name, as for the rules of files. */
export class AlertPlaces {
  readonly #guidebooks: Guidebooks
  readonly #addresses: RunbookAddresses
  readonly #known = new Map<string, AboutAlert | undefined>()

  constructor(guidebooks: Guidebooks, addresses: RunbookAddresses) {
    this.#guidebooks = guidebooks
    this.#addresses = addresses
  }

  /** The address of the page, below the base, with the section. */
  of({ name, labels, annotations }: NamedAlert): { address: string; anchor?: string } | undefined {
    const key = runbookKey(annotations)
    const url = key === undefined ? undefined : annotations[key]
    const id = JSON.stringify([name, url])
    if (!this.#known.has(id)) {
      if (this.#known.size >= mostKnown) this.#known.clear()
      const runbook = url === undefined ? {} : { runbook: { url, ...nowhere } }
      const rule: AlertRule = { kind: 'alert', name, labels, annotations, ...source, ...runbook, ...nowhere }
      this.#known.set(id, new Alerts([rule], this.#guidebooks, this.#addresses).of(name)?.about)
    }
    const about = this.#known.get(id)
    if (!about) return undefined
    const address = this.#guidebooks.addressOf(about.page)
    return { address, ...(about.anchor !== undefined && { anchor: about.anchor }) }
  }
}
