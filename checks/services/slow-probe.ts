import type { Service } from '../../src/config/inventory.ts'
import type { RawFinding } from '../check.ts'
import { durationText } from '../probes/conditions/plain.ts'

/** Probes that may still wait for an answer when they are due again; since none overlaps itself, that asking is left out. */
export function slowProbes({ file, probes }: Service): RawFinding[] {
  return probes
    .filter(({ every, timeout }) => timeout > every)
    .map(({ id, every, timeout, locate }) => ({
      code: 'services/slow-probe',
      message: `Unexpected \`timeout\` of ${durationText(timeout)} of \`${id}\`, expected at most its \`every\`, ${durationText(every)}`,
      hint: 'Wait for less, or ask less often',
      file,
      ...locate(['timeout'], 'key'),
    }))
}
