import { once } from 'node:events'
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { assert, expect, test } from 'vitest'
import { readServicesFrom } from '../../src/config/services.ts'
import { portOf } from '../network/port.ts'
import { builtFolder } from '../status/built-folder.ts'
import { start } from './command-line.ts'

/** Services of nine lines each, so many that the file has 10,000 lines. */
function manyServices(origin: string): { text: string; count: number } {
  const count = Math.floor(10_000 / 9)
  const service = (_: unknown, index: number) => `  s${index}:
    name: Service ${index}
    hosts: [s${index}.example.org]
    probes:
      home:
        http: GET ${origin}/s${index}
        expect: ["status == 200"]
        every: 10m
        timeout: 30s`
  const lines = ['services:', ...Array.from({ length: count }, service)].join('\n')
  return { text: `${lines}\n`, count }
}

test('a services.yaml of 10,000 lines is read, and a mistake at its end has its place', () => {
  const { text, count } = manyServices('http://127.0.0.1:1')
  const read = (content: string) => readServicesFrom([{ file: 'services.yaml', bytes: Buffer.from(content) }])
  const { services, findings } = read(text)
  assert.ok(text.split('\n').length >= 9999)
  expect([services.length, findings]).toStrictEqual([count, []])
  const wrong = read(text.replace(/every: 10m(?=\n.*\n$)/, 'evry: 10m'))
  const [finding] = wrong.findings
  expect(wrong.findings.length).toBe(1)
  expect([finding?.line, finding?.column]).toStrictEqual([text.split('\n').length - 2, 9])
  assert.ok(wrong.services.length >= count - 1, 'the others are as they were')
})

test('serve asks them all within moments, and nobody again and again', async (t) => {
  const asked = new Map<string, number>()
  const server = createServer((request, response) => {
    asked.set(request.url ?? '', (asked.get(request.url ?? '') ?? 0) + 1)
    response.end('well')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const { text, count } = manyServices(`http://127.0.0.1:${portOf(server)}`)
  const root = await builtFolder(t, {
    'dist/index.html': 'home',
    'guidebooks/README.md': '# Guides\n',
    'guidebooks/services.yaml': text,
  })
  const child = start(['serve', '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  const url = /at (http:\S+)\n$/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  const states = async () => {
    const { probes }: { probes: { state: string }[] } = await (await fetch(`${url}_waymark/status.json`)).json()
    return probes.filter(({ state }) => state === 'up').length
  }
  for (let up = 0; up < count; up = await states()) await pause(200)
  expect(asked.size).toBe(count)
  // The time of a few comes again so soon.
  const again = [...asked.values()].filter((times) => times > 1)
  assert.ok(again.length < count / 10 && Math.max(...asked.values()) <= 2, `${again.length} were asked again`)
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toStrictEqual([0, null])
})
