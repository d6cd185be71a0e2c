import { once } from 'node:events'
import { mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { assert, expect, type TestContext, test } from 'vitest'
import { TestRepository } from '../checks/test-repository.ts'
import { step } from '../step.ts'
import { run, runProcess, start } from './command-line.ts'
import { plantedConfiguration, plantedPackages } from './planted-configuration.ts'

const page = (link: string) =>
  `# Home\n\nSee [the service](${link}).\n\n\`\`\`mermaid\nflowchart LR\n  a[App] --> q[Queue]\n\`\`\`\n\n\`\`\`sh\nls\n\`\`\`\n`

/** A stranger's repository: some pages, and configuration of every tool wherever one might look for it. */
function strangersRepository(t: TestContext, link: string) {
  const repository = new TestRepository()
  const marks = realpathSync(mkdtempSync(path.join(tmpdir(), 'waymark-marks-')))
  t.onTestFinished(() => {
    repository.remove()
    rmSync(marks, { recursive: true, force: true })
  })
  const { root } = repository
  const service = `services: { till: { probes: { up: { http: "GET ${link}", expect: ["status == 200"] } } } }\n`
  repository.write({ 'guidebooks/README.md': page(link), 'guidebooks/services.yaml': service })
  repository.commit()
  repository.write(plantedPackages(marks))
  const looked = [
    '.',
    'guidebooks',
    '.waymark',
    '.waymark/pages',
    '.waymark/stage',
    '.waymark/astro',
    '.waymark/astro/astro',
  ]
  for (const folder of looked) {
    const planted = plantedConfiguration(path.join(root, folder), marks)
    repository.write(Object.fromEntries(Object.entries(planted).map(([name, text]) => [path.join(folder, name), text])))
  }
  repository.write({ '.waymark/CACHEDIR.TAG': 'Signature: 8a477f597d28d172789f06886806bc55\n' })
  return { root, marks }
}

async function service(t: TestContext): Promise<string> {
  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
  t.onTestFinished(async () => {
    await server.close()
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return assert.fail('no port')
  return `http://127.0.0.1:${address.port}/`
}

test('no code of a project is run, whatever configuration it holds, and none of it is in the way', async (t) => {
  const { root, marks } = strangersRepository(t, await service(t))
  const elsewhere = realpathSync(mkdtempSync(path.join(tmpdir(), 'waymark-elsewhere-')))
  t.onTestFinished(() => rmSync(elsewhere, { recursive: true, force: true }))
  const away = ['--cache', path.join(elsewhere, 'cache'), '--out', path.join(elsewhere, 'site')]
  const nothingRan = () => expect(readdirSync(marks)).toStrictEqual([])

  const commands: [name: string, args: string[], status: number][] = [
    ['build', ['build'], 0],
    ['build again', ['build'], 0],
    ['build with its cache elsewhere', ['build', ...away], 0],
    ['check', ['check'], 0],
    ['check --since', ['check', '--since', 'HEAD', '--no-cache'], 0],
    ['check --built', ['check', '--built'], 0],
    ['check --external', ['check', '--external', '--only', 'links'], 0],
    ['check --draw', ['check', '--draw', '--only', 'diagrams'], 0],
    ['probe', ['probe'], 0],
    ['init', ['init', 'fresh'], 0],
  ]
  for (const [name, args, status] of commands) {
    await step(name, async () => {
      const { code, stdout, stderr } = await run(args, root)
      nothingRan()
      expect(code, stdout + stderr).toBe(status)
    })
  }

  /** Starts a server, and has a page of it with all that the page loads first. */
  const serves = async (command: 'dev' | 'serve', expected: RegExp, address = '') => {
    const child = start([command, '--port', '0'], root)
    t.onTestFinished(async () => {
      await child.kill('SIGKILL')
    })
    // A server that cannot start ends without a line.
    const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), once(child, 'exit')])
    const url = /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
    const page = await (await fetch(new URL(address, url))).text()
    expect(page).toMatch(expected)
    const sources = [...page.matchAll(/(?:src|href)="(\/[^"]*\.(?:js|css|ts)[^"]*)"/g)].map(([, source = '']) => source)
    assert.ok(sources.length > 1, page)
    for (const source of sources) expect((await fetch(new URL(source, url))).status, source).toBe(200)
    child.kill('SIGINT')
    await once(child, 'close')
    nothingRan()
  }
  const home = /See <a[^>]* href="http:\/\/127/
  await step('dev', () => serves('dev', home))
  await step('serve', () => serves('serve', home))

  const code = { 'waymark.yaml': 'mdx: true\n', 'guidebooks/code.mdx': '# Code\n\n{1 + 1}\n' }
  for (const [name, text] of Object.entries(code)) writeFileSync(path.join(root, name), text)
  await step('dev, with a page whose own code is to run', () => serves('dev', /class="prose">2</, 'code/'))
  for (const [name, args] of commands.filter(([, [command]]) => command === 'build')) {
    await step(`${name}, with a page whose own code is to run`, async () => {
      // What a package looks for as it is loaded is looked for once in a process.
      const { code, stdout, stderr } = await (name === 'build' ? runProcess : run)(args, root)
      nothingRan()
      expect(code, stdout + stderr).toBe(0)
    })
  }
})

test('what is planted would be seen when it runs', async (t) => {
  const { root, marks } = strangersRepository(t, 'https://example.org/')
  await import(path.join(root, 'postcss.config.cjs'))
  await import(path.join(root, 'vite.config.ts'))
  await import(path.join(root, 'node_modules/postcss/evil.cjs'))
  expect(readdirSync(marks).sort()).toStrictEqual(['package postcss', 'postcss.config.cjs', 'vite.config.ts'])
})
