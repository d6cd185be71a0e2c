import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { audit } from './site/audit.ts'
import { builtFolder } from './status/built-folder.ts'

const execute = promisify(execFile)
const repository = path.join(import.meta.dirname, '..')

/** What a stranger does: installs the package into a folder that holds Markdown and nothing else. */
test('the packed package, installed into a folder of Markdown', { timeout: 600_000 }, async (t) => {
  const folder = await builtFolder(t, {
    'docs/README.md': '# Night watch\n\n[Restart](restart.md#now)\n',
    'docs/restart.md':
      '# Restart\n\n## Now\n\n```sh\n$ systemctl restart app\n```\n\n```mermaid\nflowchart LR\n  app[App] --> queue[Queue]\n```\n',
  })
  const docs = path.join(folder, 'docs')
  const packed = await execute('npm', ['pack', '--json', '--pack-destination', folder], { cwd: repository })
  const [{ filename, files }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')))
  const npx = (args: string[], cwd = docs) => execute('npx', ['waymark', ...args], { cwd })

  await t.test('holds what runs, and no tests, guidebooks or screenshots', () => {
    const names: string[] = files.map(({ path: name }: { path: string }) => name)
    for (const name of [
      'lib/src/cli/bin.js',
      'src/layouts/Base.astro',
      'public/site/_waymark/theme.js',
      'lib/schemas/waymark.schema.json',
      'lib/schemas/services.schema.json',
    ]) {
      assert.ok(names.includes(name), name)
    }
    assert.deepEqual(
      names.filter((name) => /^(test|guidebooks|public\/screenshots|\.ci)\//.test(name) || name.endsWith('.test.ts')),
      [],
    )
  })

  await writeFile(path.join(docs, 'package.json'), '{ "private": true }\n')
  await execute('npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', path.join(folder, filename)], {
    cwd: docs,
  })

  await t.test('npx waymark build makes a whole site of it', async () => {
    const { stdout } = await npx(['build'])
    assert.match(stdout, /^Built 2 pages in /)
    assert.deepEqual(audit(path.join(docs, 'dist'), '/'), [])
    assert.match(await readFile(path.join(docs, 'dist/restart/index.html'), 'utf8'), /class="command"/)
  })

  await t.test('npx waymark build draws its diagram, and nothing the second time', async () => {
    const page = path.join(docs, 'dist/restart/index.html')
    await npx(['build', '--static-diagrams'])
    assert.match(await readFile(page, 'utf8'), /<waymark-diagram><figure class="diagram">.*<svg[^>]* viewBox=.*>Queue</)
    await rm(path.join(docs, '.waymark/astro'), { recursive: true })
    const env = { ...process.env, WAYMARK_BROWSER: path.join(docs, 'nowhere') }
    await execute('npx', ['waymark', 'build', '--static-diagrams'], { cwd: docs, env })
  })

  await t.test('npx waymark build leaves its diagram to the reader’s browser where there is none', async () => {
    const env = { ...process.env, WAYMARK_BROWSER: path.join(docs, 'nowhere') }
    const args = ['waymark', 'build', '--out', 'drawn-later', '--cache', 'other']
    const { stderr } = await execute('npx', args, { cwd: docs, env })
    assert.match(stderr, /^1 diagram is left to the browsers of readers/m)
    const published = await readdir(path.join(docs, 'drawn-later/_waymark/drawing'), { recursive: true })
    for (const name of ['frame.html', 'page/frame.js', 'mermaid/mermaid.esm.min.js'])
      assert.ok(published.includes(path.normalize(name)), name)
    for (const folder of ['drawn-later', 'other']) await rm(path.join(docs, folder), { recursive: true })
  })

  await t.test('npx waymark check finds the line of a diagram’s error', async () => {
    await mkdir(path.join(docs, 'broken'))
    await writeFile(path.join(docs, 'broken/README.md'), '# B\n\n```mermaid\nflowchart LR\n  a[One --> b\n```\n')
    const failed = await npx(['check', '--root', 'broken', '--no-cache', '--only', 'diagrams']).catch((error) => error)
    assert.match(String(failed.stdout), /README\.md\s+5:\d+\s+error/)
    assert.equal(failed.code, 1)
    await rm(path.join(docs, 'broken'), { recursive: true })
  })

  await t.test('npx waymark serve serves it', () => assertAnswers(['serve', '--port', '0'], 'Night watch'))

  await t.test('npx waymark dev shows it', () => assertAnswers(['dev', '--port', '0'], 'Night watch'))

  await t.test('npx waymark init writes a first guidebook, which builds', async () => {
    await npx(['init', 'fresh'])
    const { stdout, stderr } = await npx(['build', '--root', 'fresh'])
    assert.match(stdout, /^Built 3 pages in /)
    assert.doesNotMatch(stderr, /^\S+:\d+:\d+ /m, 'no findings')
    assert.deepEqual(audit(path.join(docs, 'fresh/dist'), '/'), [])
  })

  await t.test('npx waymark check finds nothing in it, in its sources and as it was built', async () => {
    const { stdout } = await npx(['check', '--root', 'fresh', '--fail-on', 'info'])
    assert.match(stdout, /^No findings in /)
    const built = await npx(['check', '--root', 'fresh', '--built'])
    assert.match(built.stdout, /^No findings in /)
  })

  await t.test('npx waymark check shares much work out among threads', async () => {
    const text = `# Page\n\n${'Some text of a long page.\n\n'.repeat(18_000)}`
    await mkdir(path.join(docs, 'large'))
    for (let page = 0; page < 24; page++) await writeFile(path.join(docs, `large/page-${page}.md`), text)
    const { stdout } = await npx(['check', '--root', 'large', '--no-cache', '--only', 'lint'])
    assert.match(stdout, /^No findings in 24 files/)
    await rm(path.join(docs, 'large'), { recursive: true })
  })

  await t.test('nothing is written but dist and .waymark', async () => {
    assert.deepEqual((await readdir(docs)).sort(), [
      '.waymark',
      'README.md',
      'dist',
      'fresh',
      'node_modules',
      'package-lock.json',
      'package.json',
      'restart.md',
    ])
    assert.equal(existsSync(path.join(docs, '.astro')), false)
  })

  async function assertAnswers(args: string[], text: string): Promise<void> {
    const child = spawn('npx', ['waymark', ...args], { cwd: docs, detached: true })
    try {
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
      const url = / at (http:\S+)/.exec(String(line))?.[1] ?? assert.fail(String(line))
      assert.match(await (await fetch(url)).text(), new RegExp(text))
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await once(child, 'exit')
    }
  }
})
