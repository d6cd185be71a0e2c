import { once } from 'node:events'
import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { failOnErrors, launchBrowser } from '../../browser.ts'
import { project } from '../../cli/checked-project.ts'
import { run, start } from '../../cli/command-line.ts'

test('a server that probes has the head of a page count again when an answer changes', async (t) => {
  const answer = { status: 200, version: '1.4' }
  const service = createServer((_, response) => {
    response.writeHead(answer.status, { 'Content-Type': 'application/json' })
    response.end(JSON.stringify({ version: answer.version }))
  })
  await once(service.listen(0, '127.0.0.1'), 'listening')
  t.onTestFinished(async () => {
    await service.close()
  })
  const address = service.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const root = project({
    'guidebooks/README.md':
      '# Shop\n\n[Here](#shop). Version [1.4](status:shop.api#json.version) runs, see [the API](status:shop.api).\n',
    'guidebooks/services.yaml': `services: { shop: { probes: { api: { http: "${origin}/", expect: ["status == 200"], every: 1s, timeout: 1s } } } }\n`,
  })
  const built = await run(['build', '--root', root])
  expect(built.code, built.stderr).toBe(0)

  const server = start(['serve', '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await server.kill('SIGKILL')
  })
  const [line] = await once(server.stdout.setEncoding('utf8'), 'data')
  const [, url = ''] = /at (http:\S+)\n$/.exec(String(line)) ?? []
  const browser = await launchBrowser()
  t.onTestFinished(() => browser.close())
  const page = await browser.newPage()
  failOnErrors(page, url)
  await page.goto(url)

  const head = () => page.locator('.claims-short').textContent()
  const list = () => page.locator('.claims-all').textContent()
  const waiting = { timeout: 600_000 }
  await expect.poll(head, waiting).toBe('3 of 3 hold')
  answer.version = '1.5'
  await expect.poll(head, waiting).toBe('2 of 3 hold')
  expect(await list()).toBe('3 claims: 2 hold, 1 differs')
  answer.status = 500
  await expect.poll(list, waiting).toMatch(/^3 claims: 1 holds, [12] differs?/)
  Object.assign(answer, { status: 200, version: '1.4' })
  await expect.poll(head, waiting).toBe('3 of 3 hold')
})
