import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { beforeEach, describe, expect, it } from 'vitest'
import { check, clean, project } from './checked-project.ts'
import { bin, preloaded, start } from './command-line.ts'

describe('What stands in the way of waymark check', () => {
  let root = ''
  beforeEach(() => {
    root = project(clean)
  })
  const cases: [name: string, args: string[], message: RegExp][] = [
    [
      'an unknown check',
      ['--only', 'link'],
      /Unexpected `--only link`, expected `lint`, `structure`, `links`, .+ or `\w+`\n {2}Did you mean `lin/,
    ],
    ['no check', ['--only', 'lint', '--skip', 'lint'], /no check at all/],
    ['DNS without its check', ['--resolve', '--skip', 'hosts'], /`--resolve` without the check `hosts`, expected both/],
    [
      'drawing without its check',
      ['--draw', '--only', 'hosts'],
      /`--draw` without the check `diagrams`, expected both/,
    ],
    [
      'runs without their check',
      ['--status', 'runs.json', '--skip', 'structure'],
      /`--status` without the check `structure`, expected both/,
    ],
    [
      'runs that are not there',
      ['--status', 'runs.json'],
      /Unexpected `--status runs.json`, expected a file that is there/,
    ],
    [
      'runs that are something else',
      ['--status', 'package.json'],
      /Unexpected content of `package.json`, expected the runs/,
    ],
    ['an unknown format', ['--format', 'prety'], /Unexpected format `prety`.*\n {2}Did you mean `pretty`/],
    ['two formats in one place', ['--format', 'json', '--format', 'pretty'], /on standard output, expected one format/],
    [
      'a path that is not there',
      ['nowhere.md'],
      /Unexpected path `nowhere.md`, expected a file or a folder that is there/,
    ],
    ['a path outside', ['/'], /expected one inside of the project/],
    ['a path without pages', ['waymark.txt'], /expected a page or a folder of pages/],
    ['a record of a replay', ['--record', 'a', '--replay', 'b'], /Unexpected `--record` beside `--replay`/],
    ['a commit without git', ['--since', 'main'], /expected a git repository/],
    ['an unknown option', ['--frobnicate'], /unknown option/],
  ]
  for (const [name, args, message] of cases) {
    it(name, async () => {
      writeFileSync(path.join(root, 'waymark.txt'), '')
      const { code, stdout, stderr } = await check(root, ...args)
      expect([code, stdout]).toStrictEqual([2, ''])
      expect(stderr).toMatch(message)
      expect(stderr).not.toMatch(/\n\s+at /)
    })
  }

  it('a root without pages', async () => {
    mkdirSync(path.join(root, 'empty'))
    const { code, stderr } = await check(path.join(root, 'empty'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/No pages in/)
  })

  it('a cache folder that holds something else is left alone, and is no obstacle', async () => {
    writeFileSync(path.join(root, 'guidebooks/thesis.txt'), 'x')
    const { code, stdout } = await check(root, '--cache', path.join(root, 'guidebooks'))
    expect(code).toBe(0)
    expect(stdout).toMatch(/The cache could not be written \(Unexpected files in/)
    expect(existsSync(path.join(root, 'guidebooks/check.json'))).toBe(false)
  })

  it('a working directory that is gone', { skip: process.platform === 'win32' }, async () => {
    const gone = path.join(root, 'gone')
    mkdirSync(gone)
    const command = `rmdir "${gone}" && "${process.execPath}" "${bin}" check`
    const child = spawn('/bin/sh', ['-c', command], { cwd: gone, stdio: ['ignore', 'pipe', 'pipe'] })
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    expect(code).toBe(2)
    expect(stderr).toMatch(/Unexpected working directory that is gone/)
  })

  it('a report that cannot be written', async () => {
    const { code, stderr } = await check(root, '--output', path.join(root, 'guidebooks/shop.md/report'))
    expect(code).toBe(2)
    expect(stderr).toMatch(/The report cannot be written to/)
  })

  it('a root that cannot be written is no obstacle', { skip: process.getuid?.() === 0 }, async () => {
    chmodSync(root, 0o555)
    const { code, stdout } = await check(root)
    chmodSync(root, 0o755)
    expect(code).toBe(0)
    expect(stdout).toMatch(/cache could not be written/)
  })

  it('Ctrl-C ends it cleanly', async () => {
    const large = project(
      Object.fromEntries(
        Array.from({ length: 2000 }, (_, index) => [
          `guidebooks/p${index}.md`,
          `# P\n\n${'- some text\n\n* other\n\n'.repeat(200)}`,
        ]),
      ),
    )
    // As soon as it listens, and with all of its work before it: however busy the machine is.
    const interrupting = preloaded(`
      process.on('newListener', function interrupt(name) {
        if (name !== 'SIGINT') return
        process.off('newListener', interrupt)
        setImmediate(() => process.kill(process.pid, 'SIGINT'))
      })`)
    const child = start(['check', '--root', large, '--no-cache'], undefined, interrupting)
    const [ended, stdout] = await Promise.all([once(child, 'close'), text(child.stdout)])
    expect(stdout).toBe('')
    expect(ended).toStrictEqual([130, null])
  })
})
