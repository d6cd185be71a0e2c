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
import { afterAll, assert, describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { broken, check, clean, project } from './checked-project.ts'
import { bin } from './command-line.ts'

describe('waymark check writes a report', () => {
  const json = (root: string, file: string) => check(root, '--format', `json=${file}`)

  it('beside others', async () => {
    const root = project(broken)
    const sarif = path.join(root, 'reports/out.sarif')
    const { code, stdout } = await check(root, '--format', 'json', '--format', `sarif=${sarif}`)
    expect(code).toBe(1)
    const json = JSON.parse(stdout)
    expect(json.version).toBe(1)
    expect(json.summary.errors).toBe(1)
    expect(json.findings[0].file).toBe('guidebooks/shop.md')
    expect(JSON.parse(readFileSync(sarif, 'utf8')).version).toBe('2.1.0')
    expect(readdirSync(path.dirname(sarif))).toStrictEqual(['out.sarif'])
  })

  it('through a symbolic link, which stays one', async () => {
    const root = project(broken)
    writeFileSync(path.join(root, 'kept.json'), 'old')
    symlinkSync('kept.json', path.join(root, 'out.json'))
    expect((await json(root, path.join(root, 'out.json'))).code).toBe(1)
    expect(JSON.parse(readFileSync(path.join(root, 'kept.json'), 'utf8')).version).toBe(1)
    assert.ok(lstatSync(path.join(root, 'out.json')).isSymbolicLink())
  })

  it('into a pipe, which stays one', { skip: process.platform === 'win32' }, async () => {
    const root = project(broken)
    const pipe = path.join(root, 'pipe')
    execFileSync('mkfifo', [pipe])
    const [{ code }, text] = await Promise.all([json(root, pipe), readFile(pipe, 'utf8')])
    expect([code, JSON.parse(text).version]).toStrictEqual([1, 1])
    assert.ok(lstatSync(pipe).isFIFO())
  })

  it('whose formats for programs name each file from the root of the repository', async () => {
    const repository = new TestRepository()
    afterAll(() => repository.remove())
    const files = Object.entries({ ...broken, 'guidebooks/shop.md': '# Shop\n\n[x](reedme.md)\n' })
    repository.write(Object.fromEntries(files.map(([file, text]) => [`docs/${file}`, text])))
    const report = async (format: string) =>
      (await check(path.join(repository.root, 'docs'), '--no-cache', '--format', format)).stdout
    const [told] = JSON.parse(await report('json')).findings
    expect(told.file).toBe('docs/guidebooks/shop.md')
    expect(told.target.file).toBe('docs/guidebooks/reedme.md')
    const [result] = JSON.parse(await report('sarif')).runs[0].results
    expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe(told.file)
    expect(await report('junit')).toMatch(new RegExp(`<testsuite name="${told.file}"`))
    expect(await report('github')).toMatch(new RegExp(`^::error file=${told.file},`, 'm'))
    expect(await report('pretty'), 'for people, from the root of the project').toMatch(/^guidebooks\/shop\.md$/m)
  })

  it('or says that the terminal takes none', { skip: !existsSync('/dev/full') }, async () => {
    const full = openSync('/dev/full', 'w')
    const child = spawn(process.execPath, [bin, 'check', '--root', project(broken)], {
      stdio: ['ignore', full, 'pipe'],
    })
    assert.ok(child.stderr)
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    closeSync(full)
    expect([code, stderr]).toStrictEqual([2, 'waymark: The output cannot be written (ENOSPC)\n'])
  })

  it('in colours where CI asks for them', async () => {
    const colored = async (env: Record<string, string>) => {
      const child = spawn(process.execPath, [bin, 'check', '--root', project(broken)], {
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { PATH: process.env.PATH, ...env },
      })
      return (await text(child.stdout)).includes('\u001b[')
    }
    expect(await colored({})).toBe(false)
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true)
    expect(await colored({ FORCE_COLOR: '0' })).toBe(false)
  })
})

describe('What waymark check never prints', () => {
  it('what may be secret in a services.yaml', async () => {
    const text =
      'services:\n  a:\n    probes:\n      p: { http: GET https://a.example/, headers: { "b d": "hunter2" } }\n'
    const root = project({ ...clean, 'guidebooks/services.yaml': text })
    for (const format of ['pretty', 'json', 'sarif', 'junit', 'github', 'gitlab']) {
      const { code, stdout, stderr } = await check(root, '--format', format)
      expect(code).toBe(1)
      expect(stdout).toMatch(/services\.yaml/)
      expect(stdout + stderr).not.toMatch(/hunter2/)
    }
  })
})
