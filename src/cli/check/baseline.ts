import { resolve } from 'node:path'
import type { KnownFinding } from '../../../checks/baseline/baseline.ts'
import { readBaseline, writeBaseline } from '../../../checks/baseline/baseline-file.ts'
import type { CheckResult } from '../../../checks/engine/engine.ts'
import type { BaselineReport } from '../../../checks/report.ts'
import { Failure } from '../../finding/failure.ts'
import { quote } from '../../text/quote.ts'
import type { CheckOptions } from './options.ts'

type BaselineOptions = Pick<CheckOptions, 'baseline' | 'writeBaseline' | 'prune' | 'since'>

/**
 * What is known before a run; undefined where no baseline is asked for.
 *
 * @throws Failure where the options contradict each other, or the file is no baseline
 */
export async function openBaseline({
  baseline: file,
  writeBaseline: isWritten,
  prune,
  since,
}: BaselineOptions): Promise<KnownFinding[] | undefined> {
  if (file === undefined) {
    if (!isWritten && !prune) return undefined
    throw new Failure(
      `Unexpected \`${isWritten ? '--write-baseline' : '--prune'}\` without \`--baseline\`, expected its file`,
      'Such as `--baseline waymark-baseline.json`',
    )
  }
  if (since !== undefined)
    throw new Failure(
      'Unexpected `--since` beside `--baseline`, expected one of them',
      'Each says what is known already',
    )
  if (isWritten && prune)
    throw new Failure(
      'Unexpected `--prune` beside `--write-baseline`, expected one of them',
      'What is written anew holds nothing that is mended',
    )
  const known = await readBaseline(resolve(file))
  if (known || isWritten) return known ?? []
  throw new Failure(
    `Unexpected baseline ${quote(file)}, expected a file that is there`,
    'Write it with `--write-baseline`',
  )
}

/** What came of it, once the file holds what the options ask for. */
export async function baselineReport(
  { comparison }: Pick<CheckResult, 'comparison'>,
  { baseline: file, writeBaseline: isWritten, prune }: BaselineOptions,
): Promise<BaselineReport | undefined> {
  if (file === undefined || !comparison) return undefined
  const { fresh, known, mended, pruned, renewed } = comparison
  if (isWritten) await writeBaseline(resolve(file), renewed)
  if (prune && mended.length > 0) await writeBaseline(resolve(file), pruned)
  return {
    ...{ file, mended },
    known: isWritten ? known + fresh.length : known,
    ...(isWritten ? { written: 'all' } : prune && { written: 'pruned' }),
  }
}
