import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageRoot } from '../../src/config/package.ts'

/** What decides what a page's findings are: these folders, and the versions of the packages. */
const pageParts = ['checks/lint', 'checks/pages', 'src/guidebook']

/** Changes when the code in these folders does, of `checks/` or `src/`: what an earlier version found is looked for again. */
export function generatorDigest(parts: readonly string[] = pageParts): string {
  const code = fileURLToPath(new URL('../..', import.meta.url))
  const hash = createHash('sha256')
  for (const part of parts) {
    const entries = readdirSync(path.join(code, part), { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((one) => one.isFile())) {
      hash.update(readFileSync(path.join(entry.parentPath, entry.name)))
    }
  }
  return hash.update(readFileSync(path.join(packageRoot(), 'package.json'))).digest('base64url')
}
