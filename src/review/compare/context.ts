import type { Digests } from './block.ts'
import type { Budget } from './sequence.ts'
import type { PictureKey } from './shown.ts'

/** What words of both moments are compared with. */
export interface WordContext {
  digests: Digests
  budget: Budget
  before: PictureKey
  after: PictureKey
}
