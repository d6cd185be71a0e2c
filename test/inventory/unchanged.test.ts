import { mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { DiskFiles } from '../../src/inventory/configuration-files.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import { openInventory } from '../../src/inventory/inventory.ts'
import { unknownPast } from '../../src/inventory/past.ts'

const ingress = (host: string) =>
  `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: a }\nspec: { rules: [{ host: ${host} }] }\n`

let root = ''
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'waymark-unchanged-'))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(root, { recursive: true })
})

const write = (file: string, text: string) => writeFileSync(path.join(root, file), text)

/** As if so many milliseconds had gone by. */
const later = (ms: number) => vi.spyOn(Date, 'now').mockReturnValue(performance.timeOrigin + performance.now() + ms)

async function read(cache: MemoryCache, readers?: string[]) {
  const files = new DiskFiles(root)
  const opened: string[] = []
  const readAll = files.read.bind(files)
  vi.spyOn(files, 'read').mockImplementation((some) => {
    opened.push(...some)
    return readAll(some)
  })
  const { entries, mentioned } = await openInventory({
    ...{ files, cache, signal: new AbortController().signal, past: async () => unknownPast },
    ...(readers && { readers }),
  }).read()
  return { hosts: entriesOf(entries, 'host').map(({ host }) => host), opened, mentioned: mentioned.size }
}

describe('What is unchanged is not opened', () => {
  test('and what has changed is, another file in its place too', async () => {
    const cache = new MemoryCache()
    for (const name of ['a', 'b', 'c']) write(`${name}.yaml`, ingress(`${name}.acme.dev`))
    later(60_000)
    expect((await read(cache)).opened).toStrictEqual(['a.yaml', 'b.yaml', 'c.yaml'])
    expect((await read(cache)).opened).toStrictEqual([])
    write('a.yaml', ingress('longer.acme.dev'))
    renameSync(path.join(root, 'b.yaml'), path.join(root, 'd.yaml'))
    const after = await read(cache)
    expect(after).toMatchObject({
      hosts: ['longer.acme.dev', 'c.acme.dev', 'b.acme.dev'],
      opened: ['a.yaml', 'd.yaml'],
    })
    expect(await read(cache)).toStrictEqual({ ...after, opened: [] })
  })

  test('but what changed a moment ago may change again within the same tick of the clock', async () => {
    const cache = new MemoryCache()
    write('a.yaml', ingress('a.acme.dev'))
    const age = () => utimesSync(path.join(root, 'a.yaml'), 1_700_000_000, 1_700_000_000)
    age()
    expect((await read(cache)).hosts).toStrictEqual(['a.acme.dev'])
    // Of the same length, and with the time that it had before.
    write('a.yaml', ingress('b.acme.dev'))
    age()
    expect(await read(cache)).toMatchObject({ hosts: ['b.acme.dev'], opened: ['a.yaml'] })
  })

  test('what some readers said is not what all say', async () => {
    const cache = new MemoryCache()
    write('a.yaml', ingress('a.acme.dev'))
    later(60_000)
    expect(await read(cache, ['alert-rules'])).toStrictEqual({ hosts: [], opened: ['a.yaml'], mentioned: 0 })
    expect((await read(cache)).hosts).toStrictEqual(['a.acme.dev'])
    expect((await read(cache, ['alert-rules'])).opened).toStrictEqual([])
    expect((await read(cache)).opened).toStrictEqual([])
  })
})
