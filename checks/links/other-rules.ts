import { posix } from 'node:path'
import { wholeFile } from '../../src/finding/finding.ts'
import { commonFolder } from '../../src/guidebook/paths/path.ts'
import { quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Dialects, Sign } from '../dialects.ts'

/**
 * A note for each folder of pages whose anchors another generator makes. A forge is none: readers see its anchors on it,
 * and GitHub's on the site.
 */
export async function otherRules({ pages, guidebooks, inRoot }: CheckInput, dialects: Dialects): Promise<RawFinding[]> {
  const signs = new Map<Sign, string[]>()
  for (const { file } of pages) {
    const sign = await dialects.of(posix.join(guidebooks.inRepository, file))
    if (!sign || sign.dialect.name === 'gitlab') continue
    const files = signs.get(sign) ?? []
    files.push(file)
    signs.set(sign, files)
  }
  return [...signs].map(([sign, files]) => noteOf(sign, inRoot(commonFolder(files)) || '.'))
}

function noteOf({ dialect: { title }, path }: Sign, folder: string): RawFinding {
  return {
    code: 'links/other-rules',
    message: `Unexpected ${quote(path)} of ${title}, expected pages whose anchors are made by GitHub's rules`,
    hint: `${title} makes the anchors of these pages by rules of its own: look there before you change one, \`--fix\` changes none`,
    file: folder,
    ...wholeFile,
  }
}
