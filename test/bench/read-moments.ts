// Reads both moments of a change as a preview has to, and does nothing with them: `read-moments.ts ROOT BASE`.
import { openProject } from '../../src/config/project.ts'
import { withMoments } from '../../src/review/moments.ts'
import { loadSite } from '../../src/site/load.ts'

const [root = '.', base = 'main'] = process.argv.slice(2)
const { signal } = new AbortController()
const { project } = await openProject({ root, signal })
const pages = await withMoments({ project, base, isWorktree: false, signal }, async ({ before, after }) => {
  const counts: number[] = []
  for (const moment of [before, after]) {
    const { parts } = await loadSite(moment.project, { drafts: false, signal })
    counts.push(parts.guidebooks.pages.length)
  }
  return counts
})
process.stdout.write(`${JSON.stringify(pages)}\n`)
