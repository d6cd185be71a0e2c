import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { isDiagram, shownFences } from '../../diagrams/fence.ts'
import { withCleanup } from '../../files/cleanup.ts'
import type { PendingDiagrams } from '../drawing.ts'
import { pageLinks } from '../preview/page-links.ts'
import { loadRenderer, type RendererOptions } from '../renderer/renderer.ts'
import type { Route, Site } from '../site.ts'
import { copyFolder, makeFiles } from './files.ts'
import { KeptPages } from './kept-pages.ts'
import { fileOf } from './publication.ts'
import type { StagedFiles } from './staged-files.ts'

export interface PagesOptions extends RendererOptions {
  /** Absolute folder that keeps the pages of the last build. */
  cache: string
  /** Absolute folder to put the pages into. */
  stage: string
  /** Pages that show what is still being drawn wait for it. */
  diagrams?: Pick<PendingDiagrams, 'isPending' | 'settled'>
  /** Given each page as it is published, in UTF-8, but for those that stand in the site before. */
  onPage?: (address: string, html: Uint8Array) => Promise<void>
  /** What may be done as well while pages wait for what is being drawn. */
  onWait?: () => Promise<void>
  /** Puts the files into that folder. */
  staged: StagedFiles
  signal?: AbortSignal | undefined
}

/** Renders the pages of a site without code of its own, and puts them into a folder with the files that they load. */
export async function renderPages(
  site: Site,
  { cache, stage, diagrams, onPage, onWait, signal, staged, ...options }: PagesOptions,
): Promise<void> {
  const renderer = await loadRenderer(options)
  const render = renderer.createRender(site.settings.base)
  // Where a link leads depends on which pages there are: that is no part of what is kept of a page.
  const mended = site.preview && pageLinks(site, site.preview)
  await copyFolder(renderer.assets, stage, staged)
  const missing = await render(site)
  await makeFiles([{ file: path.join(stage, '404.html'), text: mended?.(missing) ?? missing }], staged)
  const routes = site.routes()
  const waits = (route: Route) => pendingOn(site, route, diagrams).length > 0
  const kept = await KeptPages.open(cache)
  const publish = async (route: Route) => {
    signal?.throwIfAborted()
    const key = site.key(route)
    const folder = fileOf(stage, route.address)
    mkdirSync(folder, { recursive: true })
    const file = path.join(folder, 'index.html')
    const isAsBefore = !mended && kept.has(route.address, key) && staged.reuse(file, key)
    if (!isAsBefore) {
      const known = kept.read(route.address, key)
      const page = known ?? Buffer.from(await render(site, route))
      if (known === undefined) kept.keep(route.address, key, page)
      const html = mended ? Buffer.from(mended(page.toString())) : page
      staged.write(file, html, mended ? undefined : key)
      await onPage?.(route.address, html)
    }
    // Others, such as the one that waits for the browser, have their turn between two pages.
    await turn()
  }
  const publishAll = async () => {
    // One by one: several at a time would have no turn between them.
    const late: Route[] = []
    for (const route of routes) {
      if (waits(route)) late.push(route)
      else await publish(route)
    }
    if (late.length > 0) await onWait?.()
    for (const route of late) {
      for (const source of pendingOn(site, route, diagrams)) await diagrams?.settled(source)
      await publish(route)
    }
    await kept.save()
  }
  await withCleanup(publishAll, async () => kept.close())
}

/** The diagrams on the page of a route that are still being drawn. */
function pendingOn(site: Site, { address, to }: Route, diagrams: PagesOptions['diagrams']): string[] {
  const page = to === undefined ? site.page(address) : undefined
  if (!page || !diagrams) return []
  return shownFences(page).flatMap((fence) =>
    isDiagram(fence) && diagrams.isPending(fence.value) ? [fence.value] : [],
  )
}
