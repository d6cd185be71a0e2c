import type { Dialect } from './dialect.ts'
import { docfx } from './docfx.ts'
import { docusaurus, vitepress } from './docusaurus.ts'
import { gitlab } from './gitlab.ts'
import { hugo } from './hugo.ts'
import { mkdocs } from './mkdocs.ts'
import { otherGenerators } from './other.ts'

/** Every dialect but GitHub's. Of two in one folder, the first one counts. */
export const dialects: readonly Dialect[] = [mkdocs, hugo, docfx, docusaurus, vitepress, ...otherGenerators, gitlab]

/** Whether a path is one of these folders, or stands in one. */
export function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const plain = folder.replace(/\/$/, '')
    return plain === '.' || path === plain || path.startsWith(`${plain}/`)
  })
}
