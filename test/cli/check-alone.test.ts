import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { type Outcome, run, start } from './command-line.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-alone-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const broken = 'flowchart LR\n  A[x (y)] --> B\n'
const fence = (source: string) => `\`\`\`mermaid\n${source}\`\`\`\n`

const command = ['check', '--only', 'diagrams', '--cache', path.join(folder, 'cache')]

/** Runs `check --only diagrams` in an empty folder; `input` is what standard input holds. */
function check(args: string[], input = ''): Promise<Outcome> {
  return run([...command, ...args], folder, input)
}

/** The same as a process of its own, into which the input is piped. */
async function pipeInto(args: string[], input: string): Promise<Outcome> {
  const child = start([...command, ...args], folder)
  child.stdin.end(input)
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
  return { code, stdout, stderr }
}

function write(name: string, content: string): string {
  writeFileSync(path.join(folder, name), content)
  return name
}

/** `file:line:column` of each finding. */
function places(stdout: string): string[] {
  const report: { findings: { file: string; line: number; column: number }[] } = JSON.parse(stdout)
  return report.findings.map(({ file, line, column }) => `${file}:${line}:${column}`)
}

describe('waymark check --only diagrams, of a project that is a folder of a repository', () => {
  it('names files of the repository from its root, and others as they were', async () => {
    const repository = new TestRepository()
    afterAll(() => repository.remove())
    const files = ['docs/guidebooks/README.md', 'docs/notes.md', 'beside.md']
    repository.write(Object.fromEntries(files.map((file) => [file, fence(broken)])))
    const named = files.map((file) => path.join(repository.root, file))
    const elsewhere = write('elsewhere.md', fence(broken))
    const root = path.join(repository.root, 'docs')
    const { stdout } = await check([...named, elsewhere, '-', '--root', root, '--format', 'json'], broken)
    expect(places(stdout).sort()).toStrictEqual(
      [...files, elsewhere]
        .map((file) => `${file}:3:7`)
        .concat('<stdin>:2:7')
        .sort(),
    )
  })
})

describe('waymark check --only diagrams, without guidebooks', () => {
  const cases: Record<string, [args: string[], input: string, places: string[]]> = {
    'a page': [[write('page.md', `# Page\n\n${fence(broken)}`)], '', ['page.md:5:7']],
    'a page without a diagram': [[write('plain.md', 'flowchart LR (\n')], '', []],
    'a file of one diagram': [[write('network.mmd', broken)], '', ['network.mmd:2:7']],
    'a diagram with settings of its own': [
      [write('titled.mermaid', `---\ntitle: "Links"\n---\n${broken}`)],
      '',
      ['titled.mermaid:5:7'],
    ],
    'several files': [['page.md', 'network.mmd'], '', ['network.mmd:2:7', 'page.md:5:7']],
    'a page on standard input': [['-'], `> ${fence(broken).replaceAll('\n', '\n> ')}`, ['<stdin>:3:9']],
    'a diagram on standard input': [['-'], broken, ['<stdin>:2:7']],
    'standard input beside a file': [['network.mmd', '-'], broken, ['<stdin>:2:7', 'network.mmd:2:7']],
    'nothing on standard input': [['-'], '', []],
  }
  for (const [name, [args, input, expected]] of Object.entries(cases)) {
    it(`looks at ${name}`, async () => {
      const { code, stdout, stderr } = await check([...args, '--format', 'json'], input)
      expect(stderr).toBe('')
      expect(places(stdout)).toStrictEqual(expected)
      expect(code).toBe(expected.length === 0 ? 0 : 1)
    })
  }

  it('weighs codes as the project says, whose pages are left alone', async () => {
    write('waymark.yaml', 'checks:\n  diagrams:\n    severity: { syntax: warning }\n    exclude: ["**"]\n')
    const { code, stdout } = await check(['network.mmd'])
    rmSync(path.join(folder, 'waymark.yaml'))
    expect(stdout).toMatch(/2:7 {2}warning .*diagrams\/syntax/)
    expect(code).toBe(0)
  })

  it('shows the line', async () => {
    expect((await pipeInto(['-'], broken)).stdout).toMatch(/│ {3}A\[x \(y\)\] --> B/)
  })

  it('offers fixes of pages of the project alone: others are not written', async () => {
    const lossy = 'flowchart LR\n  accTitle: x\n  A["get <ns>"]\n'
    mkdirSync(path.join(folder, 'guidebooks'))
    const own = write('guidebooks/own.md', fence(lossy))
    const offer = /`waymark check --fix` mends/
    for (const [args, input] of [
      [[write('lossy.mmd', lossy)]],
      [['-'], lossy],
      [[write('lossy.md', fence(lossy))]],
    ] as const) {
      const { stdout } = await check([...args], input)
      expect(stdout).toMatch(/diagrams\/lost-text/)
      expect(stdout, args.join(' ')).not.toMatch(offer)
    }
    expect((await check([own])).stdout).toMatch(offer)
    expect((await check([own, 'lossy.md'])).stdout).toMatch(/mends 1 of them/)
    rmSync(path.join(folder, 'guidebooks'), { recursive: true })
  })

  it('takes no page of more than 20 MB', async () => {
    const { code, stderr } = await check(['-'], 'x'.repeat(20_000_001))
    expect([code, stderr]).toStrictEqual([2, 'waymark: Unexpected size of `<stdin>`, expected at most 20 MB\n'])
  })

  it('refuses a path that is not there', async () => {
    const { code, stderr } = await check(['gone.mmd', '-'], broken)
    expect(code).toBe(2)
    expect(stderr).toMatch(/Unexpected path `gone\.mmd` beside `-`, expected a file/)
  })

  it('ends at once when it is stopped while it waits for input', async () => {
    const child = start(['check', '--only', 'diagrams', '--no-cache', '-'], folder)
    const closed = once(child, 'close')
    // The handlers stand when the first bytes are taken.
    await new Promise((done) => child.stdin.write('x'.repeat(200_000), done))
    child.kill('SIGINT')
    expect(await closed).toStrictEqual([130, null])
  })
})

describe('Standard input', () => {
  const misuses: Record<string, string[]> = {
    'for other checks': ['check', '-'],
    'with --since': ['check', '--only', 'diagrams', '--since', 'HEAD', '-'],
    'with --fix': ['check', '--only', 'diagrams', '--fix', '-'],
  }
  for (const [name, args] of Object.entries(misuses)) {
    it(`is refused ${name}`, async () => {
      const { code, stderr } = await run(args, folder, '')
      expect(code).toBe(2)
      expect(stderr).toMatch(/^waymark: Unexpected path `-`, expected it with `--only diagrams`/)
    })
  }
})
