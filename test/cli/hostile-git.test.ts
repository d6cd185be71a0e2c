import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, expect, type TestContext, test } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { type Outcome, run, start } from './command-line.ts'

/** A folder in which each program that is run leaves a file of its name. */
class Traps {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'waymark-traps-'))

  /** A line of a shell that leaves a file. */
  command(name: string): string {
    return `touch ${path.join(this.#folder, name)} #`
  }

  /** A program that leaves a file. */
  program(file: string, name: string): string {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, `#!/bin/sh\ntouch ${path.join(this.#folder, name)}\n`)
    chmodSync(file, 0o755)
    return file
  }

  sprung(): string[] {
    return readdirSync(this.#folder).sort()
  }

  clear(): void {
    for (const name of this.sprung()) rmSync(path.join(this.#folder, name))
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

/** Every setting of git that names a program, and some that lead to one, as `git config` takes them. */
function settings(traps: Traps, evil: string): [key: string, value: string][] {
  const run = (name: string) => traps.command(name)
  return [
    ['core.fsmonitor', run('fsmonitor')],
    ['core.hooksPath', path.join(evil, 'hooks')],
    ['core.pager', run('pager')],
    ['pager.log', run('pager-log')],
    ['pager.diff', run('pager-diff')],
    ['core.editor', run('editor')],
    ['sequence.editor', run('sequence-editor')],
    ['core.sshCommand', run('ssh')],
    ['core.gitProxy', run('git-proxy')],
    ['core.askPass', traps.program(path.join(evil, 'askpass'), 'askpass')],
    ['core.alternateRefsCommand', run('alternate-refs')],
    ['credential.helper', `!${run('credential')}`],
    ['diff.external', run('external-diff')],
    ['diff.evil.command', run('diff-driver')],
    ['diff.evil.textconv', run('textconv')],
    ['filter.evil.clean', run('clean')],
    ['filter.evil.smudge', run('smudge')],
    ['filter.evil.required', 'true'],
    ['filter.other.process', run('process')],
    ['merge.evil.driver', run('merge-driver')],
    ['gpg.program', traps.program(path.join(evil, 'gpg'), 'gpg')],
    ['gpg.ssh.program', traps.program(path.join(evil, 'ssh-keygen'), 'gpg-ssh')],
    ['log.showSignature', 'true'],
    ['alias.log', `!${run('alias-log')}`],
    ['alias.diff', `!${run('alias-diff')}`],
    ['alias.rev-parse', `!${run('alias-rev-parse')}`],
    ['protocol.allow', 'always'],
    ['protocol.ext.allow', 'always'],
    ['extensions.partialClone', 'evil'],
    ['extensions.worktreeConfig', 'true'],
    ['remote.evil.promisor', 'true'],
    ['remote.evil.url', `ext::sh -c ${run('ext').replaceAll(' ', '% ')}`],
    ['remote.evil.uploadpack', run('upload-pack')],
    ['fetch.bundleURI', 'https://127.0.0.1:9/bundle'],
    ['uploadpack.packObjectsHook', run('pack-objects')],
    ['interactive.diffFilter', run('diff-filter')],
    ['submodule.sub.update', `!${run('submodule')}`],
    ['url.ext::sh.insteadOf', 'https:'],
    ['trailer.evil.command', run('trailer')],
    ['include.path', path.join(evil, 'included')],
    ['includeIf.gitdir:/.path', path.join(evil, 'included')],
    ['core.attributesFile', path.join(evil, 'attributes')],
  ]
}

const settingsFile = 'waymark.yaml'
const attributes = '*.md filter=evil diff=evil merge=evil\n*.txt filter=other\n*.svg diff=evil\n'
const hooks = ['post-index-change', 'reference-transaction', 'pre-auto-gc', 'post-checkout', 'fsmonitor-watchman']

/** A project of two commits, with a change that is not committed, whose settings spring traps. */
function hostileRepository(t: TestContext): { repository: TestRepository; traps: Traps; evil: string } {
  const repository = new TestRepository()
  const traps = new Traps()
  const evil = mkdtempSync(path.join(tmpdir(), 'waymark-evil-'))
  t.onTestFinished(() => {
    repository.remove()
    traps.remove()
    rmSync(evil, { recursive: true, force: true })
  })
  repository.write({
    [settingsFile]: 'title: Hostile\n',
    'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
    'guidebooks/shop.md': '# Shop\n\n**Last Updated:** 2026-01-01\n\nOne.\n',
    'guidebooks/note.txt': 'one\n',
  })
  repository.commit()
  repository.write({ 'guidebooks/shop.md': '# Shop\n\n**Last Updated:** 2026-01-01\n\nTwo.\n' })
  repository.commit('second', '2026-02-01')
  // A submodule brings settings of its own.
  const sub = path.join(repository.root, 'sub')
  spawnSync('git', ['init', '--quiet', sub])
  spawnSync('git', ['-C', sub, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--allow-empty', '-qm', 'x'])
  repository.git('-c', 'advice.addEmbeddedRepo=false', 'add', 'sub')
  repository.commit('third', '2026-02-02')
  writeFileSync(path.join(repository.root, '.gitattributes'), attributes)
  writeFileSync(path.join(repository.root, '.git/info/attributes'), attributes)
  repository.write({
    'guidebooks/shop.md': '# Shop\n\n**Last Updated:** 2026-01-01\n\nThree.\n',
    'guidebooks/note.txt': 'two\n',
  })
  for (const hook of hooks) {
    traps.program(path.join(repository.root, '.git/hooks', hook), `hook-${hook}`)
    traps.program(path.join(evil, 'hooks', hook), `hooks-path-${hook}`)
  }
  writeFileSync(path.join(evil, 'included'), `[core]\n\tfsmonitor = "${traps.command('included')}"\n`)
  const own = path.join(repository.root, '.git')
  for (const [key, value] of settings(traps, evil)) {
    for (const file of [path.join(own, 'config'), path.join(sub, '.git/config')])
      expect(spawnSync('git', ['config', '--file', file, '--add', key, value]).status, key).toBe(0)
  }
  writeFileSync(path.join(own, 'config.worktree'), `[core]\n\tfsmonitor = "${traps.command('worktree-config')}"\n`)
  traps.clear()
  return { repository, traps, evil }
}

/** Gives a file another time than the index knows, so that git writes the index anew where it may. */
function outdateIndex(root: string): void {
  const file = path.join(root, settingsFile)
  const seconds = statSync(file).mtimeMs / 1000
  utimesSync(file, seconds, seconds - 60)
}

/** Every command that reads a project. */
async function everyCommand(root: string): Promise<Record<string, Outcome>> {
  const check = ['check', '--root', root, '--no-cache']
  return {
    check: await run(check),
    'check --since': await run([...check, '--since', 'HEAD~2']),
    'check in hooks': await runIn(root, [...check, '--since', 'HEAD']),
    build: await run(['build', '--root', root]),
    dev: await develop(root),
    init: await run(['init', root]),
  }
}

/** As a hook of git runs it: with variables that name settings. */
function runIn(root: string, args: string[]): Promise<Outcome> {
  const child = start(args, root, {
    GIT_DIR: path.join(root, '.git'),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'protocol.allow',
    GIT_CONFIG_VALUE_0: 'always',
  })
  return ended(child)
}

async function ended(child: ReturnType<typeof start>): Promise<Outcome> {
  const told = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text) => {
    told.stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text) => {
    told.stderr += text
  })
  const [code] = await once(child, 'close')
  return { code, ...told }
}

/** Shows a page in `dev`, and ends it when the checks have run. */
async function develop(root: string): Promise<Outcome> {
  const child = start(['dev', '--root', root, '--port', '0'])
  const end = ended(child)
  const [line] = await once(child.stdout, 'data')
  const url = /at (http:\S+)/.exec(String(line))?.[1] ?? assert.fail(`No address in ${line}`)
  expect(await (await fetch(`${url}shop/`)).text()).toMatch(/Three/)
  child.kill('SIGTERM')
  return end
}

const skip = process.platform === 'win32'

test('what a repository sets for git runs no program, in whatever command', { skip }, async (t) => {
  const { repository, traps } = hostileRepository(t)
  outdateIndex(repository.root)
  // With that filter git comes as far as writing the index only where the filter ends before git speaks to it.
  const withoutProcess = ['-c', 'filter.other.process=', 'status']
  for (const args of [['status'], ['log'], ['diff', 'HEAD~1'], ['diff', '--no-ext-diff', 'HEAD~1'], withoutProcess])
    spawnSync('git', ['-C', repository.root, ...args])
  const sprung = ['hooks-path-post-index-change', 'process', 'worktree-config']
  expect(
    sprung.filter((name) => !traps.sprung().includes(name)),
    'git alone springs traps',
  ).toStrictEqual([])
  traps.clear()
  outdateIndex(repository.root)
  const outcomes = await everyCommand(repository.root)
  expect(traps.sprung()).toStrictEqual([])
  for (const [command, { code, stderr }] of Object.entries(outcomes)) expect(code, `${command}: ${stderr}`).not.toBe(2)
})

test('what a repository lacks is not fetched by a program that it names', { skip }, async (t) => {
  const { repository, traps } = hostileRepository(t)
  const config = path.join(repository.root, '.git/config')
  const old = repository.git('-c', 'core.fsmonitor=false', 'rev-parse', 'HEAD~2:guidebooks/shop.md')
  rmSync(path.join(repository.root, '.git/objects', old.slice(0, 2), old.slice(2)))
  traps.clear()
  for (const url of [
    `ext::sh -c ${traps.command('ext').replaceAll(' ', '% ')}`,
    'ssh://example.org/x',
    repository.root,
    'https://127.0.0.1:9/x',
  ]) {
    spawnSync('git', ['config', '--file', config, '--replace-all', 'remote.evil.url', url])
    const { code, stderr } = await run(['check', '--root', repository.root, '--no-cache', '--since', 'HEAD~2'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/Git cannot (?:read|compare)/)
  }
  expect(traps.sprung()).toStrictEqual([])
})

test('nor does one whose `.git` leads elsewhere', { skip }, async (t) => {
  const { repository, traps, evil } = hostileRepository(t)
  const [common, own] = [path.join(evil, 'common'), path.join(evil, 'own')]
  renameSync(path.join(repository.root, '.git'), common)
  mkdirSync(own)
  for (const name of ['HEAD', 'index']) renameSync(path.join(common, name), path.join(own, name))
  writeFileSync(path.join(common, 'HEAD'), 'ref: refs/heads/none\n')
  writeFileSync(path.join(own, 'commondir'), '../common\n')
  appendFileSync(path.join(common, 'config'), `[core]\n\tworktree = ${evil}\n`)
  writeFileSync(path.join(own, 'gitdir'), `${path.join(repository.root, '.git')}\n`)
  writeFileSync(path.join(repository.root, '.git'), `gitdir: ${own}\n`)
  appendFileSync(path.join(own, 'config.worktree'), `[core]\n\tfsmonitor = "${traps.command('worktree')}"\n`)
  const { code, stdout, stderr } = await run(['check', '--root', repository.root, '--no-cache', '--since', 'HEAD~2'])
  expect([code === 2, stderr], stdout).toStrictEqual([false, ''])
  expect(traps.sprung()).toStrictEqual([])
})
