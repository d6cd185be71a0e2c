import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, linkSync, mkdirSync, readdirSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { assert, expect, test } from 'vitest'
import { z } from 'zod'
import { audit } from './site/audit.ts'
import { builtFolder } from './status/built-folder.ts'
import { step } from './step.ts'

const execute = promisify(execFile)
const repository = path.join(import.meta.dirname, '..')

/**
 * Puts what is installed here, and not for development alone, where npm finds it: it takes away what the package does not
 * ask for, and fetches what is missing, but need not unpack 25,000 files again.
 */
async function takeDependencies(folder: string): Promise<void> {
  const { packages } = installed.parse(JSON.parse(await readFile(path.join(repository, 'package-lock.json'), 'utf8')))
  for (const [name, { dev }] of Object.entries(packages)) {
    const place = path.join(repository, name)
    if (name.startsWith('node_modules/') && !dev && existsSync(place)) linkFiles(place, path.join(folder, name))
  }
}

const installed = z.object({ packages: z.record(z.string(), z.object({ dev: z.boolean().optional() })) })

/** Has the files of a folder in another one too, without those of packages inside of it. */
function linkFiles(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [file, other] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.name === 'node_modules') continue
    if (entry.isDirectory()) linkFiles(file, other)
    else linkOrCopy(file, other)
  }
}

function linkOrCopy(file: string, other: string): void {
  try {
    linkSync(file, other)
  } catch {
    // The folder for temporary files may be on another disk.
    copyFileSync(file, other)
  }
}

/** Milliseconds. Within it npm has all packages, or waits for a registry that answers no more. */
const longestInstall = 300_000

/** Has npm install a package, without a registry where npm knows all that it asks for. */
async function install(folder: string, file: string): Promise<void> {
  const npm = async (way: string) => {
    const end = { timeout: longestInstall, killSignal: 'SIGKILL' } as const
    await execute('npm', ['install', '--no-audit', '--no-fund', way, file], { cwd: folder, ...end })
  }
  const online = () => npm('--prefer-offline')
  await npm('--offline').catch(online).catch(online)
}

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
  const program = path.join(docs, 'node_modules/.bin/waymark')
  const npx = (args: string[]) => execute('npx', ['waymark', ...args], { cwd: docs })
  // As npx does, which itself takes longer than most of this.
  const waymark = (args: string[], env = process.env) => execute(program, args, { cwd: docs, env })

  await step('holds what runs, and no tests, guidebooks or screenshots', () => {
    const names: string[] = files.map(({ path: name }: { path: string }) => name)
    for (const name of [
      'lib/src/cli/bin.js',
      'lib/renderer/server/entry.mjs',
      'lib/src/layouts/Base.astro',
      'public/site/_waymark/theme.js',
      'lib/schemas/waymark.schema.json',
      'lib/schemas/services.schema.json',
      'lib/src/cli/starter/templates/.gitea/workflows/guidebooks.yml',
    ]) {
      assert.ok(names.includes(name), name)
    }
    expect(
      names.filter((name) => /^(test|guidebooks|public\/screenshots|\.ci)\//.test(name) || name.endsWith('.test.ts')),
    ).toStrictEqual([])
  })

  await writeFile(path.join(docs, 'package.json'), '{ "private": true }\n')
  await takeDependencies(docs)
  await install(docs, path.join(folder, filename))

  await step('is light: of what is large only the files that are used are installed', async () => {
    const files = (await readdir(path.join(docs, 'node_modules'), { recursive: true, withFileTypes: true })).filter(
      (entry) => entry.isFile(),
    )
    const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(file.parentPath, file.name))).size))
    const bytes = sizes.reduce((sum, size) => sum + size, 0)
    expect(bytes, 'the budget').toBeLessThan(235_000_000)
    const packages = files
      .filter(({ name }) => name === 'package.json')
      .map(({ parentPath }) => path.relative(docs, parentPath).split(path.sep).join('/'))
    for (const name of ['mermaid', '@fontsource/arimo', '@fontsource-variable/source-serif-4'])
      expect(packages).not.toContain(`node_modules/${name}`)
    const twice = packages.filter((name) => /^node_modules\/.+\/node_modules\/highlight\.js$/.test(name))
    expect(twice, 'as large as what renders').toStrictEqual([])
    const digest = await readFile(path.join(docs, 'node_modules/waymark/lib/code-digest'), 'utf8')
    expect(digest, 'no command reads all of its code to know what made a cache').toMatch(/^[0-9a-f]{64}$/)
    const notice = await readFile(path.join(docs, 'node_modules/waymark/lib/THIRD-PARTY.txt'), 'utf8')
    for (const name of [
      'mermaid 12.3.0 (MIT',
      'elkjs 0.12.0 (EPL-2.0',
      '@fontsource/arimo 5',
      'langium 4',
      'yaml 2',
      'zod 4',
    ])
      assert.ok(notice.includes(`\n${name}`), name)
  })

  await step('asks for nothing by name that is not installed with it', async () => {
    const own = path.join(docs, 'node_modules/waymark')
    const { dependencies, peerDependencies } = JSON.parse(await readFile(path.join(own, 'package.json'), 'utf8'))
    const names = Object.keys({ ...dependencies, ...peerDependencies })
    const chunks = await readdir(path.join(own, 'lib/chunks'))
    const code = await Promise.all(chunks.map((name) => readFile(path.join(own, 'lib/chunks', name), 'utf8')))
    const asked = code.flatMap((text) =>
      Array.from(text.matchAll(/^(?:import|export) (?:[^"';]* from )?"([^".][^"]*)";$/gm), ([, id = '']) => id),
    )
    const unknown = asked.filter(
      (id) => !id.startsWith('node:') && !names.some((name) => `${id}/`.startsWith(`${name}/`)),
    )
    assert.ok(asked.includes('satteri'), 'they were found')
    expect(unknown).toStrictEqual([])
  })

  await step('waymark explain and waymark inventory say what they know', async () => {
    expect((await waymark(['explain', 'config/syntax'])).stdout).toMatch(/not YAML/)
    expect((await waymark(['inventory'])).stdout).toMatch(/^0 declarations/)
  })

  await step('waymark --version prints the version alone', async () => {
    const { version } = JSON.parse(await readFile(path.join(repository, 'package.json'), 'utf8'))
    for (const option of ['--version', '-V']) expect((await waymark([option])).stdout).toBe(`${version}\n`)
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

  await step('pages with code are built and shown, with all that they load', async () => {
    const coded = path.join(docs, 'coded')
    await mkdir(path.join(coded, 'guidebooks'), { recursive: true })
    await writeFile(path.join(coded, 'waymark.yaml'), 'mdx: true\n')
    await writeFile(path.join(coded, 'guidebooks/code.mdx'), '# Code\n\nThe answer is {6 * 7}.\n')
    await waymark(['build', '--root', 'coded'])
    expect(audit(path.join(coded, 'dist'), '/')).toStrictEqual([])
    expect(await readFile(path.join(coded, 'dist/code/index.html'), 'utf8')).toMatch(/The answer is 42\./)
    await whileRunning(['dev', '--root', 'coded', '--port', '0'], async (url) => {
      const page = await (await fetch(`${url}code/`)).text()
      expect(page).toMatch(/The answer is .*42/)
      expect(await missing(page, url)).toStrictEqual([])
    })
    await rm(coded, { recursive: true })
  })

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
    await whileRunning(args, async (url) => {
      expect(await (await fetch(url)).text()).toMatch(new RegExp(text))
    })
  }

  /** Runs a command that serves a site, until it has been asked. */
  async function whileRunning(args: string[], ask: (url: string) => Promise<void>): Promise<void> {
    const child = spawn(program, args, { cwd: docs, detached: true })
    try {
      const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
      await ask(/ at (http:\S+)/.exec(String(line))?.[1] ?? assert.fail(String(line)))
    } finally {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGTERM')
      await once(child, 'exit')
    }
  }
})

/** What of the scripts and styles of a page, and of all that these import, the server does not give. */
async function missing(page: string, url: string): Promise<string[]> {
  const links = page.matchAll(/<(?:script|link)\b[^>]*? (?:src|href)="(\/[^"]*\.(?:js|css)[^"]*)"/g)
  const waiting = Array.from(links, ([, address = '']) => address)
  const asked = new Set<string>()
  const notGiven: string[] = []
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (asked.has(address)) continue
    asked.add(address)
    const response = await fetch(new URL(address, url))
    const code = await response.text()
    if (!response.ok) notGiven.push(address)
    if (!response.headers.get('content-type')?.includes('javascript')) continue
    const imports = code.matchAll(/^(?:import|export)\b[^\n]*?"(\/[@\w][^"\s]*)"|\bimport\("(\/[^"\s]+)"\)/gm)
    for (const [, always, later] of imports) waiting.push(always ?? later ?? '')
  }
  assert.ok(asked.size > 50, `the modules were found: ${asked.size}`)
  return notGiven
}
