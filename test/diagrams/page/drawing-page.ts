import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { fileURLToPath } from 'node:url'
import type { Browser, Page, Route } from 'playwright-core'
import type { Drawn } from '../../../src/diagrams/page/drawing.ts'
import { framePolicy } from '../../../src/site/contract/content-security-policy.ts'

const origin = 'http://drawing.invalid'
const faces = ['400', '700', '400-italic', '700-italic']
const modules = new URL('../../../src/diagrams/page/', import.meta.url)
const mermaid = new URL('./', import.meta.resolve('mermaid'))

/** A page that draws, and what it asked for besides our own files. */
export interface DrawingPage {
  page: Page
  refused: string[]
  draw: (source: string) => Promise<Drawn>
}

/** Everything is answered here by interception: nothing leaves the browser. */
export async function openDrawingPage(browser: Browser): Promise<DrawingPage> {
  const page = await browser.newPage({ timezoneId: 'UTC', locale: 'en-GB' })
  const refused: string[] = []
  await page.route('**/*', (route) => answer(route, refused))
  await page.goto(`${origin}/`)
  await page.evaluate(prepare)
  return { page, refused, draw: (source) => page.evaluate(drawInPage, source) }
}

async function answer(route: Route, refused: string[]): Promise<void> {
  const { href, origin: asked, pathname } = new URL(route.request().url())
  const [, folder, file = ''] = /^\/(\w*)\/?(.*)$/.exec(pathname) ?? []
  const body = asked === origin ? bodyOf(folder ?? '', file) : undefined
  if (body) return route.fulfill({ ...body, headers: { 'content-security-policy': framePolicy } })
  refused.push(href)
  return route.abort()
}

function bodyOf(folder: string, file: string): { contentType: string; body: string | Buffer } | undefined {
  const script = 'text/javascript'
  if (folder === '') return { contentType: 'text/html', body: `<!doctype html><style>${fontFaces()}</style>` }
  if (!/^[\w./-]+$/.test(file)) return undefined
  if (folder === 'page') return { contentType: script, body: stripped(new URL(file, modules)) }
  if (folder === 'mermaid') return { contentType: script, body: readFileSync(new URL(file, mermaid)) }
  const font = folder === 'font' ? import.meta.resolve(`@fontsource/arimo/files/${file}`) : undefined
  return font ? { contentType: 'font/woff2', body: readFileSync(fileURLToPath(font)) } : undefined
}

function stripped(file: URL): string {
  return stripTypeScriptTypes(readFileSync(file, 'utf8'))
}

function fontFaces(): string {
  const sheet = (name: string) =>
    readFileSync(fileURLToPath(import.meta.resolve(`@fontsource/arimo/${name}.css`)), 'utf8')
  return faces.map((name) => sheet(name).replaceAll('./files/', '/font/')).join('\n')
}

/** In the page. */
async function prepare(): Promise<void> {
  const [{ default: mermaid }, { Drawer }] = await Promise.all([
    import(`${location.origin}/mermaid/mermaid.esm.min.mjs`),
    import(`${location.origin}/page/draw.ts`),
  ])
  const drawer = new Drawer(mermaid)
  Object.assign(globalThis, { draw: (source: string) => drawer.draw(source, { prefix: 'd-test' }) })
}

/** In the page. */
function drawInPage(source: string): Promise<Drawn> {
  return Reflect.apply(Reflect.get(globalThis, 'draw'), undefined, [source])
}
