/** No file system has a path of so many names: Linux, `PATH_MAX`. */
const mostNames = 4096

/** A path without what lies deeper than any file can: to normalize a hundred thousand `../` takes minutes. */
export function boundedPath(path: string): string {
  return path.length <= mostNames ? path : path.split('/', mostNames).join('/')
}
