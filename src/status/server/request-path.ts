import { strictlyDecoded } from '../../text/decoded.ts'

/** The path of a request, decoded once and cut at its slashes. */
export interface RequestPath {
  /** An empty name stands for a doubled slash; no file has it. */
  names: string[]
  /** Whether the path ends in `/`, so means a folder. */
  folder: boolean
}

/** Reads the path of a request target, without its query. Returns undefined for what must be refused: malformed `%`, NUL, backslash, `.` and `..`, an encoded slash. */
export function parseRequestPath(path: string): RequestPath | undefined {
  const [start, ...parts] = path.split('/')
  if (start !== '' || parts.length === 0) return undefined
  const names: string[] = []
  for (const part of parts) {
    const name = decodeName(part)
    if (name === undefined) return undefined
    names.push(name)
  }
  const folder = names.at(-1) === ''
  return { names: folder ? names.slice(0, -1) : names, folder }
}

/** The path of a folder, encoded. It never starts with `//`, which a browser would take for another host. */
export function formatFolder(names: readonly string[]): string {
  return `/${names.map((name) => `${encodeURIComponent(name)}/`).join('')}`
}

/** Reads a base path, with or without its slashes: `sub` is `/sub/`. Returns undefined when it is not one. */
export function parseBase(text: string): string | undefined {
  if (/[?#]/.test(text)) return undefined
  const path = parseRequestPath(text.startsWith('/') ? text : `/${text}`)
  return path && !path.names.includes('') ? formatFolder(path.names) : undefined
}

/** A base path as Hono compares it with those of requests: with all decoded but what would divide a path. */
export function routeOf(base: string): string {
  return decodeURI(base)
}

function decodeName(part: string): string | undefined {
  const name = strictlyDecoded(part)
  if (name === undefined || name === '.' || name === '..') return undefined
  return ['/', '\\', '\0'].some((character) => name.includes(character)) ? undefined : name
}
