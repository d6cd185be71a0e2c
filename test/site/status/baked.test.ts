import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { test } from 'node:test'
import { run } from '../../cli/command-line.ts'
import { audit } from '../audit.ts'
import { buildAgain, builtShop } from './living-site.ts'

const minute = 60_000

test('a build bakes what was last known', async (t) => {
  const { folder, dist, at } = await builtShop(t, { 'till.healthz': { state: 'up' }, 'till.name': { state: 'up' } })
  const read = (file: string) => readFile(path.join(dist, file), 'utf8')
  const stateIn = async (file: string, id: string) =>
    new RegExp(`<waymark-status data-of="${id}" data-state="(\\w+)"`).exec(await read(file))?.[1]

  await t.test('into the pages, with its moment', async () => {
    assert.equal(await stateIn('shop/index.html', 'till'), 'up')
    assert.ok((await read('shop/index.html')).includes(`<time datetime="${at}">as of ${at.slice(0, 10)} `))
    assert.equal(await stateIn('shop/index.html', 'stock'), 'unknown')
    assert.equal(await stateIn('status/till/index.html', 'till.name'), 'up')
    assert.deepEqual(audit(dist, '/'), [])
  })

  await t.test('into status.json, which says when', async () => {
    const { version, probes, bakedAt } = JSON.parse(await read('_waymark/status.json'))
    assert.deepEqual([version, probes.length], [1, 2])
    assert.ok(Date.parse(bakedAt) >= Date.parse(at))
  })

  await t.test('into no page that has no services', async () => {
    for (const page of ['other/index.html', '404.html']) assert.doesNotMatch(await read(page), /waymark-status|data-of/)
  })

  await t.test('again when it has changed, and only into the pages that show it', async () => {
    const { output } = await buildAgain(folder, { 'till.name': { state: 'down', reason: 'No `A` record <x>' } })
    assert.match(output, /\(\d+ unchanged\)/)
    assert.equal(await stateIn('shop/index.html', 'till'), 'down')
    assert.match(await read('shop/index.html'), /No <code>A<\/code> record &#x3C;x>/)
    assert.match(await read('index.html'), /data-of="till,stock" data-state="down"/)
  })

  await t.test('but never a stale green', async () => {
    await buildAgain(folder, { 'till.name': { state: 'up' }, 'till.healthz': { state: 'up' } }, 200 * minute)
    assert.equal(await stateIn('shop/index.html', 'till'), 'unknown')
    assert.match(await read('shop/index.html'), /unknown, was up/)
  })

  await t.test('and says that nothing was asked where nothing is known', async () => {
    const built = await run(['build', '--root', folder])
    assert.equal(built.code, 0, built.stderr)
    assert.match(
      await read('shop/index.html'),
      /data-of="till" data-state="unknown">the till <span class="status-sign"><span class="status-word">not asked yet/,
    )
    const { probes, bakedAt } = JSON.parse(await read('_waymark/status.json'))
    assert.deepEqual([probes, typeof bakedAt], [[], 'string'])
  })

  await t.test('from a file that holds states, and no other', async () => {
    const built = await run(['build', '--root', folder, '--status', path.join(folder, 'waymark.yaml')])
    assert.equal(built.code, 2)
    assert.match(built.stderr, /Unexpected content of `.*waymark\.yaml`, expected states/)
  })
})

test('with details: summary neither a reason nor a target is published', async (t) => {
  const down = { state: 'down' as const, reason: 'Password wrong', code: 'http/timeout' }
  const { dist } = await builtShop(
    t,
    { 'till.name': down },
    { 'waymark.yaml': 'mdx: true\nstatus: { details: summary }\n' },
  )
  const all = await Promise.all(
    ['shop/till/index.html', 'status/index.html', 'status/till/index.html', '_waymark/status.json'].map((file) =>
      readFile(path.join(dist, file), 'utf8'),
    ),
  )
  for (const text of all) assert.doesNotMatch(text, /Password|http\/timeout|GET \/healthz/)
})

test('a guidebook of the name has the address, and services have no page of their own', async (t) => {
  const { dist } = await builtShop(t, {}, { 'guidebooks/status/README.md': '# Status of the art\n' })
  assert.match(await readFile(path.join(dist, 'status/index.html'), 'utf8'), /Status of the art/)
  await assert.rejects(readFile(path.join(dist, 'status/till/index.html')), /ENOENT/)
  assert.deepEqual(audit(dist, '/'), [])
})
