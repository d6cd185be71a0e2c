/** A file that `waymark init` writes; `path` is relative to the project's root, with `/` between folders. */
export interface StarterFile {
  path: string
  text: string
}
