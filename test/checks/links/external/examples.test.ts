import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { filesOf } from '../../../../checks/example.ts'
import { writeLinkTable } from '../../../../checks/links/external/link-table.ts'
import { links } from '../../../../checks/links/links.ts'
import type { ExternalRule } from '../../../../checks/links/rules/external/external-rule.ts'
import { externalRules } from '../../../../checks/links/rules.ts'
import type { Example } from '../../../../checks/rule.ts'
import { checkFiles } from '../../engine/project-files.ts'

const folder = await mkdtemp(path.join(tmpdir(), 'waymark-replay-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The codes that an example is told when the rule's table is replayed, which was recorded on 1 December 2026. */
async function codesIn(example: Example, { code, replay }: ExternalRule): Promise<string[]> {
  const files = Object.fromEntries(Object.entries(filesOf(example)).map(([file, text]) => [file, String(text)]))
  const table = path.join(folder, `${code.replace('/', '-')}.json`)
  const answers = Object.entries(replay).map(([url, outcome]) => ({ url, outcome }))
  await writeLinkTable(table, { at: Date.UTC(2026, 11, 1), answers })
  const context = { external: { replay: table } }
  const findings = await checkFiles(files, { checks: [links], context })
  return findings.map((finding) => finding.code)
}

describe("Each external rule's examples, by what the web says of them", () => {
  for (const rule of externalRules) {
    test(`${rule.code}: the wrong one has it and nothing else, the right one has nothing`, async () => {
      expect(await codesIn(rule.wrong, rule)).toStrictEqual([rule.code])
      expect(await codesIn(rule.right, rule)).toStrictEqual([])
    })
  }
})
