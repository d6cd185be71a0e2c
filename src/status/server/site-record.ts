import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type SiteRecord, siteRecord } from '../../site/contract/site-record.ts'

/** The record of a site, nothing when it has none, or why it cannot be used. */
type SiteRecordReading = { record: SiteRecord | undefined } | { problem: string }

/** Where the record lies in the folder of a built site. */
export function siteRecordPath(dist: string): string {
  return join(dist, '_waymark', 'site.json')
}

/** Reads the record of a built site. */
export async function readSiteRecord(dist: string): Promise<SiteRecordReading> {
  try {
    const reading = siteRecord.safeParse(JSON.parse(await readFile(siteRecordPath(dist), 'utf8')))
    return reading.success ? { record: reading.data } : { problem: z.prettifyError(reading.error) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return 'code' in error && error.code === 'ENOENT' ? { record: undefined } : { problem: error.message }
  }
}
