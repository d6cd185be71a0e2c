import type { FaultName } from './fault.ts'

/** What a system is asked. */
export interface Asked {
  method: string
  /** Without the query. */
  path: string
  query: URLSearchParams
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>
}

/** What it answers. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: string
}

/** Plays a system. `fault` is the one that the service behind this address has. */
export type System = (asked: Asked, fault: FaultName | undefined) => Reply

export function json(status: number, value: unknown, type = 'application/json'): Reply {
  return { status, headers: { 'content-type': type }, body: `${JSON.stringify(value)}\n` }
}

export function page(title: string, text: string, status = 200): Reply {
  const body = `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}

export function redirect(status: 301 | 302, location: string): Reply {
  return { status, headers: { location, 'content-type': 'text/plain; charset=utf-8' }, body: '' }
}

export function empty(status: number): Reply {
  return { status, headers: {}, body: '' }
}

export function notFound(): Reply {
  return page('Not found', 'There is nothing at this address.', 404)
}
