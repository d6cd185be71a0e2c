import type { StatusSnapshot, Verdict } from '../../../../checks/probes/verdict.ts'
import { xmlText } from '../../../../checks/reporters/xml.ts'

/**
 * JUnit's XML, as Jenkins and GitLab read it: a suite for each service, a test case for each probe. `down` is a failure;
 * where nothing is known the test is skipped, and so is a degraded one, which both show without failing.
 */
export function junit({ probes }: StatusSnapshot): string {
  const suites = [...Map.groupBy(probes, ({ service }) => service)].flatMap(([service, own]) => [
    `  <testsuite name="${xmlText(service)}" ${countsOf(own)}>`,
    ...own.flatMap(testCase),
    '  </testsuite>',
  ])
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="waymark probe" ${countsOf(probes)}>`,
    ...suites,
    '</testsuites>',
  ].join('\n')}\n`
}

function testCase({ id, service, state, durationMs, code = '', reason = '' }: Verdict): string[] {
  const open = `    <testcase classname="${xmlText(service)}" name="${xmlText(id)}" time="${seconds(durationMs)}"`
  if (state === 'up') return [`${open}/>`]
  const text = xmlText(reason === '' ? state : reason)
  const verdict =
    state === 'down'
      ? `<failure message="${text}" type="${xmlText(code)}">${text}</failure>`
      : `<skipped message="${xmlText(`${state}: ${reason}`)}"/>`
  return [`${open}>`, `      ${verdict}`, '    </testcase>']
}

function countsOf(probes: readonly Verdict[]): string {
  const failures = probes.filter(({ state }) => state === 'down').length
  const skipped = probes.filter(({ state }) => state !== 'down' && state !== 'up').length
  const time = seconds(probes.reduce((sum, { durationMs }) => sum + durationMs, 0))
  return `tests="${probes.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${time}"`
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
