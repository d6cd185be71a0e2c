import type { Service } from '../../src/config/services.ts'
import type { RawFinding } from '../check.ts'
import { preciseDuration } from '../probes/conditions/found-value.ts'
import type { ServiceRule } from './rule.ts'

/** No probe overlaps itself: while it waits, the run that is due is left out. */
export const slowProbe = {
  code: 'services/slow-probe',
  severity: 'warning',
  summary: 'A probe that may wait longer than until it is due again',
  why: `
\`timeout\` is longer than \`every\`: while a probe still waits for one answer, it is due again. It never runs twice at once, so it would run less often than the file says. Wait for less, or probe less often. Without any \`timeout\`, a probe waits for ten seconds or until it is due again, whichever is shorter.
`,
  wrong: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web: { http: "https://shop.example.org/", every: 10s, timeout: 30s }\n',
  },
  right: {
    'guidebooks/services.yaml':
      'services:\n  shop:\n    probes:\n      web: { http: "https://shop.example.org/", every: 60s, timeout: 30s }\n',
  },
  beside: { 'guidebooks/README.md': '# Shop\n' },
  check: ({ services }) => services.flatMap(slowProbes),
} as const satisfies ServiceRule

/** Probes that may still wait for an answer when they are due again. */
function slowProbes({ file, probes }: Service): RawFinding[] {
  return probes
    .filter(({ every, timeout }) => timeout > every)
    .map(({ id, every, timeout, locate }) => ({
      code: slowProbe.code,
      message: `Unexpected \`timeout\` of ${preciseDuration(timeout)} of \`${id}\`, expected at most its \`every\`, ${preciseDuration(every)}`,
      hint: 'Wait for less, or ask less often',
      file,
      ...locate(['timeout'], 'key'),
    }))
}
