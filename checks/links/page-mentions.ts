import type { Page } from '../../src/guidebook/page.ts'
import type { Link } from '../../src/guidebook/parts/link.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import { fenceMentions } from './fence.ts'
import type { Mention } from './mention.ts'

/** Every target that a page names, each once: that of a reference where it is defined. */
export function mentionsOf(page: Page): Mention[] {
  const links = [...page.links, ...page.sideLinks].filter(isCounted).map(mentionOf)
  const fences = page.fences.filter(({ language }) => language === 'mermaid' || language === 'status')
  if (fences.length === 0) return links
  const lines = new LineIndex(page.text)
  return [...links, ...fences.flatMap((fence) => fenceMentions(fence, lines))]
}

/** Films and sounds, which people write as images too. */
const media = /\.(?:mp4|m4v|mov|webm|ogv|avi|mkv|mp3|m4a|ogg|oga|wav|flac)(?:[?#]|$)/i

function isCounted({ kind }: Link): boolean {
  return kind !== 'reference' && kind !== 'image-reference' && kind !== 'footnote'
}

function mentionOf({ kind, url, written, line, column, endLine, endColumn }: Link): Mention {
  return {
    url,
    isImage: (kind === 'image' || kind === 'html-image') && !media.test(url),
    isAside: kind === 'frontmatter',
    ...(written && { written }),
    ...{ line, column, endLine, endColumn },
  }
}
