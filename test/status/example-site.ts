import type { TestContext } from 'vitest'
import { createApp } from '../../src/status/server/app.ts'
import { builtFolder } from './built-folder.ts'

export const long = `<!doctype html><title>Operations</title>${'<p>What to do when it breaks.</p>'.repeat(100)}`

export const files = {
  'index.html': '<h1>Guidebooks</h1>',
  '404.html': `<h1>Not here</h1>${'<!-- long -->'.repeat(200)}`,
  'erp/index.html': '<h1>ERP</h1>',
  'erp/operations/index.html': long,
  'erp/operations.md': '# Operations',
  'empty.txt': '',
  'folder-without-index/page.html': 'page',
  'two words/100%/c#.txt': 'odd names',
  'caf\u00e9.txt': 'composed',
  'nai\u0308ve.txt': 'decomposed',
  '.env': 'SECRET',
  'erp/.git/config': 'SECRET',
  '.well-known/security.txt': 'Contact: mailto:ops@example.org',
  '.well-known/.secret': 'SECRET',
  '_astro/page.B4x1.css': `body{}${'/**/'.repeat(500)}`,
  '_waymark/site.json': '{"version":1,"base":"/"}',
  'search/en.pf_meta': 'x'.repeat(3000),
}

/** The application over a small built site, and what it logs. */
export async function site(t: TestContext, base = '/') {
  const dist = await builtFolder(t, files)
  const log: string[] = []
  return { dist, log, app: createApp({ dist, base, log: (message) => log.push(message) }) }
}
