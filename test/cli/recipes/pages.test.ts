import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { git } from '../../review/changed-repository.ts'
import { builtFolder } from '../../status/built-folder.ts'
import type { Outcome } from '../command-line.ts'
import { type ForgeOptions, startForge, token } from './forge.ts'
import { environmentOf, previewWorkflow, recipe, runShell, shellSteps } from './recipe.ts'

interface Lifetime {
  onTestFinished(step: () => unknown): void
}

type Files = Record<string, string>

const workflow = previewWorkflow('github', 'pages')

interface Store {
  /** The absolute folder of a bare repository. */
  remote: string
  publish(number: string, site: Files, prepare?: (folder: string) => Promise<void>): Promise<Outcome>
  sweep(forge: Partial<ForgeOptions>): Promise<Outcome>
  /** The files of the branch, by path. */
  files(): Files
}

/** A repository that GitHub would have, and the jobs that write its branch of previews. */
async function store(t: Lifetime): Promise<Store> {
  const folder = await builtFolder(t, Object.fromEntries(recipe('github', 'pages')))
  const remote = path.join(folder, 'o/r')
  git(folder, 'init', '--quiet', '--bare', '--initial-branch', 'main', 'o/r')

  async function run(job: string, cwd: string, env: Record<string, string>): Promise<Outcome> {
    const [step = assert.fail()] = shellSteps(workflow.jobs[job])
    const told = environmentOf(step.env, { 'github.token': token, 'github.event.number': env.NUMBER ?? '' })
    const where = { GITHUB_SERVER_URL: `file://${folder}`, GITHUB_REPOSITORY: 'o/r' }
    // What waits for somebody else need not wait here.
    const before = 'sleep() { :; }; export -f sleep; sh() { bash --posix "$@"; }'
    return runShell(step.run, { cwd, env: { ...where, ...told, ...env }, before })
  }

  return {
    remote,
    async publish(number, site, prepare) {
      const files = Object.fromEntries(Object.entries(site).map(([name, text]) => [`preview/site/${name}`, text]))
      const cwd = await builtFolder(t, { ...Object.fromEntries(recipe('github', 'pages')), ...files })
      await prepare?.(path.join(cwd, 'preview/site'))
      return run('publish', cwd, { NUMBER: number })
    },
    async sweep(options) {
      const forge = await startForge(t, { kind: 'github', ...options })
      const api = { GITHUB_API_URL: forge.env.GITHUB_API_URL ?? '' }
      return run('sweep', folder, api)
    },
    files: () => {
      const names = git(remote, 'ls-tree', '-rz', '--name-only', 'previews').split('\0').filter(Boolean)
      return Object.fromEntries(names.map((name) => [name, git(remote, 'show', `previews:${name}`)]))
    },
  }
}

/** Makes what a push finds, before it is taken. */
async function hook(remote: string, script: string): Promise<void> {
  const file = path.join(remote, 'hooks/pre-receive')
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, `#!/bin/sh\n${script}`)
  await chmod(file, 0o755)
}

function done({ code, stderr }: Outcome): void {
  expect(code, stderr).toBe(0)
}

function failed({ code, stderr, stdout }: Outcome): string {
  expect(code, `${stdout}${stderr}`).toBe(1)
  expect(stderr).not.toContain(token)
  return stderr
}

describe.concurrent('Previews on GitHub Pages', () => {
  test('stand side by side, and a new one takes the place of the old one', async (t) => {
    const { publish, files } = await store(t)
    done(await publish('7', { 'index.html': 'seven', 'gone/index.html': 'gone' }))
    done(await publish('12', { 'index.html': 'twelve', 'ü/a b.html': 'name' }))
    expect(files()).toStrictEqual({
      'pr/12/index.html': 'twelve',
      'pr/12/ü/a b.html': 'name',
      'pr/7/gone/index.html': 'gone',
      'pr/7/index.html': 'seven',
    })
    done(await publish('7', { 'index.html': 'seven again' }))
    expect(files()).toStrictEqual({
      'pr/12/index.html': 'twelve',
      'pr/12/ü/a b.html': 'name',
      'pr/7/index.html': 'seven again',
    })
  })

  test('have no past: what is removed is gone', async (t) => {
    const { publish, remote } = await store(t)
    for (const text of ['first', 'second']) done(await publish('7', { 'index.html': text }))
    expect(git(remote, 'rev-list', '--count', 'previews').trim()).toBe('1')
  })

  test('of two jobs at once are both there', async (t) => {
    const { publish, files, remote } = await store(t)
    done(await publish('3', { 'index.html': 'three' }))
    // Between the look and the push of the one, the other has pushed.
    await hook(
      remote,
      `[ ! -e raced ] || exit 0
       touch raced
       unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
       export GIT_INDEX_FILE=$PWD/raced-index GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
       git read-tree previews
       git update-index --add --cacheinfo "100644,$(printf eight | git hash-object -w --stdin),pr/8/index.html"
       git update-ref refs/heads/previews "$(git commit-tree -m other "$(git write-tree)")"\n`,
    )
    done(await publish('7', { 'index.html': 'seven' }))
    expect(Object.keys(files())).toStrictEqual(['pr/3/index.html', 'pr/7/index.html', 'pr/8/index.html'])
  })

  test('say so where GitHub refuses them, and try no more', async (t) => {
    const { publish, remote } = await store(t)
    await hook(remote, 'echo once >> tried\nexit 1\n')
    expect(failed(await publish('7', { 'index.html': 'seven' }))).toMatch(/GitHub refused the push/)
    expect(git(remote, 'for-each-ref')).toBe('')
    expect(await readFile(path.join(remote, 'tried'), 'utf8')).toBe('once\n')
  })

  const wrong: [
    name: string,
    number: string,
    prepare: ((folder: string) => Promise<void>) | undefined,
    message: RegExp,
  ][] = [
    ['of a number that is a path', '../main', undefined, /Unexpected NUMBER/],
    ['of a number with more behind it', '7 8', undefined, /Unexpected NUMBER/],
    ['of no number', '', undefined, /Unexpected NUMBER/],
    ['of zero', '0', undefined, /Unexpected NUMBER/],
    [
      'with a link that leads elsewhere',
      '7',
      (folder) => symlink('/etc/passwd', path.join(folder, 'passwd')),
      /Unexpected \.\/passwd, expected files and folders that are not hidden/,
    ],
    [
      'with a hidden file',
      '7',
      (folder) => writeFile(path.join(folder, '.gitattributes'), '* filter=x'),
      /Unexpected \.\/\.gitattributes/,
    ],
  ]
  for (const [name, number, prepare, message] of wrong) {
    test(`are not published ${name}`, async (t) => {
      const { publish, remote } = await store(t)
      expect(failed(await publish(number, { 'index.html': 'seven' }, prepare))).toMatch(message)
      expect(git(remote, 'for-each-ref')).toBe('')
    })
  }

  test('go when their pull requests are closed, and no others', async (t) => {
    const { publish, sweep, files } = await store(t)
    for (const number of ['7', '8', '12']) done(await publish(number, { 'index.html': number }))
    const outcome = await sweep({ states: { 7: 'closed', 8: 'open', 12: 'closed' } })
    expect([outcome.code, outcome.stdout], outcome.stderr).toStrictEqual([0, 'Removed: 12 7\n'])
    expect(files()).toStrictEqual({ 'pr/8/index.html': '8' })
    expect((await sweep({ states: { 8: 'open' } })).stdout).toBe('Removed: none\n')
    expect((await sweep({ states: { 8: 'closed' } })).stdout).toBe('Removed: 8\n')
    expect(files()).toStrictEqual({})
  })

  test('stay where GitHub does not say', async (t) => {
    const { publish, sweep, files } = await store(t)
    for (const number of ['7', '8']) done(await publish(number, { 'index.html': number }))
    const answers = [{ status: 403 }, { status: 200, body: '<html>Sign in</html>' }, { status: 404 }]
    for (const answer of answers) {
      expect(failed(await sweep({ states: { 7: 'closed' }, interfere: () => answer }))).toMatch(
        /GitHub did not say whether pull request \d+ is open: nothing is removed/,
      )
      expect(Object.keys(files())).toStrictEqual(['pr/7/index.html', 'pr/8/index.html'])
    }
  })

  test('need no sweep where there never was one', async (t) => {
    const { sweep } = await store(t)
    const outcome = await sweep({})
    expect([outcome.code, outcome.stdout], outcome.stderr).toStrictEqual([0, 'Removed: none\n'])
  })

  test('are published with the site, where there are some', async (t) => {
    const { publish, remote } = await store(t)
    const text = recipe('github', 'pages').get('.github/workflows/guidebooks.yml') ?? ''
    const jobs = parse(text).jobs
    const taking = shellSteps(jobs.build).find(({ run }) => run.includes('origin/previews')) ?? assert.fail()
    const build = async () => {
      const cwd = await builtFolder(t, { 'dist/index.html': 'home' })
      git(cwd, 'clone', '--quiet', '--bare', remote, '.git')
      git(cwd, 'config', 'remote.origin.fetch', '+refs/heads/*:refs/remotes/origin/*')
      git(cwd, 'fetch', '--quiet', 'origin')
      done(await runShell(taking.run, { cwd, env: {} }))
      return runShell('cd dist && find . -type f | sort', { cwd, env: {} })
    }
    expect((await build()).stdout).toBe('./index.html\n')
    done(await publish('7', { 'index.html': 'seven' }))
    expect((await build()).stdout).toBe('./index.html\n./pr/7/index.html\n')
  })
})
