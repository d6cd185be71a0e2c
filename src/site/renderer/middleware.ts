// Bundled by Astro, as its templates are.

import { currentSite } from 'virtual:waymark/site'
import type { MiddlewareHandler } from 'astro'

/** Gives each page the site to show. */
export const onRequest: MiddlewareHandler = ({ locals }, next) => {
  locals.site = currentSite()
  return next()
}
