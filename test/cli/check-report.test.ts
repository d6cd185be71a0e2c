import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  closeSync,
  existsSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, describe, it } from 'node:test'
import { TestRepository } from '../checks/test-repository.ts'
import { broken, check, clean, project } from './checked-project.ts'
import { bin } from './command-line.ts'

describe('waymark check writes a report', () => {
  const json = (root: string, file: string) => check(root, '--format', `json=${file}`)

  it('beside others', async () => {
    const root = project(broken)
    const sarif = path.join(root, 'reports/out.sarif')
    const { code, stdout } = await check(root, '--format', 'json', '--format', `sarif=${sarif}`)
    assert.equal(code, 1)
    const json = JSON.parse(stdout)
    assert.equal(json.version, 1)
    assert.equal(json.summary.errors, 1)
    assert.equal(json.findings[0].file, 'guidebooks/shop.md')
    assert.equal(JSON.parse(readFileSync(sarif, 'utf8')).version, '2.1.0')
    assert.deepEqual(readdirSync(path.dirname(sarif)), ['out.sarif'])
  })

  it('through a symbolic link, which stays one', async () => {
    const root = project(broken)
    writeFileSync(path.join(root, 'kept.json'), 'old')
    symlinkSync('kept.json', path.join(root, 'out.json'))
    assert.equal((await json(root, path.join(root, 'out.json'))).code, 1)
    assert.equal(JSON.parse(readFileSync(path.join(root, 'kept.json'), 'utf8')).version, 1)
    assert.ok(lstatSync(path.join(root, 'out.json')).isSymbolicLink())
  })

  it('into a pipe, which stays one', { skip: process.platform === 'win32' && 'no pipes with names' }, async () => {
    const root = project(broken)
    const pipe = path.join(root, 'pipe')
    execFileSync('mkfifo', [pipe])
    const [{ code }, text] = await Promise.all([json(root, pipe), readFile(pipe, 'utf8')])
    assert.deepEqual([code, JSON.parse(text).version], [1, 1])
    assert.ok(lstatSync(pipe).isFIFO())
  })

  it('whose formats for programs name each file from the root of the repository', async () => {
    const repository = new TestRepository()
    after(() => repository.remove())
    const files = Object.entries({ ...broken, 'guidebooks/shop.md': '# Shop\n\n[x](reedme.md)\n' })
    repository.write(Object.fromEntries(files.map(([file, text]) => [`docs/${file}`, text])))
    const report = async (format: string) =>
      (await check(path.join(repository.root, 'docs'), '--no-cache', '--format', format)).stdout
    const [told] = JSON.parse(await report('json')).findings
    assert.equal(told.file, 'docs/guidebooks/shop.md')
    assert.equal(told.target.file, 'docs/guidebooks/reedme.md')
    const [result] = JSON.parse(await report('sarif')).runs[0].results
    assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, told.file)
    assert.match(await report('junit'), new RegExp(`<testsuite name="${told.file}"`))
    assert.match(await report('github'), new RegExp(`^::error file=${told.file},`, 'm'))
    assert.match(await report('pretty'), /^guidebooks\/shop\.md$/m, 'for people, from the root of the project')
  })

  it('or says that the terminal takes none', { skip: !existsSync('/dev/full') && 'no full disk' }, async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [bin, 'check', '--root', project(broken)], {
      stdio: ['ignore', full, 'pipe'],
    })
    assert.ok(child.stderr)
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    closeSync(full)
    assert.deepEqual([code, stderr], [2, 'waymark: The output cannot be written (ENOSPC)\n'])
  })

  it('in colours where CI asks for them', async () => {
    const colored = async (env: Record<string, string>) => {
      const child = spawn(process.execPath, [bin, 'check', '--root', project(broken)], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: process.env.PATH, ...env },
      })
      return (await text(child.stdout)).includes('\u001b[')
    }
    assert.equal(await colored({}), false)
    assert.equal(await colored({ FORCE_COLOR: '1' }), true)
    assert.equal(await colored({ FORCE_COLOR: '0' }), false)
  })
})

describe('What waymark check never prints', () => {
  it('what may be secret in a services.yaml', async () => {
    const text =
      'services:\n  a:\n    probes:\n      p: { http: GET https://a.example/, headers: { "b d": "hunter2" } }\n'
    const root = project({ ...clean, 'guidebooks/services.yaml': text })
    for (const format of ['pretty', 'json', 'sarif', 'junit', 'github']) {
      const { code, stdout, stderr } = await check(root, '--format', format)
      assert.equal(code, 1)
      assert.match(stdout, /services\.yaml/)
      assert.doesNotMatch(stdout + stderr, /hunter2/)
    }
  })
})
