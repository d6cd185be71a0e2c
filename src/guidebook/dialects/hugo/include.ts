import { posix } from 'node:path'
import type { PageReading } from '../dialect.ts'
import { argumentOf, type Shortcode } from './shortcode.ts'

/** Where an include's file can be, relative to the guidebooks root, the likeliest first. */
export function pathsOfInclude(shortcode: Shortcode, { file, settings }: Omit<PageReading, 'includes'>): string[] {
  const asked = argumentOf(shortcode, ['lookup', 'file', 'path', 'name', 'page', 'src', 'filename'], 0)?.value.trim()
  if (!asked || /^[a-z][a-z\d+.-]*:/i.test(asked)) return []
  const rest = asked.replace(/^\/+/, '').split(/[?#]/, 1)[0] ?? ''
  const source = shortcode.named.get('source')?.value
  const folders = [
    ...(asked.startsWith('/') ? [] : [posix.dirname(file)]),
    ...(shortcode.name.endsWith('shared') ? ['shared', `shared/${source ?? ''}`] : []),
    ...(/^code|^example/.test(shortcode.name) ? ['examples'] : []),
    ...(settings.includeFolders ?? []),
    '.',
    ...(shortcode.name.startsWith('include') ? ['includes', '_includes'] : []),
  ]
  const endings = posix.extname(rest) === '' ? ['', '.md', '/index.md', '/_index.md'] : ['']
  return [...new Set(folders.flatMap((folder) => endings.map((ending) => posix.join(folder, rest + ending))))]
}

/** The file that is included: the first one that is there, or else where it is looked for first. */
export function includedFile(shortcode: Shortcode, reading: PageReading): string | undefined {
  const paths = pathsOfInclude(shortcode, reading)
  return paths.find((path) => reading.includes.has(path)) ?? paths[0]
}
