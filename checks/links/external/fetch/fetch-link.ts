import type { WebAnswer } from '../../../../src/network/http/connections.ts'
import { isFailure } from '../../../../src/network/network-failure.ts'
import type { GoodPage, LinkFailure, LinkOutcome } from '../link-outcome.ts'
import type { HostHeaders } from './host-headers.ts'
import { failureOfAnswer, failureOfNetwork, leadsToSignIn } from './link-failure.ts'
import { anchorsToFind, PageAnchors } from './page-anchors.ts'
import { RedirectChain, redirectOf } from './redirect-chain.ts'
import type { RetryingClient } from './retrying-client.ts'

/** More redirects than this are not followed; browsers follow 20. */
const mostRedirects = 10

/** Of one page, more fragments are not looked up: nobody means so many. */
const mostFragments = 500

/** No server takes longer addresses. */
const longestAddress = 8000

/** Fetches an address, without a fragment, and looks up some fragments in its page. Redirects are followed one by one. */
export async function fetchLink(
  url: URL,
  fragments: readonly string[],
  client: RetryingClient,
  hosts: HostHeaders,
): Promise<LinkOutcome> {
  if (url.href.length > longestAddress) {
    return { verdict: 'broken', at: 'http', reason: `address of ${url.href.length} characters` }
  }
  const wantsText = fragments.some((fragment) => anchorsToFind(fragment).length > 0)
  const chain = new RedirectChain(url)
  while (true) {
    const headers = hosts.headersFor(chain.current, chain.passed)
    const answer = await client.fetch({ url: chain.current, wantsText, headers })
    if (isFailure(answer)) return failureOn(chain, failureOfNetwork(answer))
    chain.learn(answer)
    const accepted = hosts.acceptedBy(chain.current)
    const next = accepted.includes(answer.status) ? undefined : redirectOf(answer, chain.current)
    if (next === undefined) {
      const wall = answer.status === 404 && !accepted.includes(404) && (await keepsOutPrograms(chain, headers, client))
      return wall || outcomeOf(chain, answer, fragments, accepted)
    }
    if (typeof next === 'string') return failureOn(chain, { verdict: 'broken', at: 'http', reason: next })
    if (chain.hasPassed(next)) return failureOn(chain, cycleOf(chain))
    if (chain.passed.length === mostRedirects) {
      return failureOn(chain, { verdict: 'broken', at: 'http', reason: `more than ${mostRedirects} redirects` })
    }
    chain.follow(next, answer)
  }
}

/** Many sites send everybody in a circle who does not keep their cookies. */
function cycleOf(chain: RedirectChain): Omit<LinkFailure, 'via'> {
  return { verdict: chain.wantsCookies ? 'blocked' : 'broken', at: 'http', reason: 'redirects in a circle' }
}

/** Some servers say 404 to whom they take for a program. What they say to a browser then tells. */
async function keepsOutPrograms(
  chain: RedirectChain,
  headers: Record<string, string>,
  client: RetryingClient,
): Promise<LinkFailure | undefined> {
  const answer = await client.fetchAsBrowser({ url: chain.current, wantsText: false, headers })
  if (isFailure(answer) || answer.status >= 400) return undefined
  const reason = `answer 404 to programs alone (${answer.status} to browsers)`
  return failureOn(chain, { verdict: 'blocked', at: 'http', reason })
}

function outcomeOf(
  chain: RedirectChain,
  answer: WebAnswer,
  fragments: readonly string[],
  accepted: readonly number[],
): LinkOutcome {
  const failure = failureOfAnswer(answer, accepted)
  if (failure?.verdict !== 'dead' && leadsToSignIn(chain.start, chain.current)) {
    return failureOn(chain, { verdict: 'blocked', at: 'http', reason: 'sign-in page' })
  }
  return failure ? failureOn(chain, failure) : pageOf(chain, answer, fragments)
}

function pageOf(chain: RedirectChain, answer: WebAnswer, fragments: readonly string[]): GoodPage {
  const anchors = new PageAnchors(answer.text ?? { text: '', isWhole: false }, answer.headers.get('content-type') ?? '')
  const isThere = fragments.map((fragment, index): [string, boolean] => {
    const wanted = index < mostFragments ? anchorsToFind(fragment) : []
    return [fragment, wanted.length === 0 || chain.current.hash !== '' || anchors.has(wanted)]
  })
  const { certificate, downgrade } = chain
  const redirect = chain.redirect(answer.status)
  return {
    verdict: 'good',
    ...(redirect && { redirect }),
    ...(downgrade !== undefined && { downgrade }),
    ...(certificate && { certificate }),
    fragments: Object.fromEntries(isThere),
  }
}

function failureOn(chain: RedirectChain, failure: Omit<LinkFailure, 'via'>): LinkFailure {
  return { ...failure, reason: failure.reason.slice(0, 400), ...(chain.passed.length > 0 && { via: chain.shown }) }
}
