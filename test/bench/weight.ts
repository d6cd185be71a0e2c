import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { loadedFiles, withImports } from './loaded-files.ts'
import { prosePage } from './prose.ts'
import { build, workplace } from './waymark.ts'

const pages = 20
const bytes = 5 * 1024
const measured = 'operations-07'
/** What pages load for themselves that show the state of a service. */
const statusEntry = /^status\.[\w-]+\.js$/

/**
 * What a reader's browser loads for a page of 5 KB of Markdown, in a guidebook of 20 pages, before search is opened; and
 * what its scripts weigh where it shows a service.
 */
export async function weightBenchmark({ folder, signal, say }: Context): Promise<Figure[]> {
  say(`weight: a page of ${bytes} bytes`)
  const place = workplace(folder)
  const source = await writeGuidebook(path.join(place.root, 'erp'))
  await build(place, signal)
  const file = path.join('erp', measured, 'index.html')
  const { styles, scripts } = await loadedFiles(place.out, file)
  if (styles.length === 0 || scripts.length === 0) throw new Error(`Found no style or no script on ${file}`)
  const withStatus = [...new Set([...scripts, ...(await statusScripts(place.out))])]
  const kilobytes = async (files: string[]) => {
    const sizes = await Promise.all(
      files.map(async (one) => gzipSync(await readFile(path.join(place.out, one))).length),
    )
    return sizes.reduce((sum, size) => sum + size, 0) / 1000
  }
  const conditions = (files: string[]) => `gzip -6, ${files.map((one) => path.basename(one)).join(', ')}`
  const html = `gzip -6, ${source} bytes of Markdown, ${pages} pages`
  return [
    { name: 'page HTML', value: await kilobytes([file]), unit: 'KB', budget: 12, conditions: html },
    { name: 'page CSS', value: await kilobytes(styles), unit: 'KB', budget: 10, conditions: conditions(styles) },
    {
      name: 'page JavaScript',
      value: await kilobytes(scripts),
      unit: 'KB',
      budget: 6,
      conditions: conditions(scripts),
    },
    {
      name: 'page JavaScript, with a service',
      value: await kilobytes(withStatus),
      unit: 'KB',
      conditions: conditions(withStatus),
    },
  ]
}

/** What a page with a service loads: its script of the status, and what that imports, which all pages load. */
async function statusScripts(dist: string): Promise<string[]> {
  const entry = (await readdir(path.join(dist, '_astro'))).find((name) => statusEntry.test(name))
  if (entry === undefined) throw new Error('Found no script of the status')
  return withImports(dist, [`/_astro/${entry}`])
}

/** Writes a guidebook of pages of one size, and returns the bytes of the one that is measured. */
async function writeGuidebook(folder: string): Promise<number> {
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'README.md'), prosePage('ERP', bytes, 0))
  let size = 0
  for (let page = 1; page < pages; page++) {
    const name = `operations-${String(page).padStart(2, '0')}`
    const text = prosePage(`Operations of service ${page}`, bytes, page)
    if (name === measured) size = Buffer.byteLength(text)
    await writeFile(path.join(folder, `${name}.md`), text)
  }
  return size
}
