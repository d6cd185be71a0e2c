import { describe, expect, test } from 'vitest'
import { allRules, checks } from '../../checks/registry.ts'
import type { Example } from '../../checks/rule.ts'
import { checkFiles } from './engine/project-files.ts'

/** The codes that an example is told by the checks that users run. */
async function codesIn(example: Example): Promise<string[]> {
  const files = typeof example === 'string' ? { 'guidebooks/page.md': example } : example
  return (await checkFiles({ 'waymark.yaml': 'version: 1\n', ...files }, { checks })).map(({ code }) => code)
}

describe("Each rule's examples", () => {
  for (const { code, wrong, right } of allRules()) {
    test(`${code}: the wrong one has it, the right one does not`, async () => {
      expect(await codesIn(wrong)).toContain(code)
      expect(await codesIn(right)).not.toContain(code)
    })
  }
})
