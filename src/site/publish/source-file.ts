import { accessSync, constants, realpathSync, statSync } from 'node:fs'

/** Whether there is a file to read: one that cannot be costs its links, and not the site. */
export function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

/** A file by the path that leads to it without links; as it is where there is none. */
export function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}
