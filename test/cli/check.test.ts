import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { after, beforeEach, describe, it } from 'node:test'
import { writeProject } from '../checks/engine/world.ts'
import { TestRepository } from '../checks/test-repository.ts'
import { bin, run, start } from './command-line.ts'

const broken = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n',
}
const clean = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[Hub](README.md)\n',
}

const removals: (() => void)[] = []
after(() => {
  for (const remove of removals) remove()
})

function project(files: Record<string, string | Uint8Array>): string {
  const { root, remove } = writeProject(files)
  removals.push(remove)
  return root
}

const check = (root: string, ...args: string[]) => run(['check', '--root', root, ...args])

describe('waymark check', () => {
  it('ends with 0 where nothing is wrong, and says so', async () => {
    const { code, stdout, stderr } = await check(project(clean))
    assert.deepEqual([code, stderr], [0, ''])
    assert.match(stdout, /^No findings in 2 files/)
  })

  it('ends with 1 on an error, with its place, its line and what to do', async () => {
    const { code, stdout } = await check(project(broken))
    assert.equal(code, 1)
    assert.match(stdout, /guidebooks\/shop\.md/)
    assert.match(stdout, /3:5 .*links\/missing-file|links\/missing-file/)
    assert.match(stdout, /\[x\]\(nowhere\.md\)/)
  })

  it('ends with 0 on a warning', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'checks: { links: { severity: { missing-file: warning } } }',
      'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n',
    })
    const { code, stdout } = await check(root)
    assert.equal(code, 0)
    assert.match(stdout, /links\/missing-file/)
    assert.equal((await check(root, '--fail-on', 'warning')).code, 1)
    assert.equal((await check(root, '--fail-on', 'info')).code, 1)
    assert.equal((await check(root, '--fail-on', 'some')).code, 2)
  })

  it('tells about the paths that are named, and reads all', async () => {
    const root = project(broken)
    assert.equal((await check(root, path.join(root, 'guidebooks/README.md'))).code, 0)
    assert.equal((await check(root, path.join(root, 'guidebooks/shop.md'))).code, 1)
    assert.equal((await check(root, 'guidebooks')).code, 1, 'a path of the root')
    assert.equal((await run(['check', 'shop.md'], path.join(root, 'guidebooks'))).code, 1, 'a root without the folder')
  })

  it('runs the checks that are chosen', async () => {
    const root = project(broken)
    assert.equal((await check(root, '--only', 'lint,structure')).code, 0)
    assert.equal((await check(root, '--skip', 'links')).code, 0)
    assert.equal((await check(root, '--only', 'links')).code, 1)
  })

  it('writes several reports at once', async () => {
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

  describe('writes a report', () => {
    const json = (root: string, file: string) => check(root, '--format', `json=${file}`)

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

  it('finds the same from its cache, which may be damaged', async () => {
    const root = project({ ...broken, 'guidebooks/shop.md': '# Shop\n\n* a\n\n- b\n\n[x](nowhere.md)\n' })
    const findings = async (...args: string[]) =>
      JSON.parse((await check(root, '--format', 'json', ...args)).stdout).findings
    const cold = await findings()
    const cache = path.join(root, '.waymark/check.json')
    assert.ok(existsSync(cache))
    assert.deepEqual(await findings(), cold)
    writeFileSync(cache, readFileSync(cache, 'utf8').slice(0, 100))
    assert.deepEqual(await findings(), cold)
    assert.deepEqual(await findings('--no-cache'), cold)
  })

  it('keeps nothing with --no-cache', async () => {
    const root = project(clean)
    await check(root, '--no-cache')
    assert.equal(existsSync(path.join(root, '.waymark')), false)
  })

  it('tells what is wrong in waymark.yaml and services.yaml', async () => {
    const root = project({
      ...clean,
      'waymark.yaml': 'tittle: x\n',
      'guidebooks/services.yaml': 'services: { a: { hots: [] } }\n',
    })
    const { code, stdout } = await check(root, '--format', 'json')
    assert.equal(code, 1)
    const found = JSON.parse(stdout).findings.map(({ file, code }: { file: string; code: string }) => `${file} ${code}`)
    assert.deepEqual(found, ['guidebooks/services.yaml config/unknown-key', 'waymark.yaml config/unknown-key'])
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

describe('waymark check --fix', () => {
  const capital = {
    'guidebooks/README.md': '# Hub\n\n[Shop](Shop.md)\n',
    'guidebooks/shop.md': '# Shop\n\n[Hub](README.md)\n',
  }

  it('writes what is certain, shows it as a diff, and tells what is left', async () => {
    const root = project(capital)
    assert.equal((await check(root)).code, 1)
    const { code, stdout } = await check(root, '--fix')
    assert.equal(code, 0)
    assert.match(stdout, /-\[Shop\]\(Shop\.md\)\n\+\[Shop\]\(shop\.md\)/)
    assert.match(stdout, /Fixed 1 finding in 1 file/)
    assert.equal(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8'), '# Hub\n\n[Shop](shop.md)\n')
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
    assert.match((await check(root, '--fix')).stdout, /Nothing to fix for certain/)
    assert.deepEqual(read(), once)
    assert.match(once[1] ?? '', /Related.*store\.md/)
  })

  it('keeps a report for machines free of it', async () => {
    const { stdout, stderr } = await check(project(capital), '--fix', '--format', 'json')
    assert.equal(JSON.parse(stdout).findings.length, 0)
    assert.match(stderr, /Fixed 1 finding/)
  })

  it('fixes what was asked for', async () => {
    const root = project(capital)
    await check(root, '--fix', 'guidebooks/shop.md')
    assert.match(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8'), /Shop\.md/)
  })
})

describe('waymark check --since', () => {
  it('counts what was there and fails on what is new', async () => {
    const repository = new TestRepository()
    removals.push(() => repository.remove())
    repository.write(broken).commit()
    const args = ['--no-cache', '--since', 'HEAD']
    const before = await check(repository.root, ...args)
    assert.equal(before.code, 0)
    assert.match(before.stdout, /1 finding was there before `HEAD`|there before/)
    repository.write({ 'guidebooks/README.md': '# Hub\n\n[Shop](shop.md) [y](gone.md)\n' })
    const now = await check(repository.root, ...args)
    assert.equal(now.code, 1)
    assert.match(now.stdout, /gone\.md/)
    assert.doesNotMatch(now.stdout, /nowhere\.md/)
  })
})

describe('What stands in the way of waymark check', () => {
  let root = ''
  beforeEach(() => {
    root = project(clean)
  })
  const cases: [name: string, args: string[], message: RegExp][] = [
    [
      'an unknown check',
      ['--only', 'link'],
      /Unexpected `--only link`, expected `lint`, `structure`, `links`, `diagrams` or `services`\n {2}Did you mean `lin/,
    ],
    ['no check', ['--only', 'lint', '--skip', 'lint'], /no check at all/],
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
      assert.deepEqual([code, stdout], [2, ''])
      assert.match(stderr, message)
      assert.doesNotMatch(stderr, /\n\s+at /)
    })
  }

  it('a root without pages', async () => {
    mkdirSync(path.join(root, 'empty'))
    const { code, stderr } = await check(path.join(root, 'empty'))
    assert.equal(code, 2)
    assert.match(stderr, /No pages in/)
  })

  it('a cache folder that holds something else is left alone, and is no obstacle', async () => {
    writeFileSync(path.join(root, 'guidebooks/thesis.txt'), 'x')
    const { code, stdout } = await check(root, '--cache', path.join(root, 'guidebooks'))
    assert.equal(code, 0)
    assert.match(stdout, /The cache could not be written \(Unexpected files in/)
    assert.equal(existsSync(path.join(root, 'guidebooks/check.json')), false)
  })

  it('a working directory that is gone', { skip: process.platform === 'win32' && 'it cannot go' }, async () => {
    const gone = path.join(root, 'gone')
    mkdirSync(gone)
    const command = `rmdir "${gone}" && "${process.execPath}" "${bin}" check`
    const child = spawn('/bin/sh', ['-c', command], { cwd: gone, stdio: ['ignore', 'pipe', 'pipe'] })
    const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
    assert.equal(code, 2)
    assert.match(stderr, /Unexpected working directory that is gone/)
  })

  it('a report that cannot be written', async () => {
    const { code, stderr } = await check(root, '--output', path.join(root, 'guidebooks/shop.md/report'))
    assert.equal(code, 2)
    assert.match(stderr, /The report cannot be written to/)
  })

  it('a root that cannot be written is no obstacle', {
    skip: process.getuid?.() === 0 && 'root may write everywhere',
  }, async () => {
    chmodSync(root, 0o555)
    const { code, stdout } = await check(root)
    chmodSync(root, 0o755)
    assert.equal(code, 0)
    assert.match(stdout, /cache could not be written/)
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
    const child = start(['check', '--root', large, '--no-cache'])
    setTimeout(() => child.kill('SIGINT'), 1500)
    const [code, signal] = await once(child, 'close')
    assert.deepEqual([code, signal], [130, null])
  })
})
