import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { check, project } from './checked-project.ts'

describe('waymark check --fix', () => {
  const capital = {
    'guidebooks/README.md': '# Hub\n\n[Shop](Shop.md)\n',
    'guidebooks/shop.md': '# Shop\n\n[Hub](README.md)\n',
  }

  it('writes what is certain, shows it as a diff, and tells what is left', async () => {
    const root = project(capital)
    expect((await check(root)).code).toBe(1)
    const { code, stdout } = await check(root, '--fix')
    expect(code).toBe(0)
    expect(stdout).toMatch(/-\[Shop\]\(Shop\.md\)\n\+\[Shop\]\(shop\.md\)/)
    expect(stdout).toMatch(/Fixed 1 finding in 1 file/)
    expect(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8')).toBe('# Hub\n\n[Shop](shop.md)\n')
  })

  it('leaves nothing to a second run, also where one fix lays open another', async () => {
    const files = {
      'guidebooks/README.md': '# Hub\n\n> **Related:** [Shop](shop.md)\n',
      'guidebooks/shop.md': '# Shop\n\n> **Relatd:** [Store](Store.md)\n',
      'guidebooks/store.md': '# Store\n\n> **Related:** [Hub](README.md)\n',
    }
    const root = project(files)
    await check(root, '--fix')
    const read = () => Object.keys(files).map((file) => readFileSync(path.join(root, file), 'utf8'))
    const once = read()
    expect((await check(root, '--fix')).stdout).toMatch(/Nothing to fix for certain/)
    expect(read()).toStrictEqual(once)
    expect(once[1] ?? '').toMatch(/Related.*store\.md/)
  })

  it('keeps a report for machines free of it', async () => {
    const { stdout, stderr } = await check(project(capital), '--fix', '--format', 'json')
    expect(JSON.parse(stdout).findings.length).toBe(0)
    expect(stderr).toMatch(/Fixed 1 finding/)
  })

  it('fixes what was asked for', async () => {
    const root = project(capital)
    await check(root, '--fix', 'guidebooks/shop.md')
    expect(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8')).toMatch(/Shop\.md/)
  })

  it('mends all of a kind in a diagram, also those that the report only counts', async () => {
    const labels = Array.from({ length: 70 }, (_, index) => `  n${index}["get <ns${index}>"]\n`).join('')
    const root = project({ 'guidebooks/README.md': `# Hub\n\n\`\`\`mermaid\nflowchart LR\n${labels}\`\`\`\n` })
    const before = await check(root, '--all')
    expect(before.stdout).toMatch(/Unexpected 50 more of `diagrams\/lost-text` in this diagram/)
    expect(before.stdout).toMatch(/`waymark check --fix` mends 20 of them/)
    expect((await check(root, '--fix')).stdout).toMatch(/Fixed 70 findings in 1 file/)
  })

  it('leaves dates to the option that is made for them', async () => {
    const repository = new TestRepository()
    try {
      const page = '# Hub\n\n> **Last Updated:** 2020-01-01\n\nText.\n'
      repository.write({ 'guidebooks/README.md': page }).commit()
      repository.write({ 'guidebooks/README.md': `${page}\nMore.\n` }).commit('more', '2026-03-01')
      const { stdout } = await check(repository.root, '--no-cache', '--only', 'structure')
      expect(stdout).toMatch(/structure\/outdated/)
      expect(stdout).not.toMatch(/--fix`/)
      expect(stdout).toMatch(/`waymark check --fix-dates` sets 1 date/)
    } finally {
      repository.remove()
    }
  })
})
