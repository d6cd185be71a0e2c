// Loaded where the server keeps when pages were followed.

import { lastRunText, type RunRecord, type RunRecords } from '../../status-model/run-record.ts'
import { marksOn, progressOf, type Run } from './run.ts'

/** Says when a page was followed last, and how that ended. A server that does not answer says nothing. */
export async function showLastRecord(place: HTMLElement, base: string, address: string): Promise<void> {
  try {
    const answer = await fetch(`${base}_waymark/runs.json?of=${encodeURIComponent(address)}`)
    const { pages }: RunRecords = await answer.json()
    const last: RunRecord | undefined = pages[address]?.[0]
    if (last) place.textContent = `${lastRunText(last, Date.now())}.`
  } catch {
    // Nothing is said.
  }
}

/** Tells the server which pages were followed and how that ended: no name, no note, no value. */
export function sendRecord(base: string, { began, ended, pages }: Run): void {
  if (!ended) return
  const { outcome, step } = ended
  const followed = Object.entries(pages).flatMap(([page, { steps, marks, commit }]) => {
    const { done, skipped, of } = progressOf(steps, marksOn(steps, marks).marks)
    const isHere = step !== undefined && steps.some(({ key }) => key === step)
    if (done + skipped === 0 && !isHere) return []
    return [{ page, done, of, ...(commit !== undefined && { commit }), ...(isHere && { step }) }]
  })
  if (followed.length === 0) return
  const body = JSON.stringify({ outcome, durationMs: ended.at - began, pages: followed })
  const request = { method: 'POST', body, headers: { 'Content-Type': 'application/json' }, keepalive: true }
  void fetch(`${base}_waymark/runs`, request).catch(() => {})
}
