import type { WebAnswer } from '../../../src/network/http/connections.ts'
import { isFailure } from '../../../src/network/network-failure.ts'
import type { Credentials } from './credentials.ts'
import { soughtAnchors } from './fragment.ts'
import type { Bad, Good, Outcome } from './outcome.ts'
import { PageAnchors } from './page-anchors.ts'
import type { Persistence } from './persistence.ts'
import { RedirectChain, redirectOf } from './redirect-chain.ts'
import { leadsToSignIn } from './sign-in.ts'
import { verdictOf, verdictOfFailure } from './verdict.ts'

/** More redirects than this are not followed; browsers follow 20. */
const mostRedirects = 10

/** Of one page, more fragments are not looked up: nobody means so many. */
const mostFragments = 500

/** No server takes longer addresses. */
const longestAddress = 8000

/** Asks for an address, without a fragment, and for some fragments of its page. Redirects are followed one by one. */
export async function fetchLink(
  asked: URL,
  hashes: readonly string[],
  persistence: Persistence,
  credentials: Credentials,
): Promise<Outcome> {
  if (asked.href.length > longestAddress) {
    return { verdict: 'broken', at: 'http', reason: `address of ${asked.href.length} characters` }
  }
  const wantsText = hashes.some((hash) => soughtAnchors(hash).length > 0)
  const trail = new RedirectChain(asked)
  while (true) {
    const headers = credentials.headersFor(trail.current, trail.passed)
    const answer = await persistence.ask({ url: trail.current, wantsText, headers })
    if (isFailure(answer)) return onTrail(trail, verdictOfFailure(answer))
    trail.learn(answer)
    const next = redirectOf(answer, trail.current)
    if (next === undefined) return judge(trail, answer, hashes)
    if (typeof next === 'string') return onTrail(trail, { verdict: 'broken', at: 'http', reason: next })
    if (trail.hasPassed(next)) return onTrail(trail, circle(trail))
    if (trail.passed.length === mostRedirects) {
      return onTrail(trail, { verdict: 'broken', at: 'http', reason: `more than ${mostRedirects} redirects` })
    }
    trail.follow(next, answer)
  }
}

/** Many sites send everybody in a circle who does not keep their cookies. */
function circle(trail: RedirectChain): Omit<Bad, 'via'> {
  return { verdict: trail.wantsCookies ? 'blocked' : 'broken', at: 'http', reason: 'redirects in a circle' }
}

function judge(trail: RedirectChain, answer: WebAnswer, hashes: readonly string[]): Outcome {
  const verdict = verdictOf(answer)
  if (verdict?.verdict !== 'dead' && leadsToSignIn(trail.asked, trail.current)) {
    return onTrail(trail, { verdict: 'blocked', at: 'http', reason: 'sign-in page' })
  }
  return verdict ? onTrail(trail, verdict) : goodOutcome(trail, answer, hashes)
}

function goodOutcome(trail: RedirectChain, answer: WebAnswer, hashes: readonly string[]): Good {
  const anchors = new PageAnchors(answer.text ?? { text: '', isWhole: false }, answer.headers.get('content-type') ?? '')
  const fragments = hashes.map((hash, index): [string, boolean] => {
    const sought = index < mostFragments ? soughtAnchors(hash) : []
    return [hash, sought.length === 0 || trail.current.hash !== '' || anchors.has(sought)]
  })
  const { certificate, downgrade } = trail
  const redirect = trail.redirect(answer.status)
  return {
    verdict: 'good',
    ...(redirect && { redirect }),
    ...(downgrade !== undefined && { downgrade }),
    ...(certificate && { certificate }),
    fragments: Object.fromEntries(fragments),
  }
}

function onTrail(trail: RedirectChain, verdict: Omit<Bad, 'via'>): Bad {
  return { ...verdict, reason: verdict.reason.slice(0, 400), ...(trail.passed.length > 0 && { via: trail.shown }) }
}
