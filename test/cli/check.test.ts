import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { TestRepository } from '../checks/test-repository.ts'
import { broken, check, clean, project } from './checked-project.ts'
import { run } from './command-line.ts'

describe('waymark check', () => {
  it('ends with 0 where nothing is wrong, and says so', async () => {
    const { code, stdout, stderr } = await check(project(clean))
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^No findings in 2 files/)
  })

  it('ends with 1 on an error, with its place, its line and what to do', async () => {
    const { code, stdout } = await check(project(broken))
    assert.equal(code, 1)
    assert.match(stdout, /guidebooks\/shop\.md/)
    assert.match(stdout, /3:5 .*links\/missing-file|links\/missing-file/)
    assert.match(stdout, /\[x\]\(nowhere\.md\)/)
  })

  it('ends with 0 on a warning', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'checks: { links: { severity: { missing-file: warning } } }',
      'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n',
    })
    const { code, stdout } = await check(root)
    assert.equal(code, 0)
    assert.match(stdout, /links\/missing-file/)
    assert.equal((await check(root, '--fail-on', 'warning')).code, 1)
    assert.equal((await check(root, '--fail-on', 'info')).code, 1)
    assert.equal((await check(root, '--fail-on', 'some')).code, 2)
  })

  it('tells about the paths that are named, and reads all', async () => {
    const root = project(broken)
    assert.equal((await check(root, path.join(root, 'guidebooks/README.md'))).code, 0)
    assert.equal((await check(root, path.join(root, 'guidebooks/shop.md'))).code, 1)
    assert.equal((await check(root, 'guidebooks')).code, 1, 'a path of the root')
    assert.equal((await run(['check', 'shop.md'], path.join(root, 'guidebooks'))).code, 1, 'a root without the folder')
  })

  it('runs the checks that are chosen', async () => {
    const root = project(broken)
    assert.equal((await check(root, '--only', 'lint,structure')).code, 0)
    assert.equal((await check(root, '--skip', 'links')).code, 0)
    assert.equal((await check(root, '--only', 'links')).code, 1)
  })

  it('finds the same from its cache, which may be damaged', async () => {
    const root = project({ ...broken, 'guidebooks/shop.md': '# Shop\n\n* a\n\n- b\n\n[x](nowhere.md)\n' })
    const findings = async (...args: string[]) =>
      JSON.parse((await check(root, '--format', 'json', ...args)).stdout).findings
    const cold = await findings()
    const cache = path.join(root, '.waymark/check.json')
    assert.ok(existsSync(cache))
    assert.deepEqual(await findings(), cold)
    writeFileSync(cache, readFileSync(cache, 'utf8').slice(0, 100))
    assert.deepEqual(await findings(), cold)
    assert.deepEqual(await findings('--no-cache'), cold)
  })

  it('tells the first of a kind in a diagram and counts the others: from its cache, and in each format', async () => {
    const labels = Array.from({ length: 40 }, (_, index) => `  n${index}["get <ns${index}>"]\n`).join('')
    const root = project({ 'guidebooks/README.md': `# Hub\n\n\`\`\`mermaid\nflowchart LR\n${labels}\`\`\`\n` })
    const files = ['pretty', 'json', 'sarif', 'junit'].map((format) => path.join(root, format))
    for (const run of ['cold', 'warm']) {
      await check(
        root,
        '--only',
        'diagrams',
        ...files.flatMap((file) => ['--format', `${path.basename(file)}=${file}`]),
      )
      for (const file of files) {
        const text = readFileSync(file, 'utf8')
        assert.match(text, /20 more of `diagrams\/lost-text` in this diagram/, `${run} ${file}`)
        assert.match(text, /ns19/)
        assert.doesNotMatch(text, /ns21/)
      }
    }
  })

  it('keeps nothing with --no-cache', async () => {
    const root = project(clean)
    await check(root, '--no-cache')
    assert.equal(existsSync(path.join(root, '.waymark')), false)
  })

  it('tells what is wrong in waymark.yaml and services.yaml', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'tittle: x\n',
      'guidebooks/services.yaml': 'services: { a: { hots: [] } }\n',
    })
    const { code, stdout } = await check(root, '--format', 'json')
    assert.equal(code, 1)
    const found = JSON.parse(stdout).findings.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)
    assert.deepEqual(found, ['guidebooks/services.yaml config/unknown-key', 'waymark.yaml config/unknown-key'])
  })
})

describe('waymark check --since', () => {
  it('counts what was there and fails on what is new', async () => {
    const repository = new TestRepository()
    after(() => repository.remove())
    repository.write(broken).commit()
    const args = ['--no-cache', '--since', 'HEAD']
    const before = await check(repository.root, ...args)
    assert.equal(before.code, 0)
    assert.match(before.stdout, /1 finding was there before `HEAD`|there before/)
    repository.write({ 'guidebooks/README.md': '# Hub\n\n[Shop](shop.md) [y](gone.md)\n' })
    const now = await check(repository.root, ...args)
    assert.equal(now.code, 1)
    assert.match(now.stdout, /gone\.md/)
    assert.doesNotMatch(now.stdout, /nowhere\.md/)
  })
})
