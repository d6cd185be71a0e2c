import path from 'node:path'
import { expect, test } from 'vitest'
import { openProject } from '../../src/config/project.ts'
import { loadSite } from '../../src/site/load.ts'
import { groupedFiles } from '../../src/site/publish/copy.ts'
import { Site } from '../../src/site/site.ts'
import type { KeptFile } from '../../src/widgets/copy/manifest.ts'
import { builtFolder } from '../status/built-folder.ts'

const own = new Set(['alerts/'])
const ofFragments = new Map([['_waymark/search/fragment/a.pf_fragment', 'shop/']])
const file = (address: string, bytes = 1000): KeptFile => [address, 'digest', bytes]
const addresses = (files: readonly KeptFile[] = []) => files.map(([address]) => address)
const core = ['', 'shop.md', '_astro/a.css', '_waymark/names.json', 'alerts/disk-full/']
const shop = ['shop/', 'shop/till/', '_waymark/search/fragment/a.pf_fragment']

test('a small site is kept as a whole', () => {
  const { core: kept, groups } = groupedFiles(
    [...core, ...shop].map((one) => file(one)),
    { own, ofFragments },
  )
  expect(addresses(kept)).toStrictEqual([...core, ...shop])
  expect(groups).toStrictEqual({})
})

test('of a larger one each guidebook is a part, with the text that search knows of it', () => {
  const film = file('stock/film.mp4', 30_000_000)
  const picture = file('stock/plan.png', 24_999_500)
  const files = [...[...core, ...shop].map((one) => file(one)), film, picture, file('stock/')]
  const { core: kept, groups } = groupedFiles(files, { own, ofFragments })
  expect(addresses(kept).sort()).toStrictEqual([...core].sort())
  expect(addresses(groups['shop/']).sort()).toStrictEqual([...shop].sort())
  // Pages come first, and no part is larger than a whole site may be.
  expect(addresses(groups['stock/'])).toStrictEqual(['stock/'])
  const smaller = files.map((one): KeptFile => (one === picture ? file('stock/plan.png', 24_000_000) : one))
  expect(addresses(groupedFiles(smaller, { own, ofFragments }).groups['stock/'])).toStrictEqual([
    'stock/',
    'stock/plan.png',
  ])
})

test('the pages of a build register a worker; those of `dev`, and of a site that says no, do not', async (t) => {
  const workerOf = async (settings: string, written?: ConstructorParameters<typeof Site>[1]) => {
    const root = await builtFolder(t, { 'waymark.yaml': settings, 'guidebooks/README.md': '# Shop\n' })
    const { project } = await openProject({ root, cache: path.join(root, 'cache') })
    const { parts } = await loadSite(project, { drafts: false })
    return new Site(parts, written).worker
  }
  expect(await workerOf('base: /guides/\n')).toBe('/guides/waymark-worker.js')
  expect(await workerOf('offline: false\n')).toBeUndefined()
  expect(await workerOf('', { findings: [], version: 'now' })).toBeUndefined()
})
