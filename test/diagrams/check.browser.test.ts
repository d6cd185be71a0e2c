import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, test } from 'node:test'
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

describe('`check --draw`', { timeout: 300_000 }, () => {
  test('draws what is asked for; a build after it draws nothing', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    const checked = await run(['check', '--only', 'diagrams', '--draw', '--root', root])
    assert.equal(checked.code, 0, checked.stdout + checked.stderr)
    const built = await withBrowser(nowhere, () => run(['build', '--root', root, '--static-diagrams']))
    assert.equal(built.code, 0, built.stderr)
    assert.equal(built.stderr, '')
  })

  test('keeps nothing where nothing is to be kept', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    const { code, stderr } = await run(['check', '--only', 'diagrams', '--draw', '--no-cache', '--root', root])
    assert.equal(code, 0, stderr)
    assert.ok(!existsSync(path.join(root, '.waymark')))
  })

  test('without a browser is misuse; without diagrams it needs none', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page, 'plain/README.md': '# Plain\n' })
    const args = ['check', '--only', 'diagrams', '--draw', '--root', root]
    const failed = await withBrowser(nowhere, () => run(args))
    assert.equal(failed.code, 2, failed.stdout)
    assert.match(failed.stderr, /^waymark: No browser could be started: .*\n {2}Install Chromium/)
    const plain = await withBrowser(nowhere, () => run([...args.slice(0, -1), path.join(root, 'plain')]))
    assert.equal(plain.code, 0, plain.stderr)
  })

  test('without the check of diagrams is misuse', async (t) => {
    const root = await builtFolder(t, { 'guidebooks/README.md': page })
    for (const args of [
      ['--skip', 'diagrams'],
      ['--only', 'links'],
    ]) {
      const { code, stderr } = await run(['check', '--draw', ...args, '--root', root])
      assert.equal(code, 2)
      assert.match(stderr, /^waymark: Unexpected `--draw` without the check `diagrams`, expected both\n {2}Leave out/)
    }
  })
})
