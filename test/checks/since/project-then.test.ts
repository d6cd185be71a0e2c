import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { checkFolder, rows } from '../engine/project-files.ts'
import { wordCheck } from '../engine/word-check.ts'
import { fetchWhole, partialClone, TestRepository } from '../test-repository.ts'

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
    expect(await told()).toStrictEqual({ new: ['handbook/b.md:1:1 warning lint/bad'], old: 1 })
  })

  it('the project is in another folder now', async () => {
    repository.write({ 'wiki/waymark.yaml': 'title: Wiki', 'wiki/guidebooks/a.md': 'a bad\n\nday\n' }).commit()
    repository.git('mv', 'wiki', 'docs')
    expect(await told('docs')).toStrictEqual({ new: [], old: 1 })
  })

  it('a page is no longer excluded', async () => {
    repository.write({ 'waymark.yaml': 'exclude: [a.md]', 'a.md': 'bad', 'b.md': '# B\n' }).commit()
    repository.write({ 'waymark.yaml': 'exclude: []' })
    expect(await told()).toStrictEqual({ new: [], old: 1 })
  })

  it('`waymark.yaml` could not be read', async () => {
    repository.write({ 'waymark.yaml': 'exclude: [', 'a.md': 'bad' }).commit()
    repository.write({ 'waymark.yaml': 'title: Wiki' })
    expect(await told()).toStrictEqual({ new: [], old: 1 })
  })
})

describe('A page that readers can reach no more', () => {
  const pages = { 'README.md': '# Hub\n\n[A](a.md#one)\n', 'a.md': '# A\n\n## One\n', 'waymark.yaml': 'title: Wiki' }

  it('breaks links by being excluded', async () => {
    repository.write(pages).commit()
    repository.write({ 'waymark.yaml': 'exclude: [a.md]' })
    expect(await told('', [links])).toStrictEqual({ new: ['README.md:3:1 warning links/excluded'], old: 0 })
  })

  it('breaks links by being a folder now', async () => {
    repository.write(pages).commit()
    repository.write({ 'a.md': undefined }).write({ 'a.md/note.txt': 'x' })
    const { findings } = await checkFolder(repository.root, { checks: [links], since: 'HEAD' })
    expect(findings[0]?.hint ?? '').not.toMatch(/section/)
  })

  it('breaks those to its folder, which has another name now', async () => {
    repository.write({ 'README.md': '# Hub\n\n[A](a)\n', 'a/README.md': '# A\n', 'a/b.md': '# B\n\nText\n' }).commit()
    repository.git('mv', 'a', 'c')
    const { findings } = await checkFolder(repository.root, { checks: [links], since: 'HEAD' })
    expect(findings[0]?.hint ?? '').toMatch(/his change broke it: `a` is `c` now/)
  })
})

describe('Git is asked', () => {
  it('about the repository at hand, whatever a hook of another one says', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    const other = new TestRepository()
    other.write({ 'a.md': 'good' }).commit()
    process.env.GIT_DIR = path.join(other.root, '.git')
    try {
      expect(await told()).toStrictEqual({ new: [], old: 1 })
    } finally {
      delete process.env.GIT_DIR
      other.remove()
    }
  })

  it('for a commit: an empty name is none', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    await expect(told('', [wordCheck], '')).rejects.toThrow(/Unexpected empty `--since`, expected a commit/)
  })

  it('for what a clone has alone: what a partial one lacks is neither fetched nor an empty page', async () => {
    repository.write({ 'a.md': 'bad' }).commit()
    repository.write({ 'a.md': 'bad\n\nbad' }).commit()
    const clone = partialClone(repository)
    const since = () => checkFolder(clone, { checks: [wordCheck], since: 'HEAD~1' })
    await expect(since()).rejects.toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/`git fetch --refetch --no-filter`/) }),
    )
    fetchWhole(clone)
    expect((await since()).findings.length).toBe(1)
    rmSync(clone, { recursive: true, force: true })
  })
})
