import { createHash } from 'node:crypto'
import type { StatusSnapshot, Verdict } from '../../../checks/probes/verdict.ts'
import type { FiringAlert } from '../../status-model/alert.ts'
import { jsonText } from '../../text/json-text.ts'

/** The verdicts as a file, with a hash that is the same when nothing that matters has changed. */
export function snapshotText(snapshot: StatusSnapshot): string {
  const { probes, ...head } = snapshot
  return jsonText({ ...head, contentHash: contentHash(snapshot), probes })
}

/** SHA-256 of states, codes, conditions, facts and the alerts that fire, in hexadecimal; of no time and no duration, nor of what only rests on them. */
export function contentHash({ environment, probes, alerts }: StatusSnapshot): string {
  const told = alerts && [alerts.sources.map(({ name, state }) => [name, state]), alerts.firing.map(alertMatter)]
  return createHash('sha256')
    .update(JSON.stringify([environment, probes.map(matterOf), ...(told ? [told] : [])]))
    .digest('hex')
}

function alertMatter({ id, state }: FiringAlert) {
  return [id, state]
}

function matterOf({ id, state, code, phase, conditions, facts }: Verdict) {
  const held = conditions.map((condition) => [condition.expression, condition.held])
  const sorted = Object.entries(facts).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return [id, state, code ?? null, phase ?? null, held, sorted]
}
