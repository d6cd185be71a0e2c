import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { checkExternalLinks } from '../../checks/links/external/external-links.ts'
import type { ExternalLink } from '../../checks/links/external/web-page.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { MemoryCache } from '../../src/files/section-cache.ts'
import { wholeFile } from '../../src/finding/finding.ts'
import type { Context } from './benchmark.ts'
import type { Figure } from './figure.ts'
import { median, spread } from './sample.ts'

const links = 2000
const hosts = 50
/** How long a host takes to answer, in milliseconds. */
const pause = 50

/** External links on loopback, asked with the settings that everybody has. */
export async function externalBenchmark({ rounds, signal, say }: Context): Promise<Figure[]> {
  say(`external: ${links} links over ${hosts} hosts`)
  const servers = await Promise.all(Array.from({ length: hosts }, (_, index) => SlowHost.start(`127.0.1.${index + 1}`)))
  try {
    const seconds: number[] = []
    for (let round = 0; round < rounds; round++) seconds.push(await check(servers, signal))
    const most = Math.max(...servers.map((server) => server.most))
    const { perHost } = settings().checks.links
    const conditions = `${links} links, ${hosts} loopback hosts that answer after ${pause} ms`
    return [
      {
        name: 'external links',
        value: median(seconds),
        unit: 's',
        budget: 5,
        conditions: `${conditions}, ${spread(seconds)} s`,
      },
      { name: 'external links of one host at once', value: most, unit: 'count', budget: perHost, conditions },
    ]
  } finally {
    for (const server of servers) server.stop()
  }
}

async function check(servers: readonly SlowHost[], signal: AbortSignal): Promise<number> {
  const all = Array.from({ length: links }, (_, index): ExternalLink => {
    const url = `${servers[index % hosts]?.origin}/page-${index}`
    return { url, mentions: [{ file: 'README.md', mention: { kind: 'link', url, ...wholeFile } }] }
  })
  const world = { project: { config: settings() }, pages: [], inRoot: (file: string) => file }
  const context = { cache: new MemoryCache(), now: Date.now, env: {}, signal, note: () => {}, external: {} }
  const start = performance.now()
  const found = await checkExternalLinks(all, world, context)
  const seconds = (performance.now() - start) / 1000
  if (found.length > 0) throw new Error(`Expected no finding, found ${found.length}: ${found[0]?.message}`)
  return seconds
}

function settings() {
  return waymarkSchema.parse({ checks: { links: { allow: ['127.0.1.0/24'] } } })
}

/** A host that counts how many requests it has at once. */
class SlowHost {
  readonly #server: Server
  origin = ''
  most = 0
  #now = 0

  private constructor() {
    this.#server = createServer(async (_, response) => {
      this.most = Math.max(this.most, ++this.#now)
      await delay(pause)
      this.#now--
      response.end()
    })
  }

  static async start(address: string): Promise<SlowHost> {
    const host = new SlowHost()
    await once(host.#server.listen(0, address), 'listening')
    const at = host.#server.address()
    host.origin = `http://${address}:${typeof at === 'object' ? at?.port : ''}`
    return host
  }

  stop(): void {
    this.#server.closeAllConnections()
    this.#server.close()
  }
}
