import { ageText, lengthText } from './words.ts'

/** That somebody has followed a page, as the server keeps it: no name, no note, no value. Times in ISO 8601. */
export interface RunRecord {
  began: string
  ended: string
  /** Of the text that was followed. */
  commit?: string
  /** How many steps were done, and how many there are. */
  done: number
  of: number
  outcome: 'worked' | 'did not'
  /** The key of the step that it did not get past. */
  step?: string
}

/** The newest first, by the addresses of pages: `/_waymark/runs.json`. */
export interface RunRecords {
  version: 1
  pages: Record<string, RunRecord[]>
}

/** `Last followed 12 days ago: worked, 8 min`. `now` in milliseconds. */
export function lastRunText({ began, ended, outcome }: RunRecord, now: number): string {
  const age = now - Date.parse(ended)
  const when = age < 60_000 ? 'just now' : ageText(age)
  return `Last followed ${when}: ${runOutcomeText({ began, ended, outcome })}`
}

/** `worked, 8 min`. */
export function runOutcomeText({ began, ended, outcome }: Pick<RunRecord, 'began' | 'ended' | 'outcome'>): string {
  const word = outcome === 'worked' ? 'worked' : 'did not work'
  return `${word}, ${lengthText(Date.parse(ended) - Date.parse(began))}`
}
