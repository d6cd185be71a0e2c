import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, assert, describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { broken, check, clean, project } from './checked-project.ts'
import { run } from './command-line.ts'

describe('waymark check', () => {
  it('ends with 0 where nothing is wrong, and says so', async () => {
    const { code, stdout, stderr } = await check(project(clean))
    expect([code, stderr]).toStrictEqual([0, ''])
    expect(stdout).toMatch(/^No findings in 2 files/)
  })

  it('ends with 1 on an error, with its place, its line and what to do', async () => {
    const { code, stdout } = await check(project(broken))
    expect(code).toBe(1)
    expect(stdout).toMatch(/guidebooks\/shop\.md/)
    expect(stdout).toMatch(/3:5 .*links\/missing-file|links\/missing-file/)
    expect(stdout).toMatch(/\[x\]\(nowhere\.md\)/)
  })

  it('ends with 0 on a warning', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'checks: { links: { severity: { missing-file: warning } } }',
      'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n',
    })
    const { code, stdout } = await check(root)
    expect(code).toBe(0)
    expect(stdout).toMatch(/links\/missing-file/)
    expect((await check(root, '--fail-on', 'warning')).code).toBe(1)
    expect((await check(root, '--fail-on', 'info')).code).toBe(1)
    expect((await check(root, '--fail-on', 'some')).code).toBe(2)
  })

  it('tells about the paths that are named, and reads all', async () => {
    const root = project(broken)
    expect((await check(root, path.join(root, 'guidebooks/README.md'))).code).toBe(0)
    expect((await check(root, path.join(root, 'guidebooks/shop.md'))).code).toBe(1)
    expect((await check(root, 'guidebooks')).code, 'a path of the root').toBe(1)
    expect((await run(['check', 'shop.md'], path.join(root, 'guidebooks'))).code, 'a root without the folder').toBe(1)
  })

  it('runs the checks that are chosen', async () => {
    const root = project(broken)
    expect((await check(root, '--only', 'lint,structure')).code).toBe(0)
    expect((await check(root, '--skip', 'links')).code).toBe(0)
    expect((await check(root, '--only', 'links')).code).toBe(1)
  })

  it('finds the same from its cache, which may be damaged', async () => {
    const root = project({ ...broken, 'guidebooks/shop.md': '# Shop\n\n* a\n\n- b\n\n[x](nowhere.md)\n' })
    const findings = async (...args: string[]) =>
      JSON.parse((await check(root, '--format', 'json', ...args)).stdout).findings
    const cold = await findings()
    const cache = path.join(root, '.waymark/check.json')
    assert.ok(existsSync(cache))
    expect(await findings()).toStrictEqual(cold)
    writeFileSync(cache, readFileSync(cache, 'utf8').slice(0, 100))
    expect(await findings()).toStrictEqual(cold)
    expect(await findings('--no-cache')).toStrictEqual(cold)
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
        '--all',
        ...files.flatMap((file) => ['--format', `${path.basename(file)}=${file}`]),
      )
      for (const file of files) {
        const text = readFileSync(file, 'utf8')
        expect(text, `${run} ${file}`).toMatch(/20 more of `diagrams\/lost-text` in this diagram/)
        expect(text).toMatch(/ns19/)
        expect(text).not.toMatch(/ns21/)
      }
    }
  })

  it('keeps nothing with --no-cache', async () => {
    const root = project(clean)
    await check(root, '--no-cache')
    expect(existsSync(path.join(root, '.waymark'))).toBe(false)
  })

  it('tells what is wrong in waymark.yaml and services.yaml', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'tittle: x\n',
      'guidebooks/services.yaml': 'services: { a: { hots: [] } }\n',
    })
    const { code, stdout } = await check(root, '--format', 'json')
    expect(code).toBe(1)
    const found = JSON.parse(stdout).findings.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)
    expect(found).toStrictEqual(['guidebooks/services.yaml config/unknown-key', 'waymark.yaml config/unknown-key'])
  })
})

describe('waymark check --since', () => {
  it('counts what was there and fails on what is new', async () => {
    const repository = new TestRepository()
    afterAll(() => repository.remove())
    repository.write(broken).commit()
    const args = ['--no-cache', '--since', 'HEAD']
    const before = await check(repository.root, ...args)
    expect(before.code).toBe(0)
    expect(before.stdout).toMatch(/1 finding was there before `HEAD`|there before/)
    repository.write({ 'guidebooks/README.md': '# Hub\n\n[Shop](shop.md) [y](gone.md)\n' })
    const now = await check(repository.root, ...args)
    expect(now.code).toBe(1)
    expect(now.stdout).toMatch(/gone\.md/)
    expect(now.stdout).not.toMatch(/nowhere\.md/)
  })
})
