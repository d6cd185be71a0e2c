import type { IncomingMessage } from 'node:http'
import path from 'node:path'
import type { Project } from '../../config/project.ts'
import { isInside } from '../../files/inside.ts'
import type { Middleware } from '../../network/http/middleware.ts'
import { decoded } from '../../text/decoded.ts'
import { refuse } from './answer.ts'

/** Where a file is opened in an editor. In any case and up to a `/` or a `.`: so Vite compares, which must not see it. */
export const editorAddress = /^\/__open-in-editor(?:[/.]|$)/i

/**
 * Opens a file of the project in the editor of who writes it, for pages of this very server alone. Addresses are without
 * the base.
 */
export function openInEditor(project: Project, isOwnPage: (request: IncomingMessage) => boolean): Middleware {
  return (request, response, next) => {
    const { url = '', method } = request
    if (!editorAddress.test(decoded(url.replace(/[?#].*$/s, '')))) return next()
    const place = new URLSearchParams(url.replace(/^[^?]*/, '')).get('file') ?? ''
    const isAllowed = method === 'POST' && isOwnPage(request) && isOfProject(withoutPlace(place), project)
    if (!isAllowed) return refuse(response, 403, 'Forbidden')
    import('launch-editor').then(({ default: launch }) => {
      launch(place)
      response.end()
    }, next)
  }
}

/** A file without the line and the column that follow it. */
function withoutPlace(place: string): string {
  return place.replace(/(?::\d+){1,2}$/, '')
}

/** Pages name absolute files; what else a launcher of editors understands, such as `file:`, is refused. */
function isOfProject(file: string, { root, cache }: Project): boolean {
  return path.isAbsolute(file) && isInside(root, path.normalize(file)) && !isInside(cache, path.normalize(file))
}
