import type { StatusSnapshot, Verdict } from '../../../../checks/probes/verdict.ts'
import { type JunitCase, junitXml, xmlText } from '../../../../checks/reporters/junit-xml.ts'

/**
 * JUnit's XML: a suite for each service, a test case for each probe. `down` is a failure; where nothing is known the test
 * is skipped, and so is a degraded one, which both readers show without failing.
 */
export function junit({ probes }: StatusSnapshot): string {
  const suites = Array.from(
    Map.groupBy(probes, ({ service }) => service),
    ([service, own]) => ({ name: xmlText(service), counts: countsOf(own), cases: own.map(testCase) }),
  )
  return junitXml('waymark probe', countsOf(probes), suites)
}

function testCase({ id, service, state, durationMs, code = '', reason = '' }: Verdict): JunitCase {
  const attributes = { classname: xmlText(service), name: xmlText(id), time: seconds(durationMs) }
  if (state === 'up') return { attributes }
  if (state !== 'down') {
    return { attributes, outcome: { element: 'skipped', attributes: { message: xmlText(`${state}: ${reason}`) } } }
  }
  const text = xmlText(reason === '' ? state : reason)
  return { attributes, outcome: { element: 'failure', attributes: { message: text, type: xmlText(code) }, text } }
}

function countsOf(probes: readonly Verdict[]) {
  return {
    tests: probes.length,
    failures: probes.filter(({ state }) => state === 'down').length,
    errors: 0 as const,
    skipped: probes.filter(({ state }) => state !== 'down' && state !== 'up').length,
    time: seconds(probes.reduce((sum, { durationMs }) => sum + durationMs, 0)),
  }
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3)
}
