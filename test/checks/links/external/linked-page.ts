import type { RawFinding } from '../../../../checks/check.ts'
import type { CheckContext } from '../../../../checks/context.ts'
import { checkExternalLinks } from '../../../../checks/links/external/external-links.ts'
import type { FetchClock } from '../../../../checks/links/external/fetch/fetch-clock.ts'
import type { FetchEnvironment } from '../../../../checks/links/external/fetch/fetch-links.ts'
import type { ExternalLink } from '../../../../checks/links/external/web-page.ts'
import { waymarkSchema } from '../../../../src/config/schema/waymark.ts'
import { MemoryCache } from '../../../../src/files/section-cache.ts'
import { readPage } from '../../../../src/guidebook/page.ts'
import { authority } from '../../../network/certificate.ts'

/** A day on which all tests begin. */
export const today = Date.UTC(2026, 10, 20, 12)

/** A clock whose sleeps take no time. */
export class FakeClock implements FetchClock {
  time = 0
  readonly sleeps: number[] = []
  monotonic = () => this.time
  random = () => 0.5
  sleep = async (milliseconds: number) => {
    this.sleeps.push(milliseconds)
    this.time += milliseconds
  }
}

export interface Setting {
  /** Of `checks.links`; loopback is allowed unless they say otherwise. */
  links?: Record<string, unknown>
  /** Addresses by name. */
  hosts?: Record<string, string[]>
  context?: Partial<CheckContext>
  environment?: FetchEnvironment
  /** Text of the page `page.md`, whose links are asked; else each address stands in a line of its own. */
  page?: string
}

/** For what never answers: as short as a busy machine allows for what comes before. */
export const brief = { timeout: '1s' }

/** Asks for addresses on one page, and returns the findings; one address can be asked in many lines. */
export async function ask(urls: readonly string[], setting: Setting = {}): Promise<RawFinding[]> {
  const text = setting.page ?? urls.map((url) => `<${url}>\n\n`).join('')
  const page = readPage('page.md', Buffer.from(text))
  const config = waymarkSchema.parse({
    checks: { links: { allow: ['127.0.0.0/8'], timeout: '1m', retries: 0, ...setting.links } },
  })
  const input = { project: { config }, pages: [page], inRoot: (file: string) => file }
  const system = { servers: [], hosts: new Map(Object.entries(setting.hosts ?? {})), search: [] }
  const environment = { clock: new FakeClock(), secureContext: authority, system, ...setting.environment }
  return checkExternalLinks(linksOn(page), input, contextWith(setting.context), environment)
}

/** As `ask`, told as lines of `code: message`. */
export async function tell(urls: readonly string[], setting: Setting = {}): Promise<string[]> {
  return (await ask(urls, setting)).map(({ code, message }) => `${code.replace('links/', '')}: ${message}`)
}

/** The codes alone. */
export async function codes(urls: readonly string[], setting: Setting = {}): Promise<string[]> {
  return (await ask(urls, setting)).map(({ code }) => code.replace('links/', ''))
}

export function contextWith(changes: Partial<CheckContext> = {}): CheckContext {
  const { signal } = new AbortController()
  return { cache: new MemoryCache(), now: () => today, env: {}, signal, note: () => {}, external: {}, ...changes }
}

function linksOn(page: ReturnType<typeof readPage>): ExternalLink[] {
  const links = Map.groupBy(page.links, ({ url }) => url)
  return [...links].map(([url, mentions]) => ({
    url,
    mentions: mentions.map((mention) => ({ file: page.file, mention })),
  }))
}

/** Counts what happens at once. */
export class Gauge {
  now = 0
  most = 0
  total = 0
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.now++
    this.total++
    this.most = Math.max(this.most, this.now)
    try {
      return await work()
    } finally {
      this.now--
    }
  }
}
