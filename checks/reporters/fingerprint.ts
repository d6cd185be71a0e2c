import { createHash } from 'node:crypto'
import type { Finding } from '../../src/finding/finding.ts'
import type { ReportContext } from '../report.ts'
import { occurrences } from './occurrence.ts'

/** What a finding is, wherever its line moves to: the same from run to run and from machine to machine. */
export function fingerprints({ lineOf }: Pick<ReportContext, 'lineOf'>): (finding: Finding) => string {
  const count = occurrences()
  return ({ code, file, message, line }) => {
    const key = JSON.stringify([code, file, message, lineOf(file, line)?.slice(0, 10_000).trim() ?? ''])
    return createHash('sha256')
      .update(`${key}${count(key)}`)
      .digest('hex')
      .slice(0, 32)
  }
}
