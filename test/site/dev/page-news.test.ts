import { once } from 'node:events'
import { createServer } from 'node:http'
import { assert, expect, type TestContext, test } from 'vitest'
import { PageNews } from '../../../src/site/dev/page-news.ts'

/** A server that tells what is shown; `connect` gives what a page hears, one piece at a time. */
async function telling(t: TestContext) {
  const shown = { site: 'a', findings: '1' }
  const news = new PageNews(() => shown)
  const server = createServer((request, response) =>
    news.answer(request, response, () => response.writeHead(404).end()),
  )
  server.listen(0, '127.0.0.1')
  t.onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') return assert.fail('no port')
  const url = `http://127.0.0.1:${address.port}/_waymark/news`
  const connect = async () => {
    const { body, headers } = await fetch(url)
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    let said = ''
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail('no body')
    /** What is told next; undefined at the end. */
    return async () => {
      for (;;) {
        const [, data] = /data: (.*)\n\n/.exec(said) ?? []
        said = said.replace(/[\s\S]*?data: .*\n\n/, '')
        if (data !== undefined) return JSON.parse(data)
        const { value, done } = await reader.read()
        if (done) return undefined
        said += value
      }
    }
  }
  return { shown, news, connect, url }
}

test('a page hears what is shown when it connects, and each time that it changes', async (t) => {
  const { shown, news, connect } = await telling(t)
  const next = await connect()
  expect(await next()).toStrictEqual({ site: 'a', findings: '1' })
  shown.findings = '2'
  news.tell()
  expect(await next()).toStrictEqual({ site: 'a', findings: '2' })
  const later = await connect()
  expect(await later()).toStrictEqual({ site: 'a', findings: '2' })
  shown.site = 'b'
  news.tell()
  expect([await next(), await later()]).toStrictEqual([shown, shown])
  news.close()
  expect([await next(), await later()]).toStrictEqual([undefined, undefined])
})

test('nothing else is answered', async (t) => {
  const { url } = await telling(t)
  expect((await fetch(`${url}/x`)).status).toBe(404)
  expect((await fetch(url, { method: 'POST' })).status).toBe(404)
})
