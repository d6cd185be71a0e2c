import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { links } from '../../../checks/links/links.ts'
import { wordCheck } from '../engine/word-check.ts'
import { checkFolder, rows } from '../engine/world.ts'
import { TestRepository } from '../test-repository.ts'

let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository()
})
afterEach(() => repository.remove())

const told = async (folder = '', checks = [wordCheck], since = 'HEAD') => {
  const { findings, old } = await checkFolder(path.join(repository.root, folder), { checks, since })
  return { new: rows(findings), old: old?.count }
}

describe('What was wrong is old, also where', () => {
  it('the folder of the guidebooks has another name now', async () => {
    repository.write({ 'waymark.yaml': 'guidebooks: docs', 'docs/a.md': 'a bad\n\nday\n' }).commit()
    repository.git('mv', 'docs', 'handbook')
    repository.write({ 'waymark.yaml': 'guidebooks: handbook', 'handbook/b.md': 'bad' })
    assert.deepEqual(await told(), { new: ['handbook/b.md:1:1 warning lint/bad'], old: 1 })
  })

  it('the project is in another folder now', async () => {
    repository.write({ 'wiki/waymark.yaml': 'title: Wiki', 'wiki/guidebooks/a.md': 'a bad\n\nday\n' }).commit()
    repository.git('mv', 'wiki', 'docs')
    assert.deepEqual(await told('docs'), { new: [], old: 1 })
  })

  it('a page is no longer excluded', async () => {
    repository.write({ 'waymark.yaml': 'exclude: [a.md]', 'a.md': 'bad', 'b.md': '# B\n' }).commit()
    repository.write({ 'waymark.yaml': 'exclude: []' })
    assert.deepEqual(await told(), { new: [], old: 1 })
  })

  it('`waymark.yaml` could not be read', async () => {
    repository.write({ 'waymark.yaml': 'exclude: [', 'a.md': 'bad' }).commit()
    repository.write({ 'waymark.yaml': 'title: Wiki' })
    assert.deepEqual(await told(), { new: [], old: 1 })
  })
})

describe('A page that readers can reach no more', () => {
  const pages = { 'README.md': '# Hub\n\n[A](a.md#one)\n', 'a.md': '# A\n\n## One\n', 'waymark.yaml': 'title: Wiki' }

  it('breaks links by being excluded', async () => {
    repository.write(pages).commit()
    repository.write({ 'waymark.yaml': 'exclude: [a.md]' })
    assert.deepEqual(await told('', [links]), { new: ['README.md:3:1 warning links/excluded'], old: 0 })
  })

  it('breaks links by being a folder now', async () => {
    repository.write(pages).commit()
    repository.write({ 'a.md': undefined }).write({ 'a.md/note.txt': 'x' })
    const { findings } = await checkFolder(repository.root, { checks: [links], since: 'HEAD' })
    assert.doesNotMatch(findings[0]?.hint ?? '', /section/)
  })

  it('breaks those to its folder, which has another name now', async () => {
    repository.write({ 'README.md': '# Hub\n\n[A](a)\n', 'a/README.md': '# A\n', 'a/b.md': '# B\n\nText\n' }).commit()
    repository.git('mv', 'a', 'c')
    const { findings } = await checkFolder(repository.root, { checks: [links], since: 'HEAD' })
    assert.match(findings[0]?.hint ?? '', /his change broke it: `a` is `c` now/)
  })
})

describe('Git is asked', () => {
  it('about the repository at hand, whatever a hook of another one says', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    const other = new TestRepository()
    other.write({ 'a.md': 'good' }).commit()
    process.env.GIT_DIR = path.join(other.root, '.git')
    try {
      assert.deepEqual(await told(), { new: [], old: 1 })
    } finally {
      delete process.env.GIT_DIR
      other.remove()
    }
  })

  it('for a commit: an empty name is none', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    await assert.rejects(told('', [wordCheck], ''), /Unexpected empty `--since`, expected a commit/)
  })

  it('for what a clone has alone: what a partial one lacks is neither fetched nor an empty page', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    repository.write({ 'a.md': 'bad\n\nbad' }).commit()
    repository.git('config', 'uploadpack.allowFilter', 'true')
    const clone = mkdtempSync(path.join(tmpdir(), 'waymark-partial-'))
    execFileSync('git', ['clone', '--quiet', '--filter=blob:none', `file://${repository.root}`, clone], {
      stdio: 'ignore',
    })
    const since = () => checkFolder(clone, { checks: [wordCheck], since: 'HEAD~1' })
    await assert.rejects(since(), { hint: /`git fetch --refetch --no-filter`/ })
    execFileSync('git', ['-C', clone, 'fetch', '--quiet', '--refetch', '--no-filter'], { stdio: 'ignore' })
    assert.equal((await since()).findings.length, 1)
    rmSync(clone, { recursive: true, force: true })
  })
})
