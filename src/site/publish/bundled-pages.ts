import { promises as fs } from 'node:fs'
import path from 'node:path'
import { build } from 'astro'
import type { Project } from '../../config/project.ts'
import { withCleanup } from '../../files/cleanup.ts'
import { type AstroOptions, astroConfig, unregisterSite } from '../astro.ts'
import type { Site } from '../site.ts'
import { fileOf } from './publication.ts'

export interface BundledPagesOptions extends Pick<AstroOptions, 'workplace' | 'onStage'> {
  /** Absolute folder to put the pages into. */
  stage: string
  /** Absolute folder of the pages that Astro keeps for the next build. */
  lastPages: string
}

/** Bundles the pages of a site with the code of its `.mdx` pages, renders them, and puts them into a folder. */
export async function bundlePages(
  site: Site,
  { cache, guidebooks }: Project,
  { stage, lastPages, ...options }: BundledPagesOptions,
): Promise<void> {
  // One name for one build: pages are rendered by one process, one site at a time.
  const name = `build ${stage}`
  const config = astroConfig({ name, current: () => site, cache, guidebooks, out: stage, mdx: true, ...options })
  // What fails is thrown, and told once.
  const run = () => withoutFaults(site, () => build({ ...config, logLevel: 'silent' }))
  await withCleanup(run, async () => unregisterSite(name))
  await forgetNotices(site, lastPages)
}

/** A page whose code cannot be bundled is left to its notice, and the others are bundled without it. */
async function withoutFaults(site: Site, run: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await run()
    } catch (error) {
      if (!site.mdxErrors.attribute(error, site.codePages)) throw error
    }
  }
}

/** What an import brings may change while the page does not: a notice is not kept for the next build. */
async function forgetNotices({ mdxErrors, guidebooks }: Site, lastPages: string): Promise<void> {
  const files = mdxErrors.pages.map((page) => path.join(fileOf(lastPages, guidebooks.addressOf(page)), 'index.html'))
  await Promise.all(files.map((file) => fs.rm(file, { force: true })))
}
