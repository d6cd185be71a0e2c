import type { Drawings } from '../src/diagrams/drawings.ts'
import type { Cache } from '../src/files/section-cache.ts'
import type { Claim } from '../src/finding/claim.ts'
import type { RunRecords } from '../src/status-model/run-record.ts'
import type { IdleThread } from './diagrams/reader/idle-thread.ts'
import type { HostLookups } from './hosts/host-lookups.ts'
import type { LinkTable } from './links/external/link-table.ts'
import type { PageReadings } from './page-readings.ts'

/** What checks are given besides their input: everything that reaches outside of it. */
export interface CheckContext {
  cache: Cache
  /** Keeps what is known of single pages, by their files; nothing of that is kept when absent. */
  pages?: Cache | undefined
  /** Milliseconds since 1970. */
  now: () => number
  env: Readonly<Record<string, string | undefined>>
  signal: AbortSignal
  /** Tells what a reader of the report should know of the run. */
  note: (text: string) => void
  /** Told each place of a page that a check judges, or would; absent where nobody asks. */
  claim?: ((claim: Claim) => void) | undefined
  /** Told where what is found may be another thing at the next run, though nothing changes: such is not kept. */
  onPassing?: (() => void) | undefined
  /** How external links are looked at; not at all when absent. */
  external?: ExternalMode | undefined
  /** How DNS is asked about hosts on pages; it is not when absent. */
  resolve?: ResolveMode | undefined
  /** How runs through pages have ended; absent where nobody told. */
  runs?: RunRecords | undefined
  /** How diagrams are drawn to see what comes of them; they are not when absent. */
  draw?: Draw | undefined
  /** Keeps a thread that reads diagrams from one run to the next; each run ends its own when absent. */
  idleThread?: IdleThread | undefined
  /** What other runs over mostly the same pages have read of them, and are to know; each run reads by itself when absent. */
  readings?: PageReadings | undefined
}

/** Draws diagrams, given as their fences hold them. */
export type Draw = (sources: readonly string[]) => Promise<Drawings>

export interface ResolveMode {
  /** What this run has found out already, for another snapshot of the same project: then nothing is asked again. */
  known?: { lookups?: HostLookups }
}

export interface ExternalMode {
  /** A table of answers to use in place of the network: absolute file. */
  replay?: string
  /** Where to write which links were fetched, and what came of it: absolute file. */
  record?: string
  /** What this run has found out already, for another snapshot of the same project: then nothing is fetched again. */
  known?: { table?: LinkTable }
}
