import { type Asked, json, notFound, page, type Reply, type System } from '../reply.ts'

/** The key that the lab's Dolibarr takes; it opens nothing else. */
export const labKey = 'key-of-the-lab'

/** Dolibarr: its sign-in page, and two answers of its API. */
export const dolibarr: System = (asked, fault) => {
  const version = fault === 'wrong-version' ? '21.0.1' : '22.0.4'
  if (asked.path === '/' || asked.path === '/index.php') return page(`Login @ ${version}`, `Dolibarr ${version}`)
  if (!asked.path.startsWith('/api/index.php/')) return notFound()
  if (fault === 'key-refused' || asked.headers.dolapikey !== labKey) return refused(asked)
  if (asked.path === '/api/index.php/status') {
    return json(200, { success: { code: 200, dolibarr_version: version, access_locked: '0' } })
  }
  if (asked.path === '/api/index.php/users/info') {
    return json(200, { id: '7', login: fault === 'wrong-account' ? 'admin' : 'ai_agent', admin: '0', statut: '1' })
  }
  return json(404, { error: { code: 404, message: 'Not Found' } })
}

function refused({ headers }: Asked): Reply {
  const message = headers.dolapikey === undefined ? 'Unauthorized: no API key' : 'Unauthorized: Failed to login to API'
  return json(401, { error: { code: 401, message } })
}
