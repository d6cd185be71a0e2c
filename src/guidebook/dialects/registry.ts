import type { Dialect, DialectName } from './dialect.ts'
import { docfx } from './docfx.ts'
import { docusaurus, starlight, vitepress } from './docusaurus.ts'
import { gitlab } from './gitlab.ts'
import { hugo } from './hugo.ts'
import { mkdocs } from './mkdocs.ts'
import { otherGenerators } from './other.ts'

/** Every dialect but GitHub's. Of two in one folder, the first one counts. */
export const dialects: readonly Dialect[] = [
  mkdocs,
  hugo,
  docfx,
  docusaurus,
  vitepress,
  starlight,
  ...otherGenerators,
  gitlab,
]

/** The dialect of a name; none for `github` and for generators of which no more is known. */
export function dialectOf(name: DialectName): Dialect | undefined {
  return dialects.find((dialect) => dialect.name === name && name !== 'other')
}

/** Whether a path is one of these folders, or stands in one. */
export function isWithin(path: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const plain = folder.replace(/\/$/, '')
    return plain === '.' || path === plain || path.startsWith(`${plain}/`)
  })
}
