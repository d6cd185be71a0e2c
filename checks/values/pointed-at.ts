/** What stands at a pointer of a file. */
export type PointedAt =
  | {
      kind: 'value'
      text: string
      /** Absent where the file's parser says none. */
      line?: number
      /** Whether it may be a secret, which nobody is shown. */
      isSecret: boolean
    }
  /** A map or a list: a place, and no value. */
  | { kind: 'part' }
  /** Nothing: how far it led, and what stands there. */
  | { kind: 'nothing'; missing: string; known: readonly string[] }
  /** The file cannot be read. */
  | { kind: 'unreadable' }

/** A file whose values pages may point at. */
export interface DataFile {
  at(pointer: readonly string[]): PointedAt
}
