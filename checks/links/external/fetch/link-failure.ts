import type { WebAnswer } from '../../../../src/network/http/connections.ts'
import type { NetworkFailure } from '../../../../src/network/network-failure.ts'
import type { LinkFailure } from '../link-outcome.ts'

/** Answers that tell nothing of the page: walls before it, and methods or forms that it does not give. */
const walls = new Set([401, 402, 403, 405, 406, 407, 429, 451, 999])

/** What a server says that is out of service for a while, and will be back. */
export const outOfService = 'answer 503 for a while'

/**
 * What an answer without a redirect says against its page; `undefined` when the page is there. `accepted` are statuses
 * that are as good as 200.
 */
export function failureOfAnswer(
  { status, headers }: WebAnswer,
  accepted: readonly number[] = [],
): Omit<LinkFailure, 'via'> | undefined {
  if (accepted.includes(status)) return undefined
  const reason = `answer ${status}`
  // 300 without a `Location` is a page of choices.
  if ((status >= 200 && status < 300) || status === 300) return undefined
  if (status === 404 || status === 410) return { verdict: 'dead', at: 'http', reason }
  const isWall = walls.has(status) || headers.get('cf-mitigated') === 'challenge'
  if (isWall) return { verdict: 'blocked', at: 'http', reason }
  if (status === 503 && headers.has('retry-after')) return { verdict: 'blocked', at: 'http', reason: outOfService }
  if (status === 408 || status === 425) return { verdict: 'slow', at: 'http', reason }
  return { verdict: 'broken', at: 'http', reason }
}

/** What the lack of an answer says. */
export function failureOfNetwork({ phase, kind, reason }: NetworkFailure): Omit<LinkFailure, 'via'> {
  if (kind === 'private') return { verdict: 'private', at: 'dns', reason }
  if (kind === 'no-such-name') return { verdict: 'dead', at: 'dns', reason }
  if (kind === 'timeout') {
    // Something is there that takes its time; without a connection it may as well be nothing.
    return { verdict: phase === 'first-byte' ? 'slow' : 'broken', at: 'timeout', reason }
  }
  return { verdict: 'broken', at: phase === 'first-byte' ? 'http' : phase, reason }
}

/** Words of a path or a host that a sign-in page has, between separators. */
const signInWords =
  /(?:^|[/._-])(?:log-?in|log_in|sign-?in|sign_in|sso|saml2?|oauth2?|openid-connect|oidc|idp|authorize|authenticate|auth|cas)(?:[/._-]|$)/i

/** Hosts that do little else than signing people in. */
const signInHosts =
  /^(?:accounts\.google\.com|login\.[^/]+|auth\.[^/]+|sso\.[^/]+|idp\.[^/]+|signin\.[^/]+|id\.atlassian\.com|[^/]+\.(?:okta|oktapreview|auth0|onelogin)\.com|[^/]+\.b2clogin\.com|[^/]+\.cloudflareaccess\.com)$/i

/** Whether redirects led from a page to one that asks who is there. A link to a sign-in page itself is none of it. */
export function leadsToSignIn(start: URL, final: URL): boolean {
  if (start.hostname === final.hostname && start.pathname === final.pathname) return false
  return isSignIn(final) && !isSignIn(start)
}

function isSignIn({ hostname, pathname }: URL): boolean {
  return signInHosts.test(hostname) || signInWords.test(pathname.slice(0, 2000))
}
