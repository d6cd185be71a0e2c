import path from 'node:path'
import { type AstroInlineConfig, dev } from 'astro'
import type { Project } from '../config/project.ts'
import type { Finding } from '../guidebook/finding.ts'
import { astroConfig } from './astro-config.ts'
import { answerPublication } from './dev-answer.ts'
import { markCache } from './folders.ts'
import { lend, takeBack } from './handle.ts'
import { siteModules, type ViteDevServer } from './integration.ts'
import { loadSite } from './load.ts'
import type { Site } from './site.ts'

export interface DevOptions {
  host: string
  port: number
  /** Told after each reading of the sources. */
  onFindings: (findings: Finding[]) => void
  /** Told why a reading failed: the last site that could be read stays. */
  onFailure: (error: unknown) => void
  /** Told when `waymark.yaml` has changed, which asks for another server. */
  onConfigChange: () => void
  signal: AbortSignal
}

export interface DevServer {
  /** With the base. */
  url: string
  stop(): Promise<void>
}

/** Editors write a file in several steps; a change is read when they are done. */
const quietMs = 60

/** Serves the site as it is written: each change of the sources is read and shown at once, drafts too. */
export async function startDev(project: Project, options: DevOptions): Promise<DevServer> {
  const name = `dev ${project.root} ${options.port}`
  await markCache(project.cache)
  const load = async () => {
    const { site, findings } = await loadSite(project, {
      drafts: true,
      ignore: [path.join(project.root, 'dist'), project.cache],
      signal: options.signal,
    })
    options.onFindings(findings)
    lend(name, site)
    return site
  }
  let site = await load()
  const reload = async (server: ViteDevServer) => {
    try {
      site = await load()
      showAgain(server)
    } catch (error) {
      if (!options.signal.aborted) options.onFailure(error)
    }
  }
  const onServer = (server: ViteDevServer) => {
    server.middlewares.use(answerPublication(() => site))
    watch(server, project, options, () => void reload(server))
  }
  const server = await dev(devConfig(project, options, { name, current: () => site, onServer }))
  const stop = async () => {
    await server.stop()
    takeBack(name)
  }
  const { address, port } = server.address
  return { url: `http://${address.includes(':') ? `[${address}]` : address}:${port}${site.settings.base}`, stop }
}

function devConfig(
  project: Project,
  { host, port }: DevOptions,
  site: { name: string; current: () => Site; onServer: (server: ViteDevServer) => void },
): AstroInlineConfig {
  const { root, cache, guidebooks, config } = project
  const base = astroConfig({ ...site, cache, guidebooks, out: path.join(root, 'dist'), mdx: config.mdx })
  return { ...base, server: { host, port }, vite: { ...base.vite, server: { ...base.vite?.server, strictPort: true } } }
}

/** Calls `change` once things have been quiet for a moment after a change under the root. */
function watch(server: ViteDevServer, project: Project, { onConfigChange }: DevOptions, change: () => void): void {
  const configFiles = ['waymark.yaml', 'waymark.yml'].map((file) => path.join(project.root, file))
  server.watcher.add([project.guidebooks, ...configFiles])
  let timer: NodeJS.Timeout | undefined
  server.watcher.on('all', (_event, file) => {
    const isConfig = configFiles.includes(file)
    if (!isConfig && !isSource(project, file)) return
    clearTimeout(timer)
    timer = setTimeout(isConfig ? onConfigChange : change, quietMs)
  })
}

function isSource({ guidebooks, root, cache }: Project, file: string): boolean {
  const isUnder = (folder: string) => !path.relative(folder, file).startsWith('..')
  return isUnder(guidebooks) && !isUnder(cache) && !isUnder(path.join(root, 'dist'))
}

/** Makes every environment forget what it knows of the site, and open pages load again. */
function showAgain(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    for (const id of siteModules) {
      const module = environment.moduleGraph.getModuleById(id)
      if (module) environment.moduleGraph.invalidateModule(module)
    }
    if (environment.name !== 'client') environment.hot.send('astro:content-changed', {})
  }
  server.environments.client.hot.send({ type: 'full-reload' })
}
