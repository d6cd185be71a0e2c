import path from 'node:path'

/** Whether an absolute file is a folder or stands below it. Links are not followed: give real paths where they matter. */
export function isInside(folder: string, file: string): boolean {
  return !leadsOut(path.relative(folder, file))
}

/** Whether a way, as `path.relative` tells it, leads out of where it begins. */
export function leadsOut(way: string): boolean {
  return way === '..' || way.startsWith(`..${path.sep}`) || path.isAbsolute(way)
}

/** The way from one absolute path to another, with `/` between folders. */
export function posixRelative(from: string, to: string): string {
  return path.relative(from, to).split(path.sep).join('/')
}
