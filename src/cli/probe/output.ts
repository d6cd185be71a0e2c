import { resolve } from 'node:path'
import type { StatusSnapshot } from '../../../checks/probes/verdict.ts'
import type { ProbeReporter } from './reporters/registry.ts'
import { hasColors, type Output, writeResult } from '../output.ts'
import { snapshotText } from './snapshot.ts'

/** Writes the verdicts in each of their formats, into files and to the terminal. False when nobody reads there any more. */
export async function printVerdicts(
  snapshot: StatusSnapshot,
  outputs: readonly Output<ProbeReporter>[],
  snapshotFile: string | undefined,
): Promise<boolean> {
  let isRead = true
  const { columns } = process.stdout
  for (const { reporter, file } of outputs) {
    if (file !== undefined) await writeResult('result', resolve(file), reporter(snapshot, { color: false }))
    else {
      const text = reporter(snapshot, { color: hasColors(process.stdout), ...(process.stdout.isTTY && { columns }) })
      isRead = await new Promise((done) => process.stdout.write(text, (error) => done(!error)))
    }
  }
  if (snapshotFile !== undefined) await writeResult('result', resolve(snapshotFile), snapshotText(snapshot))
  return isRead
}
