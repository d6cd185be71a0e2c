import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeBaseline } from '../../checks/baseline/baseline-file.ts'
import { reporters } from '../../checks/reporters/registry.ts'
import { inventoryJson } from '../../src/cli/inventory/json.ts'
import { isOwnOutput } from '../../src/inventory/own-output.ts'
import { context, rich } from '../checks/reporters/report.ts'
import { read } from './reading.ts'

/** A baseline of one finding, as it is written. */
async function baseline(): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-own-output-'))
  const file = path.join(folder, 'a.json')
  await writeBaseline(file, [{ file: 'docs/a.md', code: 'hosts/removed', finding: 'Unexpected host `a.acme.dev`' }])
  const text = readFileSync(file, 'utf8')
  rmSync(folder, { recursive: true })
  return text
}

for (const name of ['json', 'sarif', 'junit', 'gitlab'])
  test(`A report in the format ${name} is known by how it begins`, async () => {
    expect(isOwnOutput('a.txt', (await reporters[name]?.report(rich, context)) ?? '')).toBe(true)
  })

test('So are a summary, a baseline and an inventory, in whatever lines', async () => {
  const summary = await reporters.json?.report(rich, { ...context, detail: 'summary' })
  for (const text of [summary ?? '', await baseline(), inventoryJson(await read({ 'a.yaml': 'a: 1\n' }))]) {
    expect(isOwnOutput('a.txt', text)).toBe(true)
    expect(isOwnOutput('a.txt', `\uFEFF${JSON.stringify(JSON.parse(text))}`)).toBe(true)
  }
})

test('Other files are not, whatever they are called, but those of SARIF', () => {
  const others = [
    '',
    '{}',
    '[]',
    '{"version":1,"files":["a"]}',
    '{"version":1,"summary":"x"}',
    '{"waymark":{"host":"a.acme.dev"}}',
    '<?xml version="1.0"?><testsuites name="shop">',
    '[{"description":"x","check_name":"x"}]',
  ]
  for (const text of others) expect(isOwnOutput('waymark-baseline.json', text), text).toBe(false)
  expect(isOwnOutput('out/scan.SARIF', '{}')).toBe(true)
})

test('The hosts that a baseline names are mentioned nowhere', async () => {
  const text = await baseline()
  expect((await read({ 'known.json': text })).mentioned.size).toBe(0)
  const others = await read({ 'known.json': text.replace('waymark', 'other') })
  expect([...others.mentioned]).toContain('a.acme.dev')
})
