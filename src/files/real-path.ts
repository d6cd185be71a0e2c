import { realpathSync } from 'node:fs'

/** The path of a file without links, each name as the file system has it; undefined where there is nothing. */
export function realPath(file: string): string | undefined {
  try {
    return realpathSync.native(file)
  } catch {
    return undefined
  }
}
