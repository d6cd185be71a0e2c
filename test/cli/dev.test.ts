import assert from 'node:assert/strict'
import { once } from 'node:events'
import { rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { builtFolder } from '../status/built-folder.ts'
import { run, start } from './command-line.ts'

const files = {
  'guidebooks/README.md': '# Home\n',
  'guidebooks/erp/README.md': '# ERP\n\n[Next](next.md) ![Map](map.svg)\n',
  'guidebooks/erp/map.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
  'guidebooks/erp/draft.md': '---\ndraft: true\n---\n# Not yet\n',
}

async function developing(t: TestContext, root: string) {
  const child = start(['dev', '--root', root, '--port', '0'])
  t.after(() => child.kill('SIGKILL'))
  child.stderr.setEncoding('utf8')
  const address = async () => {
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
    return /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`)
  }
  return { child, address, url: await address() }
}

/** What an address answers, once it is what is expected; the sources are read a moment after they change. */
async function eventually(url: string, isExpected: (status: number, text: string) => boolean): Promise<void> {
  let last = ''
  for (let attempt = 0; attempt < 100; attempt++) {
    const response = await fetch(url)
    const text = await response.text()
    if (isExpected(response.status, text)) return
    last = `${response.status} ${text.slice(0, 2000)}`
    await setTimeout(100)
  }
  assert.fail(`${url} stays ${last}`)
}

test('dev shows what is written, as it is written', async (t) => {
  const root = await builtFolder(t, files)
  const book = path.join(root, 'guidebooks/erp')
  const { child, address, url } = await developing(t, root)
  const at = (name: string) => new URL(name, url).href

  await t.test('pages, drafts, assets and Markdown', async () => {
    await eventually(at('erp/'), (status, text) => status === 200 && text.includes('There is no erp/next.md here'))
    await eventually(at('erp/draft/'), (status, text) => status === 200 && text.includes('This is a draft'))
    assert.equal((await fetch(at('erp/map.svg'))).headers.get('content-type'), 'image/svg+xml')
    assert.equal(await (await fetch(at('erp.md'))).text(), files['guidebooks/erp/README.md'])
    assert.equal((await fetch(at('no/such/'))).status, 404)
  })

  await t.test('a new page, and the links to it', async () => {
    await writeFile(path.join(book, 'next.md'), '# Next one\n')
    await eventually(at('erp/next/'), (status, text) => status === 200 && text.includes('Next one'))
    await eventually(at('erp/'), (_, text) => text.includes('href="/erp/next/"'))
  })

  await t.test('a page that is edited, renamed and removed', async () => {
    await writeFile(path.join(book, 'next.md'), '# Changed\n')
    await eventually(at('erp/next/'), (_, text) => text.includes('Changed'))
    await rename(path.join(book, 'next.md'), path.join(book, 'other.md'))
    await eventually(at('erp/other/'), (status) => status === 200)
    await rm(path.join(book, 'other.md'))
    await eventually(at('erp/other/'), (status) => status === 404)
  })

  await t.test('a mistake in waymark.yaml, and its cure', async () => {
    const told = once(child.stderr, 'data')
    await writeFile(path.join(root, 'waymark.yaml'), 'titel: Nights\n')
    assert.match(String((await told)[0]), /waymark\.yaml:1:1 error: .*`titel`/)
    await address()
    const again = address()
    await writeFile(path.join(root, 'waymark.yaml'), 'title: Nights\nbase: /watch/\n')
    assert.equal(new URL(await again).pathname, '/watch/')
    await eventually(
      new URL('/watch/erp/', url).href,
      (status, text) => status === 200 && text.includes('ERP · Nights'),
    )
  })

  await t.test('until it is interrupted', async () => {
    child.kill('SIGINT')
    assert.deepEqual(await once(child, 'exit'), [0, null])
  })
})

test('dev on a port that is taken says so', async (t) => {
  const root = await builtFolder(t, files)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  const taken = server.address()
  const port = taken && typeof taken === 'object' ? String(taken.port) : ''
  const { code, stderr } = await run(['dev', '--root', root, '--port', port])
  assert.equal(code, 2)
  assert.match(stderr, new RegExp(`Port ${port} of .* is taken`))
})
