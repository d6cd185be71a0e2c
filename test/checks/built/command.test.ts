import { describe, expect, it } from 'vitest'
import { run } from '../../cli/command-line.ts'
import { writeProject } from '../engine/project-files.ts'
import { html } from './built-site.ts'

const files = {
  'guidebooks/README.md': '# Home\n\n[A](a.md)\n',
  'guidebooks/a.md': '# A\n',
  'site/_waymark/site.json': '{"version":1,"base":"/"}',
  'site/index.html': html('<a href="/a/">A</a>'),
}

/** Runs `waymark check --built` on these files. */
async function check(changes: Record<string, string>, ...args: string[]) {
  const { root, remove } = writeProject({ ...files, ...changes })
  try {
    return await run(['check', '--root', root, '--built', ...args.map((arg) => arg.replace('ROOT', root))])
  } finally {
    remove()
  }
}

describe('waymark check --built', () => {
  it('ends with 1 on a broken link, told at its source', async () => {
    const { code, stdout } = await check({}, '--out', 'ROOT/site', '--format', 'json')
    expect(code).toBe(1)
    expect(
      JSON.parse(stdout).findings.map((found: Record<string, unknown>) => [found.file, found.line, found.code]),
    ).toStrictEqual([['guidebooks/README.md', 3, 'links/built-missing']])
  })

  it('ends with 0 where nothing is wrong', async () => {
    const { code, stdout } = await check({ 'site/a/index.html': html('') }, '--out', 'ROOT/site')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^No findings/)
  })

  it('takes the site of another program, at the addresses that hosts give its pages', async () => {
    const built = {
      'public/index.html': html('<a href="/handbook/guide">A</a> <a href="guide.html#x">B</a> <a href="/gone/">C</a>'),
      'public/guide.html': html('<h1 id="x">x</h1>'),
    }
    const run = (settings: string) =>
      check({ ...built, 'waymark.yaml': settings }, '--out', 'ROOT/public', '--format', 'json')
    const { findings, notes } = JSON.parse((await run('base: /handbook/\n')).stdout)
    expect(findings.map(({ file, message }: Record<string, string>) => [file, message])).toStrictEqual([
      [
        'guidebooks/README.md',
        'Unexpected link to `/gone/` on the built page `/handbook/`, expected an address under `/handbook/`',
      ],
    ])
    expect(notes).toStrictEqual([expect.stringMatching(/^Another program .* its 2 pages .* under `\/handbook\/`/)])
    const { findings: atRoot } = JSON.parse((await run('')).stdout)
    expect(atRoot.length).toBe(2)
  })

  it('takes a folder of HTML without any Markdown beside it', async () => {
    const { root, remove } = writeProject({
      'site/index.html': html('<a href="b.html">B</a>'),
      'site/b.html': html(''),
    })
    try {
      expect((await run(['check', '--root', root, '--built', '--out', `${root}/site`])).code).toBe(0)
      expect((await run(['check', '--root', root])).stderr).toMatch(/No pages in/)
    } finally {
      remove()
    }
  })

  const misuses: [args: string[], message: RegExp][] = [
    [[], /expected a built site.*\n.*waymark build/],
    [['--only', 'links'], /Unexpected `--only` beside `--built`/],
    [['--since', 'HEAD'], /Unexpected `--since` beside `--built`/],
    [['--fix-dates'], /Unexpected `--fix-dates` beside `--built`/],
    [['--external'], /Unexpected `--external` beside `--built`/],
    [['guidebooks/a.md'], /Unexpected path `guidebooks\/a\.md` beside `--built`/],
  ]
  for (const [args, message] of misuses) {
    it(`ends with 2: ${args.join(' ') || 'no site'}`, async () => {
      const { code, stderr } = await check({}, ...args)
      expect(code).toBe(2)
      expect(stderr).toMatch(message)
    })
  }
})
