import type { Refusal } from './disclosure.ts'

/** No system opens a longer path: PATH_MAX of Linux. What a link says may be longer by far. */
export const longestPath = 4096

/**
 * Files and folders of a repository, on disk or in a commit. Paths are relative to its root, with `/` between folders,
 * and their case counts, also where the disk does not care.
 */
export interface FileTree {
  /** What stands at a path; `undefined` for nothing, and for all that leaves the tree. The root itself is `''`. */
  kind(path: string): Promise<'file' | 'folder' | undefined>
  /** Names in a folder; empty where there is none. */
  names(folder: string): Promise<string[]>
  /** Why no link to it is made from a page in a folder, judged by where symbolic links lead. */
  refusal(path: string, folder: string): Promise<Refusal | undefined>
  /** The path of a file or a folder without symbolic links; `undefined` where there is none in the tree. */
  realPath(path: string): Promise<string | undefined>
  /** The bytes of a file of at most 20 MB; `undefined` where it cannot be read. */
  read(path: string): Promise<Uint8Array | undefined>
}
