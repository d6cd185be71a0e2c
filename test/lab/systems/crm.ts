import { json, type Reply, type System } from '../reply.ts'

/** The CRM's API: health at its short and its long addresses, and who is signed in. */
export const crm: System = ({ path, headers }, fault) => {
  switch (path) {
    case '/healthz':
    case '/api/v1/health':
      return json(200, { status: 'ok' })
    case '/readyz':
    case '/api/v1/health/ready':
      return fault === 'database-down' ? notReady() : health(200, 'pass', { status: 'pass' })
    case '/api/v1/auth/me':
      if (fault === 'guard-gone') return json(200, { email: 'owner@example.org', role: 'owner' })
      return json(401, { detail: headers.authorization === undefined ? 'Not authenticated' : 'Invalid token' })
    default:
      return json(404, { detail: 'Not Found' })
  }
}

function notReady(): Reply {
  return health(503, 'fail', { status: 'fail' }, { output: 'the database refuses connections' })
}

/** The health of what it stands on, in the form of draft-inadarei-api-health-check-06. */
function health(status: number, worst: 'pass' | 'fail', database: object, more: object = {}): Reply {
  const checks = { 'database:connectivity': [{ componentType: 'datastore', ...database }] }
  return json(status, { status: worst, ...more, checks }, 'application/health+json')
}
