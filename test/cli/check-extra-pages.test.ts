import { readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { check, project } from './checked-project.ts'
import { run } from './command-line.ts'

const files = {
  'README.md': '# Hub\n\n[A](a.md)\n',
  'a.md': '# A\n\n[Hub](README.md) [How](.github/CONTRIBUTING.md)\n',
  '.github/CONTRIBUTING.md':
    '# How\n\n[b](nope.md) [hub](../README.md) [none](../README.md#none) [ci](workflows/ci.yml) [t](T.md)\n',
  '.github/T.md': '# Template\n',
  '.github/workflows/ci.yml': 'on: push\n',
  '.notes.md': '# Notes\n',
  '.cache/CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n',
  '.cache/README.md': '# Cache\n',
}

const links = (stdout: string) => [...stdout.matchAll(/links\/[\w-]+/g)].map(([code]) => code)

test('what begins with a dot is passed over, and the last line says so', async () => {
  const root = project(files)
  const { code, stdout } = await check(root)
  expect(code, stdout).toBe(0)
  expect(stdout).toMatch(/^No findings in 2 files, 3 in `\.github` and `\.notes\.md` skipped, [\d.]+ m?s$/m)
  const annotations = await check(root, '--format', 'github')
  expect(annotations.stdout).toMatch(/3 in `\.github` and `\.notes\.md` skipped/)
  const { summary } = JSON.parse((await check(root, '--format', 'json')).stdout)
  expect(summary.skipped).toStrictEqual({ files: 3, folders: ['.github', '.notes.md'] })
  expect((await check(root, 'a.md')).stdout).toMatch(/^No findings in 1 file, [\d.]+ m?s$/m)
})

test('a page that is given by its name is checked wherever it stands', async () => {
  const root = project(files)
  const named = await check(root, '.github/CONTRIBUTING.md')
  expect(named.code).toBe(1)
  expect(named.stdout).toMatch(/^\.github\/CONTRIBUTING\.md$/m)
  expect(named.stdout).toMatch(/Unexpected link to `nope\.md`/)
  expect(links(named.stdout)).toStrictEqual(['links/missing-file', 'links/missing-anchor'])
  expect(named.stdout).toMatch(/^2 errors in 1 file, [\d.]+ m?s$/m)
  // What it says is judged, but it has no place among the guidebooks.
  expect(named.stdout).not.toMatch(/structure\//)

  const folder = await check(root, '.github')
  expect(links(folder.stdout)).toStrictEqual(['links/missing-file', 'links/missing-anchor'])
  expect(folder.stdout).toMatch(/^2 errors in 2 files, /m)
  expect((await check(root, '.notes.md')).stdout).toMatch(/^No findings in 1 file, /m)
})

test('also beside the guidebooks, where they leave it out, and where git ignores it', async () => {
  const root = project({
    'waymark.yaml': 'exclude: [old.md]\n',
    'README.md': '# Project\n\n[b](nope.md) [hub](guidebooks/README.md)\n',
    '.github/SECURITY.md': '[b](nope.md)\n',
    'guidebooks/README.md': '# Hub\n',
    'guidebooks/old.md': '# Old\n\n[b](nope.md)\n',
  })
  for (const file of ['README.md', '.github/SECURITY.md', 'guidebooks/old.md']) {
    const { stdout } = await check(root, file)
    expect(links(stdout), stdout).toStrictEqual(['links/missing-file'])
    assert.ok(stdout.startsWith(`${file}\n`), stdout)
  }
  const { stdout } = await run(['check', 'README.md'], root)
  expect(stdout).toMatch(/^1 error in 1 file/m)
})

test('its fixes are written, and what was wrong in it before is not the change’s', async (t) => {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({
    'guidebooks/README.md': '# Hub\n\n## One two\n',
    '.github/HELP.md': '# Help\n\n[b](nope.md)\n',
  })
  repository.commit()
  repository.write({ '.github/HELP.md': '# Help\n\n[b](nope.md) [x](../guidebooks/readme.md)\n' })
  const since = await check(repository.root, '.github/HELP.md', '--no-cache', '--since', 'HEAD')
  expect(links(since.stdout)).toStrictEqual(['links/case'])
  expect(since.stdout).toMatch(/1 finding was there before/)
  await check(repository.root, '.github/HELP.md', '--no-cache', '--fix')
  expect(readFileSync(path.join(repository.root, '.github/HELP.md'), 'utf8')).toMatch(/\.\.\/guidebooks\/README\.md/)
})

test('but nothing that could hold a password', { skip: process.platform === 'win32' }, async (t) => {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({
    'guidebooks/README.md': '# Hub\n',
    '.git/notes.md': '[hunter2](x.md)\n',
    'node_modules/x/README.md': '[hunter2](x.md)\n',
    '.env': '[hunter2](x.md)\n',
    '.private/README.md': '[own](x.md)\n',
  })
  const link = (target: string, name: string) => symlinkSync(target, path.join(repository.root, name))
  link('.env', 'env.md')
  link('.git/notes.md', 'git.md')
  link('/etc/hostname', 'out.md')
  link('.private/README.md', 'own.md')
  for (const file of ['.git/notes.md', '.git', 'node_modules/x/README.md', 'env.md', 'git.md', 'out.md']) {
    const { code, stdout, stderr } = await check(repository.root, file)
    expect(code, `${file}: ${stdout}`).toBe(2)
    expect(stdout + stderr).not.toMatch(/hunter2/)
    expect(stderr).toMatch(/expected a page/)
  }
  expect(links((await check(repository.root, 'own.md')).stdout)).toStrictEqual(['links/missing-file'])
})

test('it was read by the rules of its generator before, too', async (t) => {
  const repository = new TestRepository()
  t.onTestFinished(() => repository.remove())
  repository.write({
    'waymark.yaml': 'guidebooks: docs\nexclude: [old.md]\n',
    'mkdocs.yml': 'site_name: X\n',
    'docs/index.md': '# Hub\n',
    'docs/old.md': '# Old\n\n[x](#a-b)\n\n## A & B\n',
  })
  repository.commit()
  repository.write({ 'docs/old.md': '# Old\n\n[x](#a-b)\n\n## C\n' })
  const { stdout } = await check(repository.root, 'docs/old.md', '--no-cache', '--since', 'HEAD')
  expect(links(stdout), stdout).toStrictEqual(['links/missing-anchor'])
})
