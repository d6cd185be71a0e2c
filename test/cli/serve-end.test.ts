import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import { assert, expect, test } from 'vitest'
import { readHistories } from '../../src/status/history/history-file.ts'
import { builtFolder } from '../status/built-folder.ts'
import { patient, start } from './command-line.ts'

test('SIGTERM ends it soon, whatever is under way, and nothing that was found is lost', {
  // Shorter than what it might wait for: see the probe that hangs, and `patient`.
  timeout: 240_000,
}, async (t) => {
  const asked: string[] = []
  // One service never answers.
  const server = createServer(({ url = '' }, response) => {
    asked.push(url)
    if (url !== '/hangs') response.end('well')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(() => server.close().closeAllConnections())
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const probes = `hangs: { http: "${origin}/hangs", every: 10m, timeout: 5m }, home: { http: "${origin}/", every: 1s, timeout: 1s }`
  const root = await builtFolder(t, {
    'dist/index.html': 'home',
    'guidebooks/README.md': '# Guides\n',
    'guidebooks/services.yaml': `services: { web: { probes: { ${probes} } } }`,
  })
  const child = start(['serve', '--root', root, '--port', '0'], undefined, patient)
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const { port } = new URL(/at (http:\S+)\n$/.exec(String(line))?.[1] ?? '')
  const open = async (text: string) => {
    const socket = connect(Number(port), '127.0.0.1')
    t.onTestFinished(async () => {
      await socket.destroy()
    })
    socket.on('error', () => {})
    socket.write(text)
    return socket
  }
  const stream = await open('GET /_waymark/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(stream, 'readable')
  // Neither reads, or finishes, any more.
  await open('GET /_waymark/events HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await open('POST /_waymark/probes/web.home/run HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\nx')
  await open('GET / HTTP/1.1\r\nHost: loc')
  const idle = await open('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  await once(idle, 'readable')
  while (!asked.includes('/hangs') || asked.filter((url) => url === '/').length < 3) await once(server, 'request')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
  const kept = await readHistories(join(root, '.waymark/status.db'), ['web.home', 'web.hangs'], {
    results: 100,
    changes: 9,
  })
  assert.ok((kept?.get('web.home')?.results.length ?? 0) >= 2)
  expect(kept?.get('web.hangs')?.results, 'what was not found out is no finding').toStrictEqual([])
})

test('a second Ctrl-C ends it at once', async (t) => {
  const root = await builtFolder(t, { 'dist/index.html': 'home' })
  const child = start(['serve', '--root', root, '--port', '0'], undefined, patient)
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const { port } = new URL(/at (http:\S+)\n$/.exec(String(line))?.[1] ?? '')
  const half = connect(Number(port), '127.0.0.1')
  t.onTestFinished(async () => {
    await half.destroy()
  })
  half.on('error', () => {})
  half.write('GET / HTTP/1.1\r\nHost: loc')
  await once(half, 'connect')
  child.kill('SIGINT')
  child.kill('SIGINT')
  const [code, signal] = await once(child, 'exit')
  assert.ok(signal === 'SIGINT' || code === 0)
})
