import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { packageRoot } from '../../src/files/package.ts'
import { builtFolder } from '../status/built-folder.ts'
import { rawRequest } from '../status/raw-request.ts'
import { step } from '../step.ts'
import { start } from './command-line.ts'

test('dev gives its pages to those alone who mean it, and nothing else of this machine to anybody', async (t) => {
  const settings = 'site: https://docs.example.org/books/\nbase: /books/\n'
  const root = await builtFolder(t, {
    'waymark.yaml': settings,
    'guidebooks/README.md': '# Home\n',
    '.env': 'SECRET=hidden\n',
  })
  // No editor of this machine is started.
  const child = start(['dev', '--port', '0'], root, { LAUNCH_EDITOR: 'true', EDITOR: 'true' })
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const listening = async () => {
    const [line] = await Promise.race([once(child.stdout.setEncoding('utf8'), 'data'), once(child, 'exit')])
    return Number(/:(\d+)\/books\/\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`))
  }
  const first = await listening()
  await assertGuarded(first, root)

  await step('not the source of a page, which lies beside what is no page', async () => {
    const { status } = await rawRequest(first, `GET /books/@fs${root}/guidebooks/README.md`, ['Host: localhost'])
    expect(status).toBe(404)
  })

  await step('and so it is once a page has code of its own, which is bundled', async () => {
    const again = listening()
    await writeFile(path.join(root, 'guidebooks/code.mdx'), '# Code\n\nIt is {6 * 7}.\n')
    await writeFile(path.join(root, 'waymark.yaml'), `${settings}mdx: true\n`)
    const port = await again
    const { status, body } = await rawRequest(port, 'GET /books/code/', ['Host: localhost'])
    expect(status, body).toBe(200)
    expect(body).toContain('It is 42.')
    expect(body).toContain('/@vite/client')
    await assertGuarded(port, root)
  })
})

/** Holds a server of `dev` to what it may give out. */
async function assertGuarded(port: number, root: string): Promise<void> {
  const own = ['Host: localhost']
  await step('to who asked for this machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]:1', 'docs.localhost', 'docs.example.org']) {
      const { status, body } = await rawRequest(port, 'GET /books/', [`Host: ${host}`])
      expect(status, `${host} ${body}`).toBe(200)
    }
  })

  await step('not to who asked for another host', async () => {
    for (const address of ['', 'index.md', '_waymark/pages.json', '_waymark/status.json', '@vite/client', 'nowhere']) {
      const { status, body } = await rawRequest(port, `GET /books/${address}`, ['Host: evil.example'])
      expect(status, address).toBe(421)
      expect(body, address).not.toMatch(/Home|books/)
    }
  })

  await step('and lets no page of another origin read it', async () => {
    for (const origin of ['http://evil.example', 'http://localhost:1']) {
      const { headers } = await rawRequest(port, 'GET /books/@vite/client', [...own, `Origin: ${origin}`])
      expect(headers.get('access-control-allow-origin')).toBe(undefined)
    }
  })

  const file = `${root}/waymark.yaml`
  const manifest = path.join(packageRoot(), 'package.json')
  const refused: [what: string, line: string, status: number][] = [
    ['opens no editor', `GET /books/__open-in-editor?file=${file}`, 403],
    ['nor in other letters', `GET /books/__OPEN-in-Editor?file=${file}`, 403],
    ['nor without the base', `GET /__open-in-editor?file=${file}`, 403],
    ['nor for who says not whence it is posted', `POST /books/__open-in-editor?file=${file}`, 403],
    ['changes nothing', 'DELETE /books/', 405],
    ['refuses what is no address', 'GET /books/%ff', 400],
    ['also without the base', 'GET /%ff', 400],
    ['refuses a NUL', 'GET /books/a%00b', 400],
    ['gives no file of the cache', `GET /books/@fs${root}/.waymark/CACHEDIR.TAG`, 404],
    ['gives no file of the project', `GET /books/@fs${root}/.env?raw`, 404],
    ['gives no file of the machine', 'GET /books/@fs/etc/passwd', 404],
    ['gives nothing of its own package but what pages need', `GET /books/@fs${manifest}`, 404],
    ['nor as a module', `GET /books/@fs${manifest}?import&raw`, 404],
    ['nor by its id', `GET /books/@id/${manifest}?import&raw`, 404],
    ['nor by a way around', `GET /books/@fs${path.join(packageRoot(), 'src')}/%2e%2e/package.json?raw`, 404],
    ['gives nothing of the folder that it works in', 'GET /books/package.json?import&raw', 404],
    ['nor what is linked there', 'GET /books/node_modules/astro/package.json?raw', 404],
  ]
  for (const [what, line, status] of refused) {
    await step(what, async () => {
      const answer = await rawRequest(port, line, own)
      expect(answer.status, answer.body).toBe(status)
      assert.ok(!answer.body.includes(root), answer.body)
      expect(answer.body).not.toMatch(/SECRET|root:|at .*\.js:\d+/)
    })
  }

  await step('an editor is opened for its own pages, and for files of the project alone', async () => {
    const ask = (named: string, ...headers: string[]) =>
      rawRequest(port, `POST /books/__open-in-editor?file=${encodeURIComponent(named)}`, [...own, ...headers])
    const [ours, other] = ['Origin: http://localhost', 'Origin: http://evil.example']
    expect((await ask(`${file}:1:2`, ours)).status).toBe(200)
    expect((await ask(`${file}:1:2`, 'Sec-Fetch-Site: same-origin')).status).toBe(200)
    expect((await ask(file, other)).status).toBe(403)
    expect((await ask(file, 'Sec-Fetch-Site: cross-site')).status).toBe(403)
    for (const foreign of [
      '/etc/passwd',
      `${root}/../x`,
      `${root}/.waymark/CACHEDIR.TAG`,
      `file://${file}`,
      'file:///etc/passwd',
      '',
    ])
      expect((await ask(foreign, ours)).status, foreign).toBe(403)
  })
}
