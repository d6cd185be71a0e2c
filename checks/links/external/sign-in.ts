/** Words of a path or a host that a sign-in page has, between separators. */
const words =
  /(?:^|[/._-])(?:log-?in|log_in|sign-?in|sign_in|sso|saml2?|oauth2?|openid-connect|oidc|idp|authorize|authenticate|auth|cas)(?:[/._-]|$)/i

/** Hosts that do little else than signing people in. */
const hosts =
  /^(?:accounts\.google\.com|login\.[^/]+|auth\.[^/]+|sso\.[^/]+|idp\.[^/]+|signin\.[^/]+|id\.atlassian\.com|[^/]+\.(?:okta|oktapreview|auth0|onelogin)\.com|[^/]+\.b2clogin\.com|[^/]+\.cloudflareaccess\.com)$/i

/** Whether redirects led from a page to one that asks who is there. Asking for a sign-in page itself is none of it. */
export function leadsToSignIn(asked: URL, final: URL): boolean {
  if (asked.hostname === final.hostname && asked.pathname === final.pathname) return false
  return isSignIn(final) && !isSignIn(asked)
}

function isSignIn({ hostname, pathname }: URL): boolean {
  return hosts.test(hostname) || words.test(pathname.slice(0, 2000))
}
