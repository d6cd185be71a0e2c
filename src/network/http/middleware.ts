import type { IncomingMessage, ServerResponse } from 'node:http'

/** A step of a server of Node's, as Vite and Connect have them. */
export type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void
