import { expect, test } from 'vitest'
import { FindingsLog } from '../../src/cli/findings.ts'
import type { Finding, Severity } from '../../src/finding/finding.ts'

function finding(file: string, line: number, message: string, severity: Severity = 'error'): Finding {
  return { check: 'links', code: 'links/x', severity, message, file, line, column: 1, endLine: line, endColumn: 2 }
}

/** A log with what it printed since it was last asked. */
function logged() {
  const parts: string[] = []
  const log = new FindingsLog({ write: (part: string | Uint8Array) => parts.push(String(part)) > 0 })
  return (findings: Finding[]) => {
    log.tell(findings)
    return parts.splice(0).join('')
  }
}

test('a finding is told once, when it comes, errors first', () => {
  const printed = logged()
  expect(printed([])).toBe('')
  const first = [finding('a.md', 3, 'A', 'warning'), finding('b.md', 1, 'B')]
  expect(printed(first)).toBe('b.md:1:1 error: B (links/x)\na.md:3:1 warning: A (links/x)\n2 findings\n')
  expect(printed(first), 'nothing has changed').toBe('')
  expect(printed([finding('a.md', 9, 'A', 'warning'), finding('b.md', 1, 'B')]), 'only its line has').toBe('')
  expect(printed([...first, finding('c.md', 1, 'C')])).toBe('c.md:1:1 error: C (links/x)\n3 findings\n')
})

test('and it is counted when it goes', () => {
  const printed = logged()
  printed([finding('a.md', 1, 'A'), finding('a.md', 2, 'A'), finding('b.md', 1, 'B')])
  expect(printed([finding('a.md', 2, 'A'), finding('b.md', 1, 'B')])).toBe('2 findings, 1 gone\n')
  expect(printed([])).toBe('No findings, 2 gone\n')
})

test('of very many the first are told', () => {
  const printed = logged()
  const lines = printed(Array.from({ length: 60 }, (_, index) => finding('a.md', index + 1, `M${index}`))).split('\n')
  expect(lines.slice(49)).toStrictEqual(['a.md:50:1 error: M49 (links/x)', '… and 10 more', '60 findings', ''])
})
