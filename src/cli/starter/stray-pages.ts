import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Pages of a repository that are no guidebook's. */
const repositoryPages = new Set([
  'readme.md',
  'changelog.md',
  'contributing.md',
  'code_of_conduct.md',
  'security.md',
  'license.md',
])
const foreignFolders = new Set(['node_modules', 'dist', 'guidebooks'])

/** The Markdown that lies in a project outside `guidebooks/`: in its root and one folder down, sorted. What cannot be read has none. */
export async function findStrayPages(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => [])
  const pages = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
  const strays = pages.filter((name) => isPage(name) && !repositoryPages.has(name.toLowerCase()))
  for (const entry of entries) {
    if (!entry.isDirectory() || entry.name.startsWith('.') || foreignFolders.has(entry.name)) continue
    const names = await readdir(join(root, entry.name)).catch(() => [])
    strays.push(...names.filter(isPage).map((name) => `${entry.name}/${name}`))
  }
  return strays.sort()
}

function isPage(name: string): boolean {
  return /\.mdx?$/i.test(name)
}
