import { once } from 'node:events'
import { promises as fs } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { Middleware } from '../../network/http/middleware.ts'
import { strictlyDecoded } from '../../text/decoded.ts'
import { contentSecurityPolicy } from '../contract/content-security-policy.ts'
import { loadRenderer, type Render, type Renderer } from '../renderer/renderer.ts'
import type { Route, Site } from '../site.ts'
import { refuse, sendFile } from './answer.ts'
import { addressOf, type PageServer, type PageServerOptions } from './page-server.ts'

/** Serves pages without code of their own, by the templates that a build uses: each is rendered when it is asked for. */
export async function startCompiledServer(options: PageServerOptions): Promise<PageServer> {
  const { workplace, current, host, port, door, steps, onFailure } = options
  const renderer = await loadRenderer({ workplace })
  const pages = new PageAnswers(renderer.createRender(current().settings.base), current)
  const answer = inTurn([...door, ...steps, await answerAssets(renderer, current), pages.answer], onFailure)
  const server = createServer(answer)
  server.listen({ host, port })
  await once(server, 'listening')
  const stop = async () => {
    const closed = once(server, 'close')
    server.close()
    // Nobody reads what a page of this machine has asked for when its server is ended.
    server.closeAllConnections()
    await closed
  }
  return { address: addressOf(server), renew: () => {}, stop }
}

/** Has one step after the other look at a request, until one answers. */
function inTurn(steps: readonly Middleware[], onFailure: (error: unknown) => void) {
  return (request: IncomingMessage, response: ServerResponse) => {
    const fail = (error: unknown) => {
      onFailure(error)
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'Internal server error')
    }
    const go = (index: number) => {
      const step = steps[index]
      if (!step) return refuse(response, 404, 'Not found')
      try {
        step(request, response, (error?: unknown) => (error === undefined ? go(index + 1) : fail(error)))
      } catch (error) {
        fail(error)
      }
    }
    go(0)
  }
}

/** Answers with the styles, scripts and fonts of pages: their names change with what is in them. */
async function answerAssets({ assets }: Renderer, current: () => Site): Promise<Middleware> {
  const entries = await fs.readdir(assets, { recursive: true, withFileTypes: true })
  const files = new Map(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(assets, file).split(path.sep).join('/'), file]),
  )
  return (request, response, next) => {
    const address = pathOf(request).slice(current().settings.base.length)
    const file = files.get(address)
    if (file === undefined) return next()
    if (address.startsWith('_astro/')) response.setHeader('Cache-Control', 'public, max-age=31536000, immutable')
    sendFile(response, file, next)
  }
}

/** Answers with the pages of the site as it is now. */
class PageAnswers {
  readonly #render: Render
  readonly #current: () => Site
  readonly #routes = new WeakMap<Site['guidebooks'], Map<string, Route>>()

  constructor(render: Render, current: () => Site) {
    this.#render = render
    this.#current = current
  }

  readonly answer: Middleware = (request, response, next) => {
    void this.#answer(request, response).catch(next)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const site = this.#current()
    const { base } = site.settings
    const asked = (strictlyDecoded(pathOf(request)) ?? '').normalize('NFC')
    // The way to the base is temporary: another base may stand in `waymark.yaml` a moment later.
    if (asked === '/' && base !== '/') return redirect(response, base)
    const isOfSite = strictlyDecoded(base) === asked.slice(0, base.length)
    const address = `/${asked.slice(base.length)}`
    const route = isOfSite ? this.#routesOf(site).get(address) : undefined
    const folder = isOfSite && !route ? this.#routesOf(site).get(folderOf(address)) : undefined
    if (folder) return redirect(response, site.href(folder.address))
    const text = await this.#render(site, route)
    response.writeHead(route ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': contentSecurityPolicy,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'no-cache',
    })
    response.end(text)
  }

  #routesOf(site: Site): Map<string, Route> {
    const known =
      this.#routes.get(site.guidebooks) ??
      new Map(site.routes().map((route) => [route.address.normalize('NFC'), route]))
    this.#routes.set(site.guidebooks, known)
    return known
  }
}

/** A folder has one address, which ends with a slash. */
function folderOf(address: string): string {
  return `${address.replace(/\/(?:index\.html)?$/, '')}/`
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location, 'Cache-Control': 'no-store' }).end()
}

/** Without the query, as it came. */
function pathOf({ url = '' }: IncomingMessage): string {
  return url.replace(/[?#].*$/s, '')
}
