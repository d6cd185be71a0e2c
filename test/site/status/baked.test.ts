import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { assert, expect, test } from 'vitest'
import { run } from '../../cli/command-line.ts'
import { step } from '../../step.ts'
import { audit } from '../audit.ts'
import { buildAgain, builtShop, type Found, pageWithCode } from './living-site.ts'

const minute = 60_000

test('a build bakes what was last known', async (t) => {
  const states: Record<string, Found> = { 'till.healthz': { state: 'up' }, 'till.name': { state: 'up' } }
  const { folder, dist, at } = await builtShop(t, states)
  const read = (file: string) => readFile(path.join(dist, file), 'utf8')
  const stateIn = async (file: string, id: string) =>
    new RegExp(`<waymark-status data-of="${id}" data-state="(\\w+)"`).exec(await read(file))?.[1]

  await step('into the pages, with its moment', async () => {
    expect(await stateIn('shop/index.html', 'till')).toBe('up')
    assert.ok((await read('shop/index.html')).includes(`<time datetime="${at}">as of ${at.slice(0, 10)} `))
    expect(await stateIn('shop/index.html', 'stock')).toBe('unknown')
    expect(await stateIn('status/till/index.html', 'till.name')).toBe('up')
    expect(audit(dist, '/')).toStrictEqual([])
  })

  await step('into status.json, which says when', async () => {
    const { version, probes, bakedAt } = JSON.parse(await read('_waymark/status.json'))
    expect([version, probes.length]).toStrictEqual([1, 2])
    assert.ok(Date.parse(bakedAt) >= Date.parse(at))
  })

  await step('into no page that has no services', async () => {
    for (const page of ['other/index.html', '404.html']) expect(await read(page)).not.toMatch(/waymark-status|data-of/)
  })

  await step('again when it has changed, and only into the pages that show it', async () => {
    const { output } = await buildAgain(folder, { 'till.name': { state: 'down', reason: 'No `A` record <x>' } })
    expect(output).toMatch(/\(\d+ unchanged\)/)
    expect(await stateIn('shop/index.html', 'till')).toBe('down')
    expect(await read('shop/index.html')).toMatch(/No <code>A<\/code> record &#x3C;x>/)
    expect(await read('index.html')).toMatch(/data-of="till,stock" data-state="down"/)
  })

  await step('but never a stale green', async () => {
    await buildAgain(folder, { 'till.name': { state: 'up' }, 'till.healthz': { state: 'up' } }, 200 * minute)
    expect(await stateIn('shop/index.html', 'till')).toBe('unknown')
    expect(await read('shop/index.html')).toMatch(/unknown, was up/)
  })

  await step('and says that nothing was asked where nothing is known', async () => {
    const built = await run(['build', '--root', folder])
    expect(built.code, built.stderr).toBe(0)
    expect(await read('shop/index.html')).toMatch(
      /data-of="till" data-state="unknown">the till <span class="status-sign"><span class="status-word">not probed yet/,
    )
    const { probes, bakedAt } = JSON.parse(await read('_waymark/status.json'))
    expect([probes, typeof bakedAt]).toStrictEqual([[], 'string'])
  })

  await step('from a file that holds states, and no other', async () => {
    const built = await run(['build', '--root', folder, '--status', path.join(folder, 'waymark.yaml')])
    expect(built.code).toBe(2)
    expect(built.stderr).toMatch(/Unexpected content of `.*waymark\.yaml`, expected states/)
  })
})

test('with details: summary neither a reason nor a target is published', async (t) => {
  const down = { state: 'down' as const, reason: 'Password wrong', code: 'http/timeout' }
  const { dist } = await builtShop(
    t,
    { 'till.name': down },
    { ...pageWithCode, 'waymark.yaml': 'mdx: true\nstatus: { details: summary }\n' },
  )
  const all = await Promise.all(
    ['shop/till/index.html', 'status/index.html', 'status/till/index.html', '_waymark/status.json'].map((file) =>
      readFile(path.join(dist, file), 'utf8'),
    ),
  )
  for (const text of all) expect(text).not.toMatch(/Password|http\/timeout|GET \/healthz/)
})

test('a guidebook of the name has the address, and services have no page of their own', async (t) => {
  const { dist } = await builtShop(t, {}, { 'guidebooks/status/README.md': '# Status of the art\n' })
  expect(await readFile(path.join(dist, 'status/index.html'), 'utf8')).toMatch(/Status of the art/)
  await expect(readFile(path.join(dist, 'status/till/index.html'))).rejects.toThrow(/ENOENT/)
  expect(audit(dist, '/')).toStrictEqual([])
})
