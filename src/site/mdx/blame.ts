import path from 'node:path'
import type { Site } from '../site.ts'

/**
 * Finds the `.mdx` pages that a failure of the bundler is about, by the files that it names, and remembers it as their
 * fault. Returns whether there are any that had none yet. The working directory is that of the build.
 */
export function blame(site: Site, error: unknown): boolean {
  const before = site.faults.pages.length
  const files = new Set([...site.faults.files, ...site.codeFiles()])
  for (const one of partsOf(error)) {
    const text = textOf(one)
    const named = [...files].filter((file) => text.includes(file) || text.includes(path.relative('', file)))
    for (const file of site.faults.importersOf(named)) {
      const page = site.pageOfCode(file)
      if (page) site.faults.add(page, one)
    }
  }
  return site.faults.pages.length > before
}

/** A bundler gathers what went wrong in one error. */
function partsOf(error: unknown): unknown[] {
  const holds = typeof error === 'object' && error !== null && 'errors' in error
  return holds && Array.isArray(error.errors) && error.errors.length > 0 ? error.errors : [error]
}

/** Without its stack, which names files that are not to blame. */
function textOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error)
  const message = 'message' in error ? error.message : ''
  const id = 'id' in error ? error.id : ''
  const place = 'loc' in error ? JSON.stringify(error.loc) : ''
  return [message, id, place].join('\n')
}
