import { promises as fs } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeDigest } from '../../files/code-digest.ts'
import { keptFolder } from '../../files/kept-folder.ts'
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

/** Finds the renderer of the code as it is, or compiles it. */
async function compiledSources({ workplace, onCompile }: RendererOptions): Promise<string> {
  const made = path.join(workplace.folder, 'renderer')
  let compiled: Promise<unknown> | undefined
  const compileOnce = async () => {
    compiled ??= compile()
    await compiled
  }
  const compile = async () => {
    onCompile?.()
    const { compileRenderer } = await import('./compile.ts')
    return compileRenderer(made, workplace)
  }
  const root = path.join(packageRoot(), 'node_modules', '.cache', 'waymark-renderer')
  const kept = await keptFolder(root, codeDigest(), async (fresh) => {
    await compileOnce()
    await fs.cp(made, fresh, { recursive: true })
  })
  if (kept !== undefined) return kept
  // The sources may be read-only, or what was compiled is at fault, which is told here.
  await compileOnce()
  return made
}
