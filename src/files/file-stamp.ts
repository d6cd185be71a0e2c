import { type Stats, statSync } from 'node:fs'

/** What tells a file as it is now from what it was. */
export interface FileStamp {
  /** Another one after each change, also where another file has taken its place. */
  version: string
  /** When it changed last, or something about it, in milliseconds since 1970. */
  changedMs: number
}

/** Looks at a file; `undefined` where there is none. By another thread this would take ten times as long. */
export function fileStamp(file: string): FileStamp | undefined {
  const stats = looked(file)
  return stats && { version: `${stats.ino}:${stats.mtimeMs}:${stats.size}`, changedMs: stats.ctimeMs }
}

function looked(file: string): Stats | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
