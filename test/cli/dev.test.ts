import { once } from 'node:events'
import { cp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { assert, expect, type TestContext, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'
import { runProcess, start } from './command-line.ts'

const files = {
  'guidebooks/README.md': '# Home\n',
  'guidebooks/erp/README.md': '# ERP\n\n[Next](next.md) ![Map](map.svg)\n',
  'guidebooks/erp/map.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>',
  'guidebooks/erp/draft.md': '---\ndraft: true\n---\n# Not yet\n',
}

/** Starts `dev`; `told` waits for what it prints to stderr, from the last match on. */
async function developing(t: TestContext, root: string) {
  const child = start(['dev', '--root', root, '--port', '0'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  let printed = ''
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed += text
  })
  const told = async (pattern: RegExp) => {
    for (let attempt = 0; attempt < 2400 && !pattern.test(printed); attempt++) await setTimeout(100)
    const match = pattern.exec(printed) ?? assert.fail(`${pattern} is not in: ${printed}`)
    printed = printed.slice(match.index + match[0].length)
  }
  let served = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    served += text
  })
  /** The address that is told from now on, under `base`: of a file that is only begun to be written, another may be told before. */
  const address = async (base = '/') => {
    served = ''
    const line = new RegExp(`at (http://[^/\\s]+${base})\n`)
    for (let attempt = 0; attempt < 2400 && !line.test(served); attempt++) await setTimeout(100)
    return line.exec(served)?.[1] ?? assert.fail(`No address under ${base} in: ${served}`)
  }
  return { child, address, told, url: await address() }
}

/** What an address answers, once it is what is expected; the sources are read a moment after they change. */
async function eventually(url: string, isExpected: (status: number, text: string) => boolean): Promise<void> {
  let last = ''
  for (let attempt = 0; attempt < 2400; attempt++) {
    const response = await fetch(url)
    const text = await response.text()
    if (isExpected(response.status, text)) return
    last = `${response.status} ${text.slice(0, 2000)}`
    await setTimeout(100)
  }
  assert.fail(`${url} stays ${last}`)
}

/** What a page hears: which version of the text there is by now, each time that it is told. */
async function newsOf(t: TestContext, url: string): Promise<() => Promise<string>> {
  const stop = new AbortController()
  t.onTestFinished(() => stop.abort())
  const { body } = await fetch(url, { signal: stop.signal })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader() ?? assert.fail('no body')
  let said = ''
  return async () => {
    for (;;) {
      const [all, site] = /data: .*"site":"(\w+)".*\n\n/.exec(said) ?? []
      if (all !== undefined && site !== undefined) {
        said = said.slice(said.indexOf(all) + all.length)
        return site
      }
      const { value, done } = await reader.read()
      assert.ok(!done, 'the news end')
      said += value
    }
  }
}

test('dev shows what is written, as it is written, and follows what is replaced', async (t) => {
  const root = await builtFolder(t, files)
  const book = path.join(root, 'guidebooks/erp')
  const { child, address, told, url } = await developing(t, root)
  const at = (name: string) => new URL(name, url).href

  await step('pages, drafts, assets and Markdown', async () => {
    await eventually(at('erp/'), (status, text) => status === 200 && text.includes('There is no erp/next.md here'))
    await eventually(at('erp/draft/'), (status, text) => status === 200 && text.includes('This is a draft'))
    expect((await fetch(at('erp/map.svg'))).headers.get('content-type')).toBe('image/svg+xml')
    expect(await (await fetch(at('erp.md'))).text()).toBe(files['guidebooks/erp/README.md'])
    expect((await fetch(at('no/such/'))).status).toBe(404)
  })

  await step('a new page, and the links to it', async () => {
    await writeFile(path.join(book, 'next.md'), '# Next one\n')
    await eventually(at('erp/next/'), (status, text) => status === 200 && text.includes('Next one'))
    await eventually(at('erp/'), (_, text) => text.includes('href="/erp/next/"'))
  })

  await step('a change that is read twice, which is one for the pages that are open', async () => {
    const heard = await newsOf(t, at('_waymark/news'))
    const versions = [await heard()]
    const text = '# Next two\n'
    for (const written of [text, text, `${text}\nMore.\n`]) {
      await writeFile(path.join(book, 'next.md'), written)
      const seen = written === text ? 'Next two' : 'More.'
      await eventually(at('erp/next/'), (_, shown) => shown.includes(seen))
      versions.push(await heard())
    }
    const page = await (await fetch(at('erp/next/'))).text()
    const [, last] = /name="waymark-versions" content="[^"]*site(?:&#34;|&quot;):(?:&#34;|&quot;)(\w+)/.exec(page) ?? []
    while (versions.at(-1) !== last) versions.push(await heard())
    // The first, that of both writings of the same text, and that of the other one.
    expect(new Set(versions).size).toBe(3)
  })

  await step('a page that is edited, renamed and removed', async () => {
    await writeFile(path.join(book, 'next.md'), '# Changed\n')
    await eventually(at('erp/next/'), (_, text) => text.includes('Changed'))
    await rename(path.join(book, 'next.md'), path.join(book, 'other.md'))
    await eventually(at('erp/other/'), (status) => status === 200)
    await rm(path.join(book, 'other.md'))
    await eventually(at('erp/other/'), (status) => status === 404)
  })

  await step('a mistake in waymark.yaml, and its cure', async () => {
    const mistaken = address()
    await writeFile(path.join(root, 'waymark.yaml'), 'titel: Nights\n')
    await mistaken
    await told(/waymark\.yaml:1:1 error: .*`titel`/)
    const again = address('/watch/')
    await writeFile(path.join(root, 'waymark.yaml'), 'title: Nights\nbase: /watch/\n')
    await again
    await eventually(
      new URL('/watch/erp/', url).href,
      (status, text) => status === 200 && text.includes('ERP · Nights'),
    )
  })

  await step('and while waymark.yaml names no folder, what was there before', async () => {
    await writeFile(path.join(root, 'waymark.yaml'), 'guidebooks: gui\n')
    await told(/Unexpected `guidebooks: gui`, expected a folder that exists\n {2}Change `guidebooks`/)
    await eventually(new URL('/watch/erp/', url).href, (status) => status === 200)
    const again = address()
    await writeFile(path.join(root, 'waymark.yaml'), 'title: Days\n')
    await again
    await eventually(at('erp/'), (status, text) => status === 200 && text.includes('ERP · Days'))
  })

  const folder = path.join(root, 'guidebooks')
  const swaps: [name: string, folder: string, away: () => Promise<void>][] = [
    ['the root, which is away for a while', folder, () => told(/Unexpected absence of `.*guidebooks`/)],
    ['the root, at once', folder, async () => {}],
    ['a guidebook, at once', book, async () => {}],
  ]
  for (const [name, swapped, away] of swaps) {
    await step(`a folder that another one takes the place of: ${name}`, async () => {
      const [old, fresh] = [path.join(root, `old-${name}`), path.join(root, `new-${name}`)]
      await cp(swapped, fresh, { recursive: true })
      const again = address()
      await rename(swapped, old)
      await away()
      await rename(fresh, swapped)
      await again
      await eventually(at('erp/'), (status) => status === 200)
      await writeFile(path.join(book, 'later.md'), `# Later, ${name}\n`)
      await eventually(at('erp/later/'), (status, text) => status === 200 && text.includes(`Later, ${name}`))
    })
  }

  await step('settings that change while the folder is away', async () => {
    const again = address()
    await rename(folder, `${folder}-away`)
    await writeFile(path.join(root, 'waymark.yaml'), 'title: Weeks\n')
    await told(/Unexpected absence of `.*guidebooks`/)
    await rename(`${folder}-away`, folder)
    await again
    await eventually(at('erp/'), (status, text) => status === 200 && text.includes('ERP · Weeks'))
  })

  await step('until it is interrupted', async () => {
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toStrictEqual([0, null])
  })
})

test('dev shows on each page what the checks found in it', async (t) => {
  const root = await builtFolder(t, {
    'guidebooks/README.md': '# Home\n\n[ERP](erp/README.md)\n',
    'guidebooks/erp/README.md': '# ERP\n\n[Next](nxt.md)\n\n## Restart `it`\n\n[Next](next.md)\n\n[Gone](gone.md)\n',
    'guidebooks/erp/next.md': '# Next\n\n[ERP](README.md)\n',
  })
  const { told, url } = await developing(t, root)
  const at = (name: string) => new URL(name, url).href
  const page = path.join(root, 'guidebooks/erp/README.md')

  await step('with place, code, section and hint; the home page says where', async () => {
    await told(/erp\/README\.md:3:1 error: .*\n(?:.*\n)*2 findings\n/)
    await eventually(at('erp/'), (_, text) => text.includes('2 findings'))
    const text = await (await fetch(at('erp/'))).text()
    for (const part of [
      'on this page: 2 errors',
      'Unexpected link to <code>nxt.md</code>',
      'Did you mean <code>next.md</code>?',
      'guidebooks/erp/README.md:3:1',
      '<code>links/missing-file</code>',
      '<a href="#restart-it">Restart it</a>',
      encodeURIComponent(`${page}:9:1`),
    ])
      assert.ok(text.includes(part), part)
    await eventually(at(''), (_, home) => home.includes('<strong>2 errors</strong> in 1 file'))
    const home = await (await fetch(at(''))).text()
    expect(home).toMatch(/<li><a href="\/erp\/">guidebooks\/erp\/README\.md<\/a> <span>2 errors<\/span><\/li>/)
    expect(await (await fetch(at('erp/next/'))).text()).not.toMatch(/class="finding-place"/)
  })

  await step('until it is mended', async () => {
    await writeFile(page, '# ERP\n\n[Next](next.md)\n')
    await told(/No findings, 2 gone\n/)
    await eventually(
      at('erp/'),
      (_, text) => text.includes('<waymark-findings') && !text.includes('class="finding-place"'),
    )
    await eventually(at(''), (_, text) => !text.includes('class="finding-files"'))
  })
})

test('dev shows rules that come later: in a file that had none, and in a new one beside it', async (t) => {
  const rule = (name: string) => `groups:\n  - name: shop\n    rules:\n      - alert: ${name}\n        expr: up == 0\n`
  const root = await builtFolder(t, { 'guidebooks/README.md': '# Home\n', 'ops/shop.yaml': 'groups: []\n' })
  const { url } = await developing(t, root)
  await eventually(url, (status) => status === 200)
  const at = (name: string) => new URL(`alerts/${name}/`, url).href
  await writeFile(path.join(root, 'ops/shop.yaml'), rule('ShopDown'))
  await eventually(at('ShopDown'), (status, text) => status === 200 && text.includes('ops/shop.yaml'))
  await writeFile(path.join(root, 'ops/wiki.yaml'), rule('WikiDown'))
  await eventually(at('WikiDown'), (status, text) => status === 200 && text.includes('ops/wiki.yaml'))
})

test('dev on a port that is taken says so', async (t) => {
  const root = await builtFolder(t, files)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(async () => {
    await server.close()
  })
  const taken = server.address()
  const port = taken && typeof taken === 'object' ? String(taken.port) : ''
  const { code, stderr } = await runProcess(['dev', '--root', root, '--port', port])
  expect(code).toBe(2)
  expect(stderr).toMatch(new RegExp(`Port ${port} of .* is taken`))
})
