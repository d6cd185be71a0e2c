import type { WebAnswer } from '../../../../src/network/http/connections.ts'
import type { GoodPage } from '../link-outcome.ts'

/** What a page in another language, or for somebody else, depends on. */
const personal = /accept-language|cookie|user-agent|\*/i

/** Longest address that is kept. */
const longestKept = 2000

/** Where redirects have led so far. */
export class RedirectChain {
  readonly start: URL
  /** What was left behind, oldest first. */
  readonly passed: URL[] = []
  current: URL
  downgrade: string | undefined
  certificate: GoodPage['certificate']
  wantsCookies = false
  #isPermanent = true
  #isPersonal = false

  constructor(start: URL) {
    this.start = start
    this.current = start
  }

  /** Takes from the answer of the current hop what tells of the whole way. */
  learn({ headers, certificateEnds }: WebAnswer): void {
    if (headers.has('set-cookie')) this.wantsCookies = true
    if (personal.test(headers.get('vary') ?? '')) this.#isPersonal = true
    if (certificateEnds === undefined || certificateEnds >= (this.certificate?.ends ?? Number.POSITIVE_INFINITY)) return
    this.certificate = { host: this.current.host, ends: Math.max(0, certificateEnds) }
  }

  hasPassed(next: URL): boolean {
    return [...this.passed, this.current].some((url) => bare(url) === bare(next))
  }

  follow(next: URL, { status }: WebAnswer): void {
    if (status !== 301 && status !== 308) this.#isPermanent = false
    if (this.current.protocol === 'https:' && next.protocol === 'http:') this.downgrade = shownOf(next)
    this.passed.push(this.current)
    this.current = next
  }

  /** Where it led, without what may be secret there. */
  get shown(): string {
    return shownOf(this.current)
  }

  /** What to say of the redirects to a page that answered with a status. */
  redirect(status: number): GoodPage['redirect'] {
    if (this.passed.length === 0) return undefined
    const { start, current } = this
    // A page that was taken away is often redirected to the front door: that is not where its link should lead.
    const isFrontDoor = current.pathname === '/' && start.pathname !== '/'
    const isSameQuery = current.search === start.search
    const isPlain =
      isSameQuery && current.username === '' && current.password === '' && current.href.length <= longestKept
    const isCertain = this.#isPermanent && status === 200 && !isFrontDoor && isPlain && !this.#isPersonal
    return { to: isPlain ? current.href : this.shown, isPermanent: this.#isPermanent, isCertain }
  }
}

/**
 * Where an answer sends on: an address, what is wrong with it, or `undefined` when it is no redirect. A fragment is taken
 * along unless the server names its own: RFC 9110, section 10.2.2.
 */
export function redirectOf({ status, headers }: WebAnswer, from: URL): URL | string | undefined {
  const location = asUtf8(headers.get('location'))
  if (![301, 302, 303, 307, 308].includes(status)) return undefined
  if (location === undefined || !URL.canParse(location, from)) return `answer ${status} that leads nowhere`
  const next = new URL(location, from)
  if (!/^https?:$/.test(next.protocol)) return `redirect to \`${next.protocol.slice(0, 20)}\``
  next.username = ''
  next.password = ''
  return next
}

/** Headers are read byte by byte; servers that do not encode a path write it in UTF-8, as browsers read it. */
function asUtf8(header: string | undefined): string | undefined {
  if (header === undefined || !/[\u0080-\u00ff]/.test(header)) return header
  const text = Buffer.from(header, 'latin1').toString()
  return text.includes('\ufffd') ? header : text
}

function bare(url: URL): string {
  return url.href.replace(/#.*$/s, '')
}

function shownOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`.slice(0, longestKept)
}
