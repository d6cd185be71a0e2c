import { chmodSync, existsSync, mkdirSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { atEndOfFile } from '../file-end.ts'
import { check, project } from './checked-project.ts'

const old = {
  'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n',
  'guidebooks/shop.md': '# Shop\n\n[x](nowhere.md)\n\n[y](nowhere.md)\n\n# Second title\n',
}

/** A project with a baseline of what is wrong in it. */
async function known(): Promise<{ root: string; file: string; run: (...args: string[]) => ReturnType<typeof check> }> {
  const root = project(old)
  const file = path.join(root, 'waymark-baseline.json')
  const run = (...args: string[]) => check(root, '--no-cache', '--baseline', file, ...args)
  const written = await run('--write-baseline')
  expect(written.code).toBe(0)
  expect(written.stdout).toMatch(
    /^No new findings in 2 files, .*\n3 findings are known to `.*waymark-baseline\.json`\n$/,
  )
  return { root, file, run }
}

function write(root: string, page: string, text: string): void {
  writeFileSync(path.join(root, 'guidebooks', page), text)
}

describe('waymark check --baseline', () => {
  it('writes one finding a line, in order, and the same again', async () => {
    const { file, run } = await known()
    const text = readFileSync(file, 'utf8')
    expect(text).toBe(
      [
        '{',
        '  "waymark": "baseline",',
        '  "version": 1,',
        '  "findings": [',
        '    {"file":"guidebooks/shop.md","code":"links/missing-file","finding":"Unexpected link to `nowhere.md`","count":2},',
        `    {"file":"guidebooks/shop.md","code":"structure/second-title","finding":${JSON.stringify(findingOf(text, 1))}}`,
        '  ]',
        '}',
        '',
      ].join('\n'),
    )
    await run('--write-baseline')
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('does not fail for what is known, wherever its line is, and fails for what is new', async () => {
    const { root, run } = await known()
    write(root, 'shop.md', '# Shop\n\nMore.\n\n[y](nowhere.md)\n\n# Second title\n\nMore.\n\n[x](nowhere.md)\n')
    expect((await run()).code).toBe(0)
    write(root, 'shop.md', `${old['guidebooks/shop.md']}\n[z](nowhere.md)\n\n[new](elsewhere.md)\n`)
    const { code, stdout } = await run('--format', 'json')
    const { summary, findings, mended } = JSON.parse(stdout)
    expect(code).toBe(1)
    expect(findings.map(({ line }: { line: number }) => line)).toStrictEqual([9, 11])
    expect([summary.baseline.known, summary.baseline.mended, mended]).toStrictEqual([3, 0, []])
  })

  it('tells what is mended, and --prune forgets it, but takes up nothing new', async () => {
    const { root, file, run } = await known()
    write(root, 'shop.md', '# Shop\n\n[x](nowhere.md)\n\n[new](elsewhere.md)\n')
    const { stdout } = await run()
    expect(stdout).toMatch(
      /\n1 finding is known to `.*`\n2 findings known to `.*` are mended: `--prune` forgets them\n {2}guidebooks\/shop\.md {2}Unexpected link to `nowhere\.md` {2}links\/missing-file\n/,
    )
    const pruned = await run('--prune')
    expect(pruned.code).toBe(1)
    expect(pruned.stdout).toMatch(/2 findings known to `.*` are mended and forgotten\n/)
    const { findings } = JSON.parse(readFileSync(file, 'utf8'))
    expect(findings).toStrictEqual([
      { file: 'guidebooks/shop.md', code: 'links/missing-file', finding: 'Unexpected link to `nowhere.md`' },
    ])
  })

  it('takes nothing for mended that the run did not look at', async () => {
    const { root, file, run } = await known()
    const before = readFileSync(file, 'utf8')
    for (const args of [['--only', 'lint'], [path.join(root, 'guidebooks/README.md')], ['--skip', 'links,structure']])
      expect((await run(...args, '--prune')).stdout, args.join(' ')).not.toMatch(/mended/)
    await run('--only', 'lint', '--write-baseline')
    expect(readFileSync(file, 'utf8')).toBe(before)
  })

  it('follows a page that has another name now', async () => {
    const { root, run } = await known()
    unlinkSync(path.join(root, 'guidebooks/shop.md'))
    write(root, 'store.md', old['guidebooks/shop.md'])
    write(root, 'README.md', '# Hub\n\n[Shop](store.md)\n')
    const { code, stdout } = await run()
    expect([code, /mended/.test(stdout)]).toStrictEqual([0, false])
  })

  it('counts a line that a merge has left twice once', async () => {
    const { file, root, run } = await known()
    const lines = readFileSync(file, 'utf8').split('\n')
    writeFileSync(file, [...lines.slice(0, 5), lines[4], ...lines.slice(5)].join('\n'))
    write(root, 'shop.md', `${old['guidebooks/shop.md']}\n[z](nowhere.md)\n`)
    expect((await run()).code).toBe(1)
  })

  it('knows what it names also where it stands in the repository itself', async () => {
    const repository = new TestRepository()
    atEndOfFile(() => repository.remove())
    const compose = (...names: string[]) =>
      `services:\n${names.map((name) => `  ${name}:\n    labels:\n      - "traefik.http.routers.${name}.rule=Host(\`${name}.acme.dev\`)"\n`).join('')}`
    repository.write({
      'docs/README.md': '# Hub\n\nOpen https://grafana.acme.dev/ now.\n',
      'compose.yaml': compose('shop', 'grafana'),
    })
    repository.commit()
    repository.write({ 'compose.yaml': compose('shop') }).commit()
    const file = path.join(repository.root, 'known.json')
    const run = (...args: string[]) => check(repository.root, '--only', 'hosts', '--baseline', file, ...args)
    await run('--write-baseline')
    await check(repository.root, '--only', 'hosts', '--format', `json=${path.join(repository.root, 'report.json')}`)
    repository.commit()
    const { summary } = JSON.parse((await run('--format', 'json')).stdout)
    expect(summary.baseline).toMatchObject({ known: 1, mended: 0 })
  })

  it('mends with --fix what is new alone', async () => {
    const root = project({ ...old, 'guidebooks/README.md': '# Hub\n\n[Shop](Shop.md)\n' })
    const file = path.join(root, 'known.json')
    await check(root, '--no-cache', '--baseline', file, '--write-baseline')
    write(root, 'new.md', '# New\n\n[Shop](SHOP.md)\n')
    await check(root, '--no-cache', '--baseline', file, '--fix')
    expect(readFileSync(path.join(root, 'guidebooks/new.md'), 'utf8')).toMatch(/\(shop\.md\)/)
    expect(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8')).toMatch(/\(Shop\.md\)/)
  })
})

/** The text of one finding of a baseline. */
function findingOf(baseline: string, index: number): string {
  return JSON.parse(baseline).findings[index].finding
}

describe('A file that is no baseline', () => {
  const contents: Record<string, string> = {
    text: 'my notes\n',
    'another JSON': '{"version":1,"findings":[]}',
    'another version': '{"waymark":"baseline","version":2,"findings":[]}',
    'a further key': '{"waymark":"baseline","version":1,"findings":[],"x":1}',
    'a prototype':
      '{"waymark":"baseline","version":1,"findings":[{"__proto__":{"file":"a","code":"b","finding":"c"}}]}',
    'a count of none':
      '{"waymark":"baseline","version":1,"findings":[{"file":"a","code":"b","finding":"c","count":0}]}',
    'a conflict': '{"waymark":"baseline","version":1,"findings":[\n<<<<<<< HEAD\n]}',
    'deep nesting': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
    'a long text': `{"waymark":"baseline","version":1,"findings":[{"file":"${'a'.repeat(5000)}","code":"b","finding":"c"}]}`,
    nothing: '',
  }
  for (const [name, content] of Object.entries(contents))
    it(`is refused and never overwritten: ${name}`, async () => {
      const root = project(old)
      const file = path.join(root, 'notes.json')
      writeFileSync(file, content)
      for (const option of ['--write-baseline', '--prune', '--summary']) {
        const { code, stderr } = await check(root, '--baseline', file, option)
        expect([code, stderr]).toStrictEqual([2, expect.stringContaining('expected a baseline of version 1')])
      }
      expect(readFileSync(file, 'utf8')).toBe(content)
    })

  it('such as a folder, also behind a link', async () => {
    const root = project(old)
    mkdirSync(path.join(root, 'folder'))
    symlinkSync('folder', path.join(root, 'link'))
    for (const name of ['folder', 'link'])
      expect((await check(root, '--baseline', path.join(root, name), '--write-baseline')).code).toBe(2)
  })

  it('cannot make the report obey it', async () => {
    const root = project(old)
    const file = path.join(root, 'known.json')
    const finding = { file: '::error::x', code: 'other/\u001b[31m', finding: '##[error]x\u202e' }
    writeFileSync(file, JSON.stringify({ waymark: 'baseline', version: 1, findings: [finding] }))
    const { code, stdout } = await check(root, '--baseline', file)
    expect(code).toBe(1)
    expect(stdout).toMatch(/is mended/)
    expect(stdout).not.toMatch(/[\p{Cc}\u202e](?<!\n)|^\s*::|##\[/mu)
  })
})

describe('What contradicts itself ends with status 2', () => {
  const cases: [args: string[], message: RegExp][] = [
    [['--baseline', 'none.json'], /Unexpected baseline `none\.json`, expected a file that is there/],
    [['--write-baseline'], /Unexpected `--write-baseline` without `--baseline`/],
    [['--prune'], /Unexpected `--prune` without `--baseline`/],
    [['--baseline', 'x', '--since', 'main'], /Unexpected `--since` beside `--baseline`/],
    [['--baseline', 'x', '--prune', '--write-baseline'], /Unexpected `--prune` beside `--write-baseline`/],
    [
      ['--baseline', '/nowhere/x.json', '--write-baseline'],
      /The baseline cannot be written to `\/nowhere\/x\.json` \(ENOENT\)/,
    ],
  ]
  for (const [args, message] of cases)
    it(args.join(' '), async () => {
      const { code, stderr } = await check(project(old), ...args)
      expect([code, stderr]).toStrictEqual([2, expect.stringMatching(message)])
    })

  it('and a file that could not be written whole is not written', async () => {
    const root = project(old)
    const folder = path.join(root, 'closed')
    mkdirSync(folder)
    chmodSync(folder, 0o500)
    const { code } = await check(root, '--baseline', path.join(folder, 'x.json'), '--write-baseline')
    // The administrator may write everywhere.
    if (process.getuid?.() !== 0) expect([code, existsSync(path.join(folder, 'x.json'))]).toStrictEqual([2, false])
    chmodSync(folder, 0o700)
  })
})
