import { stat } from 'node:fs/promises'

/** What tells a file as it is now from what it was. */
export interface FileStamp {
  /** Another one after each change, also where another file has taken its place. */
  version: string
  /** When it changed last, or something about it, in milliseconds since 1970. */
  changedMs: number
}

/** Looks at a file; `undefined` where there is none. */
export async function fileStamp(file: string): Promise<FileStamp | undefined> {
  const stats = await stat(file).catch(() => undefined)
  return stats && { version: `${stats.ino}:${stats.mtimeMs}:${stats.size}`, changedMs: stats.ctimeMs }
}
