import type { Measurement } from '../../../checks/probes/verdict.ts'

/** Of a note, this many characters are told, and of all of it that many. */
const longestNote = 200
const longestReason = 400

/** What is planned at the moment. */
interface Planned {
  /** In milliseconds since 1970. */
  until: number
  note?: string | undefined
}

/** What was found in a maintenance window: its reason says first until when it lasts, and what is done. */
export function whilePlanned<Found extends Pick<Measurement, 'reason'>>(found: Found, planned: Planned): Found {
  const iso = new Date(planned.until).toISOString()
  const note = planned.note === undefined ? '' : `: ${planned.note.slice(0, longestNote)}`
  const meanwhile = found.reason === undefined ? '' : `; found meanwhile: ${found.reason}`
  const reason = `Planned until ${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC${note}${meanwhile}`
  return { ...found, reason: reason.slice(0, longestReason) }
}
