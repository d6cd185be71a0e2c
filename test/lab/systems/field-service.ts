import { empty, json, notFound, page, redirect, type System } from '../reply.ts'

/** ERPNext, and on the same host the Ops app behind its guard. */
export const erpnext: System = ({ path }, fault) => {
  if (path.startsWith('/ops')) return fault === 'guard-gone' ? page('Ops', 'Dispatch') : signIn('auth.targo.ca', 'ops')
  if (path === '/api/method/ping') {
    return fault === 'database-down'
      ? json(500, { exc_type: 'OperationalError', exception: 'could not connect to the database' })
      : json(200, { message: 'pong' })
  }
  return path === '/' || path === '/login' ? page('Login', 'Log in to ERPNext') : notFound()
}

/** The hub knows no device; what it answers shows that it is there. */
export const hub: System = ({ path, query }) => {
  if (path !== '/devices/lookup') return json(404, { error: 'Not found' })
  const serial = query.get('serial')
  return serial ? json(404, { error: 'No such device', serial }) : json(400, { error: 'serial is missing' })
}

export const docuseal: System = ({ path }) => {
  if (path === '/') return redirect(302, '/sign_in')
  return path === '/sign_in' ? page('DocuSeal', 'Sign in') : notFound()
}

/** Authentik is ready, and signs people in. */
export const authentik: System = ({ path }, fault) => {
  if (path.startsWith('/-/health/')) return empty(fault === 'database-down' ? 503 : 204)
  return path === '/' || path.startsWith('/application/') ? page('authentik', 'Welcome') : notFound()
}

export const portal: System = (_asked, fault) =>
  fault === 'guard-gone' ? page('Client portal', 'Your contracts') : signIn('id.gigafibre.ca', 'portal')

export const website: System = ({ path }) => (path === '/' ? page('Gigafibre', 'Internet by fibre') : notFound())

/** Every path leads to the dispatch view of Ops. */
export const dispatch: System = (_asked, fault) => {
  const target = fault === 'redirect-elsewhere' ? '/ops/' : '/ops/#/dispatch'
  return redirect(fault === 'redirect-temporary' ? 302 : 301, `https://erp.gigafibre.ca${target}`)
}

/** What Traefik's ForwardAuth answers to somebody without a session. */
function signIn(host: string, client: string) {
  return redirect(302, `https://${host}/application/o/authorize/?client_id=${client}`)
}
