import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { links } from '../../../checks/links/links.ts'
import { structure } from '../../../checks/structure/structure.ts'
import { checkFolder, rows } from '../engine/project-files.ts'
import { wordCheck } from '../engine/word-check.ts'
import { TestRepository } from '../test-repository.ts'

let repository: TestRepository
beforeEach(() => {
  repository = new TestRepository()
})
afterEach(() => repository.remove())

const since = (ref = 'main', folder = '') =>
  checkFolder(path.join(repository.root, folder), { checks: [wordCheck], since: ref })
const linksSince = () => checkFolder(repository.root, { checks: [links], since: 'main' })

/** Commits files to `main`, and goes on in a branch of its own. */
function begin(files: Record<string, string>): void {
  repository.write(files).commit()
  repository.git('checkout', '--quiet', '-b', 'change')
}

describe('Only what is new fails', () => {
  const cases: [name: string, before: string, after: string | undefined, told: string[], old: number][] = [
    ['nothing changed', 'bad', 'bad', [], 1],
    ['it stands on another line now', 'bad', 'good\n\nbad', [], 1],
    ['its line has other words now', 'a bad day', 'the bad night', [], 1],
    ['another one like it', 'x bad', 'y bad\n\nx bad', ['docs/a.md:1:3 warning lint/bad'], 1],
    [
      'another one before and after',
      'x bad',
      'y bad\n\nx bad\n\nz bad',
      ['docs/a.md:1:3 warning lint/bad', 'docs/a.md:5:3 warning lint/bad'],
      1,
    ],
    ['one of another kind', 'bad', 'bad worse', ['docs/a.md:1:5 error lint/worse'], 1],
    ['one mended', 'bad bad', 'bad', [], 1],
    ['one mended and one made', 'bad', 'worse', ['docs/a.md:1:1 error lint/worse'], 0],
    ['the page is gone', 'bad', undefined, [], 0],
  ]
  for (const [name, before, after, told, old] of cases) {
    it(name, async () => {
      begin({ 'docs/a.md': before, 'README.md': '# A\n' })
      repository.write({ 'docs/a.md': after })
      const open = await since()
      expect([rows(open.findings), open.old], 'not committed yet').toStrictEqual([told, { count: old, ref: 'main' }])
      repository.commit()
      const committed = await since()
      expect([rows(committed.findings), committed.old], 'committed').toStrictEqual([told, { count: old, ref: 'main' }])
    })
  }

  it('also in a page that has another name now', async () => {
    begin({ 'docs/a.md': `bad\n${'some text\n'.repeat(9)}`, 'README.md': '# A\n' })
    repository.git('mv', 'docs/a.md', 'docs/b.md')
    expect(rows((await since()).findings)).toStrictEqual([])
    repository.write({ 'docs/b.md': `bad\nworse\n${'some text\n'.repeat(9)}` }).commit()
    expect(rows((await since()).findings)).toStrictEqual(['docs/b.md:2:1 error lint/worse'])
  })

  it('also in a page that git does not know yet', async () => {
    begin({ 'README.md': '# A\n' })
    repository.write({ 'docs/new.md': 'bad' })
    expect(rows((await since()).findings)).toStrictEqual(['docs/new.md:1:1 warning lint/bad'])
  })

  it('compares with the commit where the ways part, not with what came after it', async () => {
    begin({ 'docs/a.md': 'bad', 'README.md': '# A\n' })
    repository.git('checkout', '--quiet', 'main')
    repository.write({ 'docs/a.md': 'good' }).commit()
    repository.git('checkout', '--quiet', 'change')
    expect(rows((await since()).findings)).toStrictEqual([])
  })

  it('in a project that is a folder of its repository', async () => {
    begin({ 'wiki/guidebooks/a.md': 'bad', 'other.md': 'bad' })
    repository.write({ 'wiki/guidebooks/a.md': 'bad\n\nbad bad' })
    const { findings, old } = await since('main', 'wiki')
    expect(rows(findings)).toStrictEqual([
      'guidebooks/a.md:3:1 warning lint/bad',
      'guidebooks/a.md:3:5 warning lint/bad',
    ])
    expect(old).toStrictEqual({ count: 1, ref: 'main' })
  })

  it('leaves the work tree and the index as they are', async () => {
    begin({ 'docs/a.md': 'bad', 'README.md': '# A\n' })
    repository.write({ 'docs/a.md': 'bad bad', 'docs/b.md': 'bad' })
    repository.git('add', 'docs/a.md')
    const before = repository.git('status', '--porcelain')
    await since()
    expect(repository.git('status', '--porcelain')).toBe(before)
  })
})

describe('A change that breaks the link of another page', () => {
  const pages = {
    'README.md': '# Hub\n\n[Restore](docs/a.md#restore-the-data)\n',
    'docs/a.md': '# A\n\n## Before\n\n## Restore the data\n\n## After\n',
  }

  it('by another text of a heading', async () => {
    begin(pages)
    repository.write({ 'docs/a.md': pages['docs/a.md'].replace('Restore the data', 'Bring it back') })
    const commit = repository.commit()
    const [found, ...more] = (await linksSince()).findings
    expect(more).toStrictEqual([])
    expect(`${found?.file}:${found?.line} ${found?.code}`).toBe('README.md:3 links/missing-anchor')
    const short = repository.git('rev-parse', '--short', commit)
    expect(found?.hint ?? '').toMatch(
      new RegExp(
        `ommit \`${short}\` broke it: the section \`Restore the data\` of \`docs/a.md\` is called \`Bring it back\` now`,
      ),
    )
  })

  it('by removing a section, before it is committed', async () => {
    begin(pages)
    repository.write({ 'docs/a.md': '# A\n\n## Before\n\n## After\n' })
    const [found] = (await linksSince()).findings
    expect(found?.hint ?? '').toMatch(
      /his change broke it: the section `Restore the data` of `docs\/a\.md` was removed/,
    )
  })

  it('by deleting the page', async () => {
    begin(pages)
    repository.write({ 'docs/a.md': undefined }).commit()
    const [found] = (await linksSince()).findings
    expect(found?.code).toBe('links/missing-file')
    expect(found?.hint ?? '').toMatch(/broke it: `docs\/a\.md` was deleted/)
  })

  it('by another name of the page', async () => {
    begin(pages)
    repository.git('mv', 'docs/a.md', 'docs/recovery.md')
    repository.commit()
    const [found] = (await linksSince()).findings
    expect(found?.hint ?? '').toMatch(/broke it: `docs\/a\.md` is `docs\/recovery\.md` now/)
  })

  it('by making a draft of the page', async () => {
    begin(pages)
    repository.write({ 'docs/a.md': `---\ndraft: true\n---\n\n${pages['docs/a.md']}` })
    const [found] = (await linksSince()).findings
    expect(found?.code).toBe('links/draft')
    expect(found?.hint ?? '').toMatch(/broke it: `docs\/a\.md` is a draft now/)
  })

  it('is not what broke a link that never worked', async () => {
    begin(pages)
    repository.write({ 'README.md': `${pages['README.md']}\n[x](docs/nothing.md)\n` })
    const [found, ...more] = (await linksSince()).findings
    expect(more).toStrictEqual([])
    expect(found?.hint ?? '').not.toMatch(/broke it/)
  })
})

describe('A commit to compare with that is of no use', () => {
  const refused = (ref: string, folder = repository.root) => checkFolder(folder, { checks: [wordCheck], since: ref })

  it('is not there', async () => {
    begin({ 'README.md': '# A\n' })
    await expect(refused('nowhere')).rejects.toThrow(/Unexpected `--since nowhere`, expected a commit/)
  })

  it('looks like an option', async () => {
    begin({ 'README.md': '# A\n' })
    await expect(refused('--output=x')).rejects.toThrow(/Unexpected `--since --output=x`, expected a commit/)
  })

  it('has no history in common', async () => {
    begin({ 'README.md': '# A\n' })
    repository.git('checkout', '--quiet', '--orphan', 'other')
    repository.commit('another beginning')
    await expect(refused('main')).rejects.toThrow(/expected a commit that HEAD has history in common with/)
  })

  it('is not in a shallow clone', async () => {
    begin({ 'README.md': '# A\n' })
    repository.write({ 'README.md': '# B\n' }).commit()
    const clone = mkdtempSync(path.join(tmpdir(), 'waymark-clone-'))
    const quiet = ['--quiet', '--depth=1', '--no-single-branch', `file://${repository.root}`, clone]
    execFileSync('git', ['clone', ...quiet], { stdio: 'ignore' })
    await expect(refused('origin/main', clone)).rejects.toThrow(/Unexpected shallow clone/)
    await expect(refused('HEAD~1', clone)).rejects.toThrow(/expected a commit that this shallow clone holds/)
    rmSync(clone, { recursive: true, force: true })
  })

  it('in a folder without git', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'waymark-plain-'))
    writeFileSync(path.join(folder, 'README.md'), '# A\n')
    await expect(refused('main', folder)).rejects.toThrow(/expected a git repository/)
    rmSync(folder, { recursive: true, force: true })
  })

  it('in a repository without a commit', async () => {
    repository.write({ 'README.md': '# A\n' })
    await expect(refused('HEAD')).rejects.toThrow(/Unexpected `--since HEAD`, expected a commit/)
  })
})

describe('External links', () => {
  it('are asked once for both moments, and what was dead before is old', async () => {
    const asked: string[] = []
    const server = createServer((request, response) => {
      asked.push(request.url ?? '')
      response.writeHead(404).end()
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const { port } = server.address() as AddressInfo
    const url = (name: string) => `http://127.0.0.1:${port}/${name}`
    begin({ 'README.md': `# A\n\n[x](${url('old')})\n`, 'waymark.yaml': 'checks: { links: { allow: [127.0.0.0/8] } }' })
    repository.write({ 'README.md': `# A\n\n[x](${url('old')}) and [y](${url('new')})\n` })
    const { findings, old } = await checkFolder(repository.root, {
      checks: [links],
      since: 'main',
      context: { external: {} },
    })
    server.close()
    expect([rows(findings), old?.count]).toStrictEqual([
      [`README.md:3:${`[x](${url('old')}) and `.length + 1} error links/dead`],
      1,
    ])
    expect(asked.filter((path) => path === '/old').length).toStrictEqual(asked.filter((path) => path === '/new').length)
  })
})

describe('A page that includes others', () => {
  const snippets = {
    'mkdocs.yml': 'markdown_extensions: [{pymdownx.snippets: {base_path: [docs]}}]\nexclude_docs: "snip/s.md"\n',
    'docs/index.md': '# Hub\n\n[Part](a.md#part)\n',
    'docs/a.md': '# A\n\n--8<-- "snip/s.md"\n',
    'docs/b.md': '# B\n',
    'docs/snip/s.md': '## Part\n\nSee [B](b.md).\n',
  }

  it('had what an included file said that is gone now', async () => {
    begin(snippets)
    repository.write({ 'docs/snip/s.md': undefined })
    expect(rows((await linksSince()).findings)).toStrictEqual([
      'docs/a.md:3:1 error links/missing-file',
      'docs/index.md:3:1 error links/missing-anchor',
    ])
  })

  it('is where the links of an included file lead from, before as now', async () => {
    begin(snippets)
    repository.write({ 'docs/snip/s.md': '## Part\n\nSee [B](b.md) there.\n', 'docs/b.md': undefined })
    expect(rows((await linksSince()).findings)).toStrictEqual(['docs/snip/s.md:3:5 error links/missing-file'])
  })
})

it('Of pages that were asked for, what is told at the first one is old where it was there before', async () => {
  const page = '# Page\n\n> **Status:** Experimental\n> **Owner:** Shop team\n\n'
  const folder = { 'README.md': '# Hub\n\n[A](docs/a.md) [B](docs/b.md)\n' }
  begin({ ...folder, 'docs/a.md': `${page}One.\n`, 'docs/b.md': `${page}${'Two.\n'.repeat(9)}` })
  const scoped = (name: string) =>
    checkFolder(repository.root, { checks: [structure], since: 'main', inScope: (file) => file === name })
  for (const name of ['docs/b.md', 'docs/c.md']) {
    const { findings, old } = await scoped(name)
    expect(rows(findings), name).toStrictEqual([])
    expect(old?.count, name).toBeGreaterThan(0)
    if (name === 'docs/b.md') repository.git('mv', name, 'docs/c.md')
  }
})
