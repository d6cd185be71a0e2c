import { hash } from 'node:crypto'

/** A file's content in short, and its size in bytes. */
export interface FileDigest {
  digest: string
  size: number
}

/** What is known of files since they were written, by their absolute paths: nobody has to read them again to tell of them. */
export class FileDigests {
  readonly #known = new Map<string, FileDigest>()

  /** Takes note of a file that is written with this content. */
  add(file: string, content: Uint8Array): void {
    this.#known.set(file, { digest: digestOf(content), size: content.length })
  }

  of(file: string): FileDigest | undefined {
    return this.#known.get(file)
  }
}

/** The first half of the SHA-256, in base64url: as the worker computes it. */
export function digestOf(content: string | Uint8Array): string {
  return hash('sha256', content, 'buffer').subarray(0, 16).toString('base64url')
}
