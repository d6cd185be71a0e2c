import type { Place } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import type { Link, LinkKind } from '../../src/guidebook/parts/link.ts'

/** What names a target: a link of a page, a line of one of its fences, the runbook of a service, or the theme. */
export interface Mention extends Place, Pick<Link, 'url' | 'written'> {
  kind: LinkKind | 'fence' | 'runbook' | 'theme'
}

/** A mention with its file, relative to the project's root. */
export interface FileMention {
  file: string
  mention: Mention
}

/** Where a target is named. `file` is relative to the guidebooks root. */
export interface LinkOrigin {
  file: string
  page?: Page
}

/** Films and sounds, which people write as images too. */
const media = /\.(?:mp4|m4v|mov|webm|ogv|avi|mkv|mp3|m4a|ogg|oga|wav|flac)(?:[?#]|$)/i

export function isImage({ kind, url }: Mention): boolean {
  return (kind === 'image' || kind === 'html-image') && !media.test(url)
}

/** Not a link that readers see: other tools may mean something else by it, so that nothing about it is an error. */
export function isAside({ kind }: Mention): boolean {
  return kind === 'frontmatter'
}
