import { accessSync, constants, statSync } from 'node:fs'

/** Whether there is a file to read: one that cannot be costs its links, and not the site. */
export function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
