import { existsSync, globSync, readFileSync, rmSync } from 'node:fs'
import { cp, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { markCache } from '../../../src/files/cache-folder.ts'
import { claimKinds } from '../../../src/finding/claim.ts'
import { claimsRecord } from '../../../src/site/contract/claims-record.ts'
import { RunLog } from '../../../src/status/runs/run-log.ts'
import { type NameFile, nameFileAddress } from '../../../src/widgets/search/name-file.ts'
import { shop } from '../../checks/claims/shop.ts'
import { project } from '../../cli/checked-project.ts'
import { run } from '../../cli/command-line.ts'

/** The drawings of the first project that has any: others begin with them, since their diagram is the same. */
let drawn: string | undefined

async function build(root: string, ...args: string[]) {
  const own = path.join(root, '.waymark', 'diagrams')
  if (drawn !== undefined && !existsSync(path.join(root, 'dist'))) {
    await markCache(path.join(root, '.waymark'))
    await cp(drawn, own, { recursive: true })
  }
  const { code, stderr, stdout } = await run(['build', '--root', root, ...args])
  expect(code, stderr).toBe(0)
  if (existsSync(own)) drawn ??= own
  return { read: (file: string) => readFile(path.join(root, 'dist', file), 'utf8'), stdout }
}

test('programs are told every kind that there is', () => {
  expect(claimsRecord.shape.pages.element.shape.claims.element.shape.kind.options).toStrictEqual([...claimKinds])
})

test('a page says how much of it is held, marks what differs, and is listed by it', async () => {
  const root = project({ 'waymark.yaml': 'status: { runs: true }\n', ...shop })
  const cache = path.join(root, '.waymark')
  const log = new RunLog(path.join(cache, 'runs.json'), () => markCache(cache))
  const times = { began: '2026-11-11T14:00:00.000Z', ended: '2026-11-11T14:08:00.000Z' }
  await log.add([{ page: '/shop/', record: { ...times, done: 9, of: 9, outcome: 'worked' } }])
  const { read } = await build(root)
  const page = await read('shop/index.html')

  const record = claimsRecord.parse(JSON.parse(await read('_waymark/claims.json')))
  const own = record.pages.find(({ address }) => address === '/shop/')
  // Nobody has asked the services yet.
  expect(own?.counts).toStrictEqual({ holds: 9, differs: 8, unchecked: 3 })
  expect(own?.claims.find(({ text }) => text === '22.0.3')).toStrictEqual({
    ...{ kind: 'value', text: '22.0.3', state: 'differs', code: 'values/different', line: 10, column: 61 },
    reason: 'Unexpected value `22.0.3` of `/image/tag`, expected `22.0.4`',
  })
  expect(record.checkedAt).toBeDefined()

  expect(page).toContain('9 of 17 hold')
  expect(page).toContain('20 claims: 9 hold, 8 differ, 3 were not checked')
  // The time of a build is no part of a page.
  expect(page).not.toContain(record.checkedAt?.slice(0, 16))
  for (const [text, reason] of [
    ['gone', 'Unexpected link to gone.md, expected a file in guidebooks/'],
    ['docs.acme.dev', 'Unexpected host docs.acme.dev of docuseal, expected sign.acme.dev'],
    ['22.0.3', 'Unexpected value 22.0.3 of /image/tag, expected 22.0.4'],
    ['make bulid', 'Unexpected target bulid, expected one that Makefile declares'],
  ])
    expect(page).toMatch(
      new RegExp(
        `<span class="claim" id="wm-claim-\\d">[^≠]{0,200}${text}(?:</\\w+>)*<a class="claim-sign" [^>]*title="Differs: ${reason}"`,
      ),
    )
  // What is marked can be gone to from the list, and the other way round.
  for (const [, number] of page.matchAll(/id="wm-claim-(\d+)"/g)) {
    expect(page).toContain(`href="#wm-claim-${number}"`)
    expect(page).toContain(`id="wm-claim-${number}-said"`)
  }
  expect(page.match(/ id="[^"]+"/g)?.length).toBe(new Set(page.match(/ id="[^"]+"/g)).size)

  expect(await read('_waymark/claims/shop.svg')).toContain('claims: 9 of 17 hold')
  expect(await read('_waymark/claims.svg')).toContain('claims: 9 of 17 hold')
  await expect(read('_waymark/claims/index.html.svg')).rejects.toThrow('ENOENT')

  const trust = await read('trust/index.html')
  expect(trust).toContain('<a href="/shop/">Shop</a>')
  expect(trust).toContain('Unexpected host <code>docs.acme.dev</code>')
  expect(trust).toContain('<time datetime="2027-03-02">')
  expect(trust).toMatch(
    /<time datetime="2026-11-11">2026-11-11<\/time><span class="trust-aside"> worked, 8 min<\/span>/,
  )
  // A host of files answers what a server would, as of the build.
  expect(JSON.parse(await read('_waymark/runs.json'))).toStrictEqual(await log.read())
  expect(await read('_waymark/pages.json')).toContain('["/trust/","Trust","Trust"]')
  // So do search and programs.
  const searched: NameFile = JSON.parse(await read(nameFileAddress))
  const titles = searched.pages.map(([address, title]) => `${address} ${title}`)
  expect(titles).toContain('/trust/ Trust')
  expect(titles).toContain('/alerts/ Alerts')
  expect(await read('llms.txt')).toContain(
    '## Status and trust\n\n- [Status](/status/): how the services are\n- [status.json](/_waymark/status.json): the same, with each probe\n- [Trust](/trust/): which pages differ from what is, and which nobody has looked at for long\n- [claims.json](/_waymark/claims.json): all that pages claim, and whether it holds\n',
  )
  expect(page).toContain('<a href="/trust/">Trust</a>')
})

test('pages with code of their own are marked too, and what differs inside of a block of code is underlined', async () => {
  const { read } = await build(
    project({
      'waymark.yaml': 'mdx: true\n',
      'guidebooks/README.md': '# Hub\n',
      'guidebooks/shop.mdx': `---
owner: Ops
---

export const v = '1'

# Shop {v}

> **Status:** ✅ [Active](nowhere.md)

[Gone][far], {v}, *not [22.0.3](../chart/values.yaml#/image/tag)*, {v}.

Run \`make build\`, then \`make bulid\`.

<section>

- First:

  \`\`\`console
  $ make build
  $ make bulid
  \`\`\`

</section>

[far]: gone.md
`,
      'chart/values.yaml': shop['chart/values.yaml'],
      Makefile: shop.Makefile,
    }),
  )
  const page = await read('shop/index.html')
  expect(page).toMatch(
    /<p><span class="claim" id="wm-claim-\d"><span class="dead-link" [^>]*>Gone<\/span><a class="claim-sign"/,
  )
  expect(page).toMatch(/<em>not <span class="claim" id="wm-claim-\d"><span class="dead-link" [^>]*>22\.0\.3<\/span><a/)
  expect(page).toMatch(/then <span class="claim" id="wm-claim-\d"><code>make bulid<\/code><a/)
  expect(page).toContain('<span class="command">make <span class="claim">bulid</span></span>')
  expect(page).toMatch(/<\/figure><p class="claim-note" id="wm-claim-\d">.* Line 21: Unexpected target bulid/)
  expect(page).not.toContain('waymark-claim')
  for (const [, number] of page.matchAll(/id="wm-claim-(\d+)"/g)) expect(page).toContain(`id="wm-claim-${number}-said"`)
})

test('a page is the same whenever it is built, and another one with its claims', async () => {
  const root = project(shop)
  await build(root)
  const pages = () =>
    Object.fromEntries(
      globSync('**/*.html', { cwd: path.join(root, 'dist') }).map((file) => [
        file,
        readFileSync(path.join(root, 'dist', file), 'utf8'),
      ]),
    )
  const before = pages()
  const kept = await build(root)
  expect(kept.stdout).toContain('(2 unchanged)')
  expect(pages()).toStrictEqual(before)
  rmSync(path.join(root, '.waymark'), { recursive: true })
  await build(root)
  expect(pages()).toStrictEqual(before)

  await writeFile(path.join(root, 'chart/values.yaml'), 'image:\n  tag: "22.0.5"\n')
  const { read, stdout } = await build(root)
  expect(stdout).toContain('(1 unchanged)')
  expect(await read('shop/index.html')).toContain('8 of 17 hold')
})

test('nothing is said where the settings say so, and /trust/ is the guidebooks’ own where they have one', async () => {
  const silent = await build(project({ ...shop, 'waymark.yaml': 'claims: { pages: false }\n' }))
  expect(await silent.read('shop/index.html')).not.toMatch(/class="claim/)
  await expect(silent.read('_waymark/claims.json')).rejects.toThrow('ENOENT')
  await expect(silent.read('trust/index.html')).rejects.toThrow('ENOENT')

  const taken = await build(project({ ...shop, 'guidebooks/trust.md': '# Trust of ours\n' }))
  expect(await taken.read('trust/index.html')).toContain('Trust of ours')
  expect(await taken.read('shop/index.html')).toContain('9 of 17 hold')
})

test('where all holds it says so, and a page without claims says nothing', async () => {
  const { read } = await build(
    project({ 'guidebooks/README.md': '# Hub\n\n[Shop](shop.md)\n', 'guidebooks/shop.md': '# Shop\n\nOpen.\n' }),
  )
  expect(await read('index.html')).toContain('1 of 1 hold')
  expect(await read('shop/index.html')).not.toContain('<details class="claims"')
  expect(await read('trust/index.html')).toContain('Nothing: all that was checked holds.')
})

test('what services answer is held by their last known states', async () => {
  const at = new Date().toISOString()
  const verdict = {
    ...{ id: 'shop.api', service: 'shop', kind: 'http', state: 'down', since: at, checkedAt: at, durationMs: 5 },
    ...{ reason: 'No first byte within 5 s', phases: {}, conditions: [], facts: { status: 503 }, everyMs: 3_600_000 },
  }
  const root = project({
    ...shop,
    'states.json': JSON.stringify({ version: 1, environment: 'production', checkedAt: at, probes: [verdict] }),
  })
  const { read } = await build(root, '--status', path.join(root, 'states.json'))
  const record = claimsRecord.parse(JSON.parse(await read('_waymark/claims.json')))
  const states = record.pages.flatMap(({ claims }) =>
    claims.flatMap(({ kind, text, state }) =>
      kind === 'fact' || kind === 'probe' ? [`${kind} ${text}: ${state}`] : [],
    ),
  )
  expect(states).toStrictEqual([
    'fact 200: differs',
    'fact bad: differs',
    'probe shop.api: differs',
    'probe shop.none: differs',
  ])
})
