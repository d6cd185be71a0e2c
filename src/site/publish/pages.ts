import { promises as fs } from 'node:fs'
import path from 'node:path'
import { pageLinks } from '../preview/page-links.ts'
import { loadRenderer, type RendererOptions } from '../renderer/renderer.ts'
import type { Route, Site } from '../site.ts'
import { copyFolder, eachSome, makeFiles } from './files.ts'
import { KeptPages } from './kept-pages.ts'
import { fileOf } from './publication.ts'

export interface PagesOptions extends RendererOptions {
  /** Absolute folder that keeps the pages of the last build. */
  cache: string
  /** Absolute folder to put the pages into. */
  stage: string
  signal?: AbortSignal | undefined
}

/** Renders the pages of a site without code of its own, and puts them into a folder with the files that they load. */
export async function renderPages(site: Site, { cache, stage, signal, ...options }: PagesOptions): Promise<void> {
  const renderer = await loadRenderer(options)
  const render = renderer.createRender(site.settings.base)
  // Where a link leads depends on which pages there are: that is no part of what is kept of a page.
  const mended = site.preview ? pageLinks(site, site.preview) : (html: string) => html
  await copyFolder(renderer.assets, stage)
  await makeFiles([{ file: path.join(stage, '404.html'), text: mended(await render(site)) }])
  const routes = site.routes()
  const keyOf = (route: Route) => site.key(route)
  const kept = await KeptPages.open(cache)
  await kept.expect(new Map(routes.map((route) => [route.address, keyOf(route)])))
  await eachSome(routes, async (route) => {
    signal?.throwIfAborted()
    const key = keyOf(route)
    const known = await kept.read(route.address, key)
    const text = known ?? (await render(site, route))
    if (known === undefined) await kept.keep(route.address, key, text)
    const folder = fileOf(stage, route.address)
    await fs.mkdir(folder, { recursive: true })
    await fs.writeFile(path.join(folder, 'index.html'), mended(text))
  })
  await kept.close()
}
