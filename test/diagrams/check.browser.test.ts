import { existsSync } from 'node:fs'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { run } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { withBrowser } from './with-browser.ts'

const page = `# Home

\`\`\`mermaid
flowchart LR
  accTitle: Two steps
  accDescr: The first leads to the second
  first[First] --> second[Second]
\`\`\`
`

const nowhere = path.join(path.sep, 'no', 'such', 'browser')

describe('`check --draw`', () => {
  test('draws what is asked for; a build after it draws nothing', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    const checked = await run(['check', '--only', 'diagrams', '--draw', '--root', root])
    expect(checked.code, checked.stdout + checked.stderr).toBe(0)
    const built = await withBrowser(nowhere, () => run(['build', '--root', root, '--static-diagrams']))
    expect(built.code, built.stderr).toBe(0)
    expect(built.stderr).toBe('')
  })

  test('keeps nothing where nothing is to be kept', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    const { code, stderr } = await run(['check', '--only', 'diagrams', '--draw', '--no-cache', '--root', root])
    expect(code, stderr).toBe(0)
    assert.ok(!existsSync(path.join(root, '.waymark')))
  })

  test('without a browser is misuse; without diagrams it needs none', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page, 'plain/README.md': '# Plain\n' })
    const args = ['check', '--only', 'diagrams', '--draw', '--root', root]
    const failed = await withBrowser(nowhere, () => run(args))
    expect(failed.code, failed.stdout).toBe(2)
    expect(failed.stderr).toMatch(/^waymark: No browser could be started: .*\n {2}Install Chromium/)
    const plain = await withBrowser(nowhere, () => run([...args.slice(0, -1), path.join(root, 'plain')]))
    expect(plain.code, plain.stderr).toBe(0)
  })

  test('without the check of diagrams is misuse', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    for (const args of [
      ['--skip', 'diagrams'],
      ['--only', 'links'],
    ]) {
      const { code, stderr } = await run(['check', '--draw', ...args, '--root', root])
      expect(code).toBe(2)
      expect(stderr).toMatch(/^waymark: Unexpected `--draw` without the check `diagrams`, expected both\n {2}Leave out/)
    }
  })
})
