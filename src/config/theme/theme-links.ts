import path from 'node:path'
import type { Path } from '../../yaml/path.ts'
import type { Project } from '../project.ts'

/** A text of the theme as a page, to be shown and checked as one: its links are read from `waymark.yaml` on. */
export function themeTexts({ theme }: Project['config']): { path: Path; text: string }[] {
  return [
    ...(theme.banner?.text === undefined ? [] : [{ path: ['theme', 'banner', 'text'], text: theme.banner.text }]),
    ...(theme.footer === undefined ? [] : [{ path: ['theme', 'footer'], text: theme.footer }]),
  ]
}

/** The file that links of a theme are read from, relative to the guidebooks root. */
export function themeOrigin({ root, guidebooks, settings }: Pick<Project, 'root' | 'guidebooks' | 'settings'>): string {
  return path
    .relative(guidebooks, path.join(root, settings?.file ?? 'waymark.yaml'))
    .split(path.sep)
    .join('/')
}
