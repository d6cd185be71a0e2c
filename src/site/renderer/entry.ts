// What a compiled renderer exports. Astro bundles it with its templates; nothing else imports it.
import { App } from 'astro/app'
import { createApp } from 'astro/app/entrypoint'
import { FetchState } from 'astro/fetch'
import { renderToString } from 'astro/runtime/server/index.js'
import type { Render } from './renderer.ts'

/**
 * Makes what renders the pages of sites with a base. Of Astro's way from a request to its answer these are the steps that
 * make HTML: a `Response` of it, with what stands around that, would take a third of the time of all templates.
 */
export function createRender(base: string): Render {
  const app = new App({ ...createApp().manifest, base })
  const { manifest, manifestData } = app
  const request = new Request(new URL(base, 'http://localhost'))
  const templates = new Map<string, Promise<Template>>()
  const load = (template: string) => {
    const known = templates.get(template) ?? loadTemplate(template)
    templates.set(template, known)
    return known
  }
  const loadTemplate = async (template: string): Promise<Template> => {
    const routeData = manifestData.routes.find(({ component }) => component.endsWith(template))
    if (!routeData) throw new Error(`Unexpected absence of \`${template}\`, expected it in the compiled renderer`)
    const state = Object.assign(new FetchState(request), { manifest, routeData })
    return { routeData, page: await state.loadComponentInstance(), frames: [] }
  }
  const makeFrame = async ({ routeData, page }: Template, locals: App.Locals): Promise<Frame> => {
    const state = Object.assign(new FetchState(request), { manifest, routeData, locals })
    const result = await state.createResult(page, state.getActionAPIContext())
    // The templates write the whole document, its head included.
    result._metadata.headInTree = true
    return { locals, result, metadata: result._metadata }
  }
  return async (site, route) => {
    const template = route ? 'pages/[...address].astro' : 'pages/404.astro'
    const { routeData, page, frames } = await load(template)
    const locals = { site, ...(route && { route }) }
    const frame = frames.pop() ?? (await makeFrame({ routeData, page, frames }, locals))
    Object.assign(frame.locals, locals)
    frame.result._metadata = structuredClone(frame.metadata)
    const html = await renderToString(frame.result, page.default, {}, {}, true, routeData)
    if (typeof html !== 'string') throw new Error(`Unexpected answer of \`${template}\`, expected HTML`)
    frames.push(frame)
    return html
  }
}

/** A template that is loaded, the same for all pages. */
interface Template {
  routeData: App['manifestData']['routes'][number]
  page: Awaited<ReturnType<FetchState['loadComponentInstance']>>
  /** Those that nothing is rendered in at the time. */
  frames: Frame[]
}

type Result = Awaited<ReturnType<FetchState['createResult']>>

/** What Astro renders a page in. To make one takes a fifth of the time of the templates, so one page after the other has it. */
interface Frame {
  locals: App.Locals
  result: Result
  /** What Astro remembers of a page while it renders it, as it is before. */
  metadata: Result['_metadata']
}
