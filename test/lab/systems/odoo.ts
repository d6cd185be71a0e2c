import { json, notFound, page, redirect, type System } from '../reply.ts'

/** Odoo: its health, which does not look at the database, and its sign-in page, which does. */
export const odoo: System = ({ path }, fault) => {
  if (path === '/web/health') return json(200, { status: 'pass' })
  if (path === '/') return redirect(302, '/web/login')
  if (path !== '/web/login') return notFound()
  return fault === 'database-down'
    ? page('Internal Server Error', 'The server encountered an internal error.', 500)
    : page('Login | Odoo', 'Log in with your email and password.')
}
