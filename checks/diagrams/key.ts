import { createHash } from 'node:crypto'
import { generatorDigest } from '../engine/generator.ts'

/** What decides what is found in a diagram, besides its source: this code, and the versions of the packages. */
const parts = ['checks/diagrams', 'src/diagrams/page']

/** Makes the keys under which what was found in diagrams is kept. */
export function keyOf(): (source: string) => string {
  const generator = generatorDigest(parts)
  return (source) => createHash('sha256').update(`${generator}\0${source}`).digest('base64url')
}
