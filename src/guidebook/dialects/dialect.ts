/** How another generator than GitHub's reads Markdown, as far as it can be told from what stands beside the pages. */
export interface Dialect {
  name: 'gitlab' | 'mkdocs' | 'hugo' | 'docusaurus' | 'docfx' | 'other'
  /** As its users call it. */
  title: string
  /**
   * The entry of a folder that tells it, relative to that folder, by the names of all entries; none where none does.
   * `isTop` says whether the folder is the repository's own.
   */
  sign(names: ReadonlySet<string>, isTop: boolean): string | undefined
  /** The folders of its pages, relative to that folder, as the text of the sign says; it is empty where that is no file. */
  folders(sign: string, text: string): string[]
}
