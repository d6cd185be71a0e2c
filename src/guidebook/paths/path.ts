import { posix } from 'node:path'

/** No file system has a path of so many names: Linux, `PATH_MAX`. */
const mostNames = 4096

/** A path without what lies deeper than any file can: to normalize a hundred thousand `../` takes minutes. */
export function limitPathDepth(path: string): string {
  return path.length <= mostNames ? path : path.split('/', mostNames).join('/')
}

/** The folders that a path stands in, the innermost first: `erp/tasks/backup.md` → `erp/tasks`, `erp`. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end))
  return folders
}

/** The deepest folder that holds all of these files; empty where that is the root of their paths. */
export function commonFolder(files: readonly string[]): string {
  const [first = [], ...others] = files.map((file) => file.split('/').slice(0, -1))
  const end = first.findIndex((name, index) => others.some((other) => other[index] !== name))
  return first.slice(0, end === -1 ? undefined : end).join('/')
}

/** The way from a folder of the repository to a path of it, both as the repository has them; `.` where they are one. */
export function relativePath(folder: string, path: string): string {
  return posix.relative(posix.join('/', folder), posix.join('/', path)) || '.'
}
