import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { assert, expect, test } from 'vitest'
import { audit } from './site/audit.ts'
import { builtFolder } from './status/built-folder.ts'
import { step } from './step.ts'

const execute = promisify(execFile)
const repository = path.join(import.meta.dirname, '..')

/** What a stranger does: installs the package into a folder that holds Markdown and nothing else. */
test('the packed package, installed into a folder of Markdown', async (t) => {
  const folder = await builtFolder(t, {
    'docs/README.md': '# Night watch\n\n[Restart](restart.md#now)\n',
    'docs/restart.md':
      '# Restart\n\n## Now\n\n```sh\n$ systemctl restart app\n```\n\n```mermaid\nflowchart LR\n  app[App] --> queue[Queue]\n```\n',
  })
  const docs = path.join(folder, 'docs')
  const packed = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd: repository })
  const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')))
  const installed = path.join(docs, 'node_modules/.bin/waymark')
  const npx = (args: string[]) => execute('npx', ['waymark', ...args], { cwd: docs })
  // As npx does, which itself takes longer than most of this.
  const waymark = (args: string[], env = process.env) => execute(installed, args, { cwd: docs, env })

  await step('holds what runs, and no tests, guidebooks or screenshots', () => {
    const names: string[] = files.map(({ path: name }: { path: string }) => name)
    for (const name of [
      'lib/src/cli/bin.js',
      'lib/renderer/server/entry.mjs',
      'src/layouts/Base.astro',
      'public/site/_waymark/theme.js',
      'lib/schemas/waymark.schema.json',
      'lib/schemas/services.schema.json',
      'src/cli/starter/templates/.gitea/workflows/guidebooks.yml',
    ]) {
      assert.ok(names.includes(name), name)
    }
    expect(
      names.filter((name) => /^(test|guidebooks|public\/screenshots|\.ci)\//.test(name) || name.endsWith('.test.ts')),
    ).toStrictEqual([])
  })

  await writeFile(path.join(docs, 'package.json'), '{ "private": true }\n')
  await execute('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', path.join(folder, filename)], {
    cwd: docs,
  })

  await step('npx waymark build makes a whole site of it', async () => {
    const { stdout } = await npx(['build'])
    expect(stdout).toMatch(/^Built 2 pages in /)
    expect(audit(path.join(docs, 'dist'), '/')).toStrictEqual([])
    expect(await readFile(path.join(docs, 'dist/restart/index.html'), 'utf8')).toMatch(/class="command"/)
  })

  await step('waymark build draws its diagram, and nothing the second time', async () => {
    const page = path.join(docs, 'dist/restart/index.html')
    await waymark(['build', '--static-diagrams'])
    expect(await readFile(page, 'utf8')).toMatch(
      /<waymark-diagram><figure class="diagram">.*<svg[^>]* viewBox=.*>Queue</,
    )
    await rm(path.join(docs, '.waymark/pages'), { recursive: true })
    const env = { ...process.env, WAYMARK_BROWSER: path.join(docs, 'nowhere') }
    await waymark(['build', '--static-diagrams'], env)
  })

  await step('waymark build leaves its diagram to the reader’s browser where there is none', async () => {
    const env = { ...process.env, WAYMARK_BROWSER: path.join(docs, 'nowhere') }
    const { stderr } = await waymark(['build', '--out', 'drawn-later', '--cache', 'other'], env)
    expect(stderr).toMatch(/^1 diagram is left to the browsers of readers/m)
    const published = await readdir(path.join(docs, 'drawn-later/_waymark/drawing'), { recursive: true })
    for (const name of ['frame.html', 'page/frame.js', 'mermaid/mermaid.esm.min.js'])
      assert.ok(published.includes(path.normalize(name)), name)
    for (const folder of ['drawn-later', 'other']) await rm(path.join(docs, folder), { recursive: true })
  })

  await step('waymark check finds the line of a diagram’s error', async () => {
    await mkdir(path.join(docs, 'broken'))
    await writeFile(path.join(docs, 'broken/README.md'), '# B\n\n```mermaid\nflowchart LR\n  a[One --> b\n```\n')
    const failed = await waymark(['check', '--root', 'broken', '--no-cache', '--only', 'diagrams']).catch(
      (error) => error,
    )
    expect(String(failed.stdout)).toMatch(/README\.md\s+5:\d+\s+error/)
    expect(failed.code).toBe(1)
    await rm(path.join(docs, 'broken'), { recursive: true })
  })

  await step('waymark serve serves it', () => assertAnswers(['serve', '--port', '0'], 'Night watch'))

  await step('waymark dev shows it', () => assertAnswers(['dev', '--port', '0'], 'Night watch'))

  await step('waymark init writes a first guidebook, which builds', async () => {
    await waymark(['init', 'fresh'])
    const { stdout, stderr } = await waymark(['build', '--root', 'fresh'])
    expect(stdout).toMatch(/^Built 3 pages in /)
    expect(stderr, 'no findings').not.toMatch(/^\S+:\d+:\d+ /m)
    expect(audit(path.join(docs, 'fresh/dist'), '/')).toStrictEqual([])
  })

  await step('waymark check finds nothing in it, in its sources and as it was built', async () => {
    const { stdout } = await waymark(['check', '--root', 'fresh', '--fail-on', 'info'])
    expect(stdout).toMatch(/^No findings in /)
    const built = await waymark(['check', '--root', 'fresh', '--built'])
    expect(built.stdout).toMatch(/^No findings in /)
  })

  await step('waymark check shares much work out among threads', async () => {
    const text = `# Page\n\n\`\`\`text\n${'A line of a long log.\n'.repeat(20_000)}\`\`\`\n`
    await mkdir(path.join(docs, 'large'))
    for (let page = 0; page < 24; page++) await writeFile(path.join(docs, `large/page-${page}.md`), text)
    const { stdout } = await waymark(['check', '--root', 'large', '--no-cache', '--only', 'lint'])
    expect(stdout).toMatch(/^No findings in 24 files/)
    await rm(path.join(docs, 'large'), { recursive: true })
  })

  await step('nothing is written but dist and .waymark', async () => {
    expect((await readdir(docs)).sort()).toStrictEqual([
      '.waymark',
      'README.md',
      'dist',
      'fresh',
      'node_modules',
      'package-lock.json',
      'package.json',
      'restart.md',
    ])
    expect(existsSync(path.join(docs, '.astro'))).toBe(false)
  })

  async function assertAnswers(args: string[], text: string): Promise<void> {
    const child = spawn(installed, args, { cwd: docs, detached: true })
    try {
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
      const url = / at (http:\S+)/.exec(String(line))?.[1] ?? assert.fail(String(line))
      expect(await (await fetch(url)).text()).toMatch(new RegExp(text))
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await once(child, 'exit')
    }
  }
})
