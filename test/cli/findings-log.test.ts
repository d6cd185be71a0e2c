import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FindingsLog } from '../../src/cli/findings-log.ts'
import type { Finding, Severity } from '../../src/guidebook/finding.ts'

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
  assert.equal(printed([]), '')
  const first = [finding('a.md', 3, 'A', 'warning'), finding('b.md', 1, 'B')]
  assert.equal(printed(first), 'b.md:1:1 error: B (links/x)\na.md:3:1 warning: A (links/x)\n2 findings\n')
  assert.equal(printed(first), '', 'nothing has changed')
  assert.equal(printed([finding('a.md', 9, 'A', 'warning'), finding('b.md', 1, 'B')]), '', 'only its line has')
  assert.equal(printed([...first, finding('c.md', 1, 'C')]), 'c.md:1:1 error: C (links/x)\n3 findings\n')
})

test('and it is counted when it goes', () => {
  const printed = logged()
  printed([finding('a.md', 1, 'A'), finding('a.md', 2, 'A'), finding('b.md', 1, 'B')])
  assert.equal(printed([finding('a.md', 2, 'A'), finding('b.md', 1, 'B')]), '2 findings, 1 gone\n')
  assert.equal(printed([]), 'No findings, 2 gone\n')
})

test('of very many the first are told', () => {
  const printed = logged()
  const lines = printed(Array.from({ length: 60 }, (_, index) => finding('a.md', index + 1, `M${index}`))).split('\n')
  assert.deepEqual(lines.slice(49), ['a.md:50:1 error: M49 (links/x)', '… and 10 more', '60 findings', ''])
})
