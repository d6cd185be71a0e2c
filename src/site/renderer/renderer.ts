import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeDigest } from '../../files/code-digest.ts'
import { makeFolder } from '../../files/new-folder.ts'
import { packageRoot } from '../../files/package.ts'
import type { Workplace } from '../publish/workplace.ts'
import type { Route, Site } from '../site.ts'

/** Renders one page of a site to HTML: the one of a route, or the one for addresses that have none. */
export type Render = (site: Site, route?: Route) => Promise<string>

/** Astro's templates, compiled once for all sites whose pages have no code of their own. */
export interface Renderer {
  /** Absolute folder of the files that pages load; they are the same for each base. */
  assets: string
  /** Absolute folder of the scripts that stand alone. */
  scripts: string
  /** `base` with a slash at both ends. */
  createRender: (base: string) => Render
}

export interface RendererOptions {
  workplace: Workplace
  /** Told when it has to be compiled first. */
  onCompile?: () => void
}

/**
 * Loads the compiled templates. A package brings them; where Waymark runs from its sources, they are compiled once for
 * each state of the code. They never lie in a project: what is found there is not run.
 */
export async function loadRenderer(options: RendererOptions): Promise<Renderer> {
  const folder = import.meta.url.endsWith('.ts')
    ? await compiledSources(options)
    : path.join(packageRoot(), 'lib', 'renderer')
  const { createRender }: Pick<Renderer, 'createRender'> = await import(
    pathToFileURL(path.join(folder, 'server', 'entry.mjs')).href
  )
  return { assets: path.join(folder, 'client'), scripts: path.join(folder, 'scripts'), createRender }
}

/** Renderers of other code may still be in use by a process that began with them. */
const keptMs = 24 * 60 * 60 * 1000

/** Finds the renderer of the code as it is, or compiles it. */
async function compiledSources({ workplace, onCompile }: RendererOptions): Promise<string> {
  const kept = path.join(packageRoot(), 'node_modules', '.cache', 'waymark-renderer')
  const folder = path.join(kept, codeDigest())
  if (existsSync(folder)) return folder
  onCompile?.()
  const { compileRenderer } = await import('./compile.ts')
  const made = path.join(workplace.folder, 'renderer')
  await compileRenderer(made, workplace)
  try {
    await removeOld(kept)
    // Whole or not at all: others look for it meanwhile, and may have been earlier.
    const fresh = `${folder}.${process.pid}`
    await fs.cp(made, fresh, { recursive: true })
    await fs.rename(fresh, folder).catch(() => fs.rm(fresh, { recursive: true }))
    return existsSync(folder) ? folder : made
  } catch {
    // The sources may be read-only.
    return made
  }
}

async function removeOld(kept: string): Promise<void> {
  await makeFolder(kept)
  for (const name of await fs.readdir(kept)) {
    const { mtimeMs } = await fs.stat(path.join(kept, name))
    if (Date.now() - mtimeMs > keptMs) await fs.rm(path.join(kept, name), { recursive: true, force: true })
  }
}
