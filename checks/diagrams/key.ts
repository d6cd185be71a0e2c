import { createHash } from 'node:crypto'
import { codeDigest } from '../../src/files/code-digest.ts'

/** Makes the keys under which what was found in diagrams is kept. */
export function keyOf(): (source: string) => string {
  const code = codeDigest()
  return (source) => createHash('sha256').update(`${code}\0${source}`).digest('base64url')
}
