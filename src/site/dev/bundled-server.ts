import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { type AstroInlineConfig, dev } from 'astro'
import { type AstroOptions, astroConfig, siteModules, unregisterSite, type ViteDevServer } from '../astro.ts'
import { refuse } from './answer.ts'
import { guardFiles } from './guard.ts'
import type { PageServer, PageServerOptions } from './page-server.ts'

/** Serves pages by Astro, which bundles what they ask for: those with code of their own, and templates that are being changed. */
export async function startBundledServer(options: PageServerOptions): Promise<PageServer> {
  const { project, port, steps, workplace, current } = options
  const name = `dev ${project.root} ${port}`
  let renew = () => {}
  const onServer = (server: ViteDevServer) => {
    for (const step of steps) server.middlewares.use(step)
    // Code that pages import is bundled anew when it changes.
    server.watcher.add(project.guidebooks)
    renew = () => forget(server)
  }
  const onMiddlewares = (server: ViteDevServer) => guard(server, options)
  const server = await dev(devConfig(options, { name, workplace, current, onServer, onMiddlewares }))
  const stop = async () => {
    await server.stop()
    unregisterSite(name)
  }
  return { address: server.address satisfies AddressInfo, renew: () => renew(), stop }
}

function devConfig(
  { project, host, port }: PageServerOptions,
  site: Pick<AstroOptions, 'name' | 'current' | 'workplace' | 'onServer' | 'onMiddlewares'>,
): AstroInlineConfig {
  const { root, cache, guidebooks, config } = project
  const base = astroConfig({ ...site, cache, guidebooks, out: path.join(root, 'dist'), mdx: config.mdx })
  const allowedHosts = config.site === undefined ? [] : [new URL(config.site).hostname]
  const server = { ...base.vite?.server, allowedHosts, strictPort: true }
  return { ...base, server: { host, port }, vite: { ...base.vite, server } }
}

/** The step that gives out all files of Vite's root, of which no page needs any. */
const unwanted = 'viteServeStaticMiddleware'

/** Takes out of Vite's server what no reader needs, and stands before the rest: to be called when all its steps are there. */
function guard({ middlewares, config }: ViteDevServer, { door, project, onFailure }: PageServerOptions): void {
  middlewares.stack = middlewares.stack.filter(({ handle }) => typeof handle !== 'function' || handle.name !== unwanted)
  const before = [...door, guardFiles(project, config.server.fs.allow)]
  middlewares.stack.unshift(...before.map((handle) => ({ route: '', handle })))
  // What Vite would answer tells where everything lies on this machine.
  middlewares.use((error: unknown, _request: unknown, response: Parameters<typeof refuse>[0], _next: unknown) => {
    onFailure(error)
    if (response.headersSent) response.destroy()
    else refuse(response, 500, 'Internal server error')
  })
}

/** Makes every environment forget what it knows of the site. */
function forget(server: ViteDevServer): void {
  for (const environment of Object.values(server.environments)) {
    for (const id of siteModules) {
      const module = environment.moduleGraph.getModuleById(id)
      if (module) environment.moduleGraph.invalidateModule(module)
    }
    // What a page with code leads to and differs from is in its module.
    for (const [file, modules] of environment.moduleGraph.fileToModulesMap)
      if (file.endsWith('.mdx')) for (const module of modules) environment.moduleGraph.invalidateModule(module)
    if (environment.name !== 'client') environment.hot.send('astro:content-changed', {})
  }
}
