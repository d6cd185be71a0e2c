// The worker of a site, in a file of its own: it keeps a copy of the pages, and shows it when the server does not answer.
// While the server answers, it is the server that is shown: nothing that is kept, be it wrong, hides what is published.
import { groupOf } from './manifest.ts'
import { isUnanswered, markedPage, planFor } from './request-plan.ts'
import { SiteCopy } from './site-copy.ts'

/** What is used of a service worker's surroundings. Source: Service Workers, W3C. */
interface WorkerScope {
  /** The build that this worker was published with. */
  waymarkBuild: string
  location: Location
  registration: { navigationPreload?: { enable(): Promise<void> } }
  clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener(type: 'install' | 'activate', listener: (event: WaitingEvent) => void): void
  addEventListener(type: 'message', listener: (event: WaitingEvent & { data: unknown }) => void): void
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void
}

interface WaitingEvent {
  waitUntil(work: Promise<unknown>): void
}

interface FetchingEvent extends WaitingEvent {
  request: Request
  clientId: string
  resultingClientId: string
  preloadResponse?: Promise<Response | undefined>
  respondWith(answer: Promise<Response>): void
}

declare const self: WorkerScope

/** How long a server may take to begin its answer where there is a copy, in milliseconds. */
const patienceMs = 6000

const base = new URL('.', self.location.href).href
const copy = new SiteCopy({
  caches,
  fetch: (...request) => fetch(...request),
  base,
  build: self.waymarkBuild,
  room: async () => {
    const { quota, usage } = await navigator.storage.estimate()
    return quota === undefined || usage === undefined ? undefined : quota - usage
  },
  now: Date.now,
})
/** The windows that show a page of the copy: its files are to be of the same build. */
const copyWindows = new Set<string>()

self.addEventListener('install', (event) => event.waitUntil(copy.fill().then(() => self.skipWaiting())))

self.addEventListener('activate', (event) => event.waitUntil(activate()))

async function activate(): Promise<void> {
  await copy.replaceOthers()
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

self.addEventListener('message', (event) => event.waitUntil(noteVisit(event.data).catch(() => {})))

/** A page was opened: `{ address, isCurrent }`, the latter where the server has no newer build. */
async function noteVisit(visit: unknown): Promise<void> {
  if (typeof visit !== 'object' || visit === null || !('address' in visit)) return
  // A browser may have thrown the copy away for want of room.
  await copy.fill()
  await copy.open(groupOf(String(visit.address)))
  if ('isCurrent' in visit && visit.isCurrent === true) await copy.confirm()
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const plan = planFor(
    {
      ...{ method: request.method, url: request.url, isNavigation: request.mode === 'navigate' },
      hasRange: request.headers.has('Range'),
    },
    base,
  )
  if (plan.kind === 'pass') return
  const { address } = plan
  if (plan.kind === 'page') event.respondWith(answerPage(event, address))
  else event.respondWith(answerFile(event, address, plan.kind === 'hashed' || copyWindows.has(event.clientId)))
})

async function answerPage(event: FetchingEvent, address: string): Promise<Response> {
  const fromServer = askServer(event)
  // What is asked of a server that does not answer is of no use to anybody else.
  fromServer.catch(() => {})
  const kept = await copy.read(address).catch(() => undefined)
  try {
    const answer = await (kept ? Promise.race([fromServer, timeout(patienceMs)]) : fromServer)
    if (!isUnanswered(answer)) return answer
    const page = await shown(event, kept)
    if (page) drop(answer)
    return page ?? answer
  } catch (error) {
    void fromServer.then(drop, () => {})
    const page = (await shown(event, kept)) ?? (await missingPage(event).catch(() => undefined))
    if (page) return page
    throw error
  }
}

async function askServer({ preloadResponse, request }: FetchingEvent): Promise<Response> {
  return (await preloadResponse) ?? fetch(request)
}

type Kept = Awaited<ReturnType<typeof copy.read>>

/** A page of the copy; by its right address, to which a folder without its slash is sent on. */
async function shown(event: FetchingEvent, kept: Kept): Promise<Response | undefined> {
  if (!kept) return undefined
  const { address, response } = kept
  const url = new URL(event.request.url)
  if (address.endsWith('/') && !url.pathname.endsWith('/')) {
    const end = url.pathname.endsWith('/index.html') ? url.pathname.replace(/index\.html$/, '') : `${url.pathname}/`
    return Response.redirect(url.origin + end + url.search, 302)
  }
  if (!response.headers.get('Content-Type')?.startsWith('text/html')) return response
  return pageOf(event, response, { status: 200, isMissing: false })
}

/** Of a page that was not kept, that is said; the reader is not left with the browser's own error. */
async function missingPage(event: FetchingEvent): Promise<Response | undefined> {
  const kept = await copy.read('404.html')
  return kept && pageOf(event, kept.response, { status: 503, isMissing: true })
}

async function pageOf(
  { resultingClientId }: FetchingEvent,
  response: Response,
  { status, isMissing }: { status: number; isMissing: boolean },
): Promise<Response> {
  const keptAt = (await copy.record())?.keptAt ?? ''
  copyWindows.add(resultingClientId)
  return new Response(markedPage(await response.text(), { keptAt, isMissing }), { status, headers: response.headers })
}

async function answerFile({ request }: FetchingEvent, address: string, prefersCopy: boolean): Promise<Response> {
  const kept = () => copy.read(address).catch(() => undefined)
  const first = prefersCopy ? await kept() : undefined
  if (first) return first.response
  try {
    const answer = await fetch(request)
    const other = isUnanswered(answer) ? await kept() : undefined
    if (other) drop(answer)
    return other?.response ?? answer
  } catch (error) {
    const last = await kept()
    if (last) return last.response
    throw error
  }
}

/** An answer that nobody reads to its end would keep this worker busy, and its newer version waiting. */
function drop(answer: Response): void {
  void answer.body?.cancel().catch(() => {})
}

function timeout(milliseconds: number): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error('no answer')), milliseconds))
}
