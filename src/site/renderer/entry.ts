// What a compiled renderer exports. Astro bundles it with its templates; nothing else imports it.
import { App } from 'astro/app'
import { createApp } from 'astro/app/entrypoint'
import type { Render } from './renderer.ts'

/** Astro's own renderer, but what goes wrong is thrown: it would be shown to readers otherwise. */
class PageApp extends App {
  override createErrorHandler() {
    return {
      renderError: (_request: Request, { error }: { error?: unknown }) =>
        Promise.reject(error ?? new Error('Unexpected failure of a page, expected its HTML')),
    }
  }
}

/** Makes what renders the pages of sites with a base. */
export function createRender(base: string): Render {
  // In one piece: there is no reader who could see the first half earlier.
  const app = new PageApp({ ...createApp().manifest, base }, false)
  const { routes } = app.manifestData
  const url = new URL(base, 'http://localhost')
  return async (site, route) => {
    const template = route ? 'pages/[...address].astro' : 'pages/404.astro'
    const routeData = routes.find(({ component }) => component.endsWith(template))
    if (!routeData) throw new Error(`Unexpected absence of \`${template}\`, expected it in the compiled renderer`)
    const response = await app.render(new Request(url), { routeData, locals: { site, ...(route && { route }) } })
    return response.text()
  }
}
