import { z } from 'zod'
import type { OutlinePage } from '../site/contract/outline.ts'
import { type PageMarkdown, readMarkdown, sectionOf } from './page-markdown.ts'
import type { PublishedSite } from './published-site.ts'
import { ToolError } from './tool.ts'
import { visibleText } from './visible-text.ts'

/** Characters of text in one answer. */
export const longestText = 16_000

/** What is said of a page beside its text. */
export const pageFacts = z.object({
  address: z.string(),
  url: z.string(),
  title: z.string(),
  guidebook: z.string().exactOptional(),
  /** Relative to the repository. */
  file: z.string(),
  /** The commit that the site was read at. */
  commit: z.string().exactOptional(),
  /** When git last saw the page change: ISO 8601. */
  changed: z.string().exactOptional(),
  status: z.string().exactOptional(),
  owner: z.string().exactOptional(),
  lastUpdated: z.string().exactOptional(),
})

/** How much of what a page says was held against what is. */
export const pageClaims = z.object({
  holds: z.int(),
  differs: z.int(),
  unchecked: z.int(),
  checkedAt: z.string().exactOptional(),
  /** What the page says and what is not so. */
  differing: z.array(z.object({ line: z.int(), text: z.string(), reason: z.string().exactOptional() })),
})

/** Differences that one answer tells. */
const mostDiffering = 20

export function factsOf(site: PublishedSite, page: OutlinePage, anchor?: string): z.infer<typeof pageFacts> {
  const { address, file, title, guidebook, status, owner, lastUpdated, changed } = page
  const { commit } = site.outline
  return {
    address,
    url: site.url(address, anchor),
    title: visibleText(title),
    ...(guidebook !== '' && { guidebook: visibleText(guidebook) }),
    file,
    ...(commit !== undefined && { commit }),
    ...(changed !== undefined && { changed }),
    ...(status !== undefined && { status: visibleText(status) }),
    ...(owner !== undefined && { owner: visibleText(owner) }),
    ...(lastUpdated !== undefined && { lastUpdated: visibleText(lastUpdated) }),
  }
}

/** What is held of a page; undefined where nothing was checked. */
export async function claimsOf(
  site: PublishedSite,
  { address }: OutlinePage,
): Promise<z.infer<typeof pageClaims> | undefined> {
  const held = await site.held(address)
  if (!held) return undefined
  const { counts, claims, checkedAt } = held
  const { holds, differs, unchecked } = counts
  return {
    holds,
    differs,
    unchecked,
    ...(checkedAt !== undefined && { checkedAt }),
    differing: claims.slice(0, mostDiffering).map(({ line, text, reason }) => ({
      line,
      text: visibleText(text),
      ...(reason !== undefined && { reason: visibleText(reason) }),
    })),
  }
}

/** A page or a section of it. */
export type ReadPart = Pick<PageMarkdown, 'text' | 'fences' | 'parameters'>

/**
 * The Markdown of a page, or of one of its sections.
 *
 * @throws ToolError where the page is not published, or has no such section
 */
export async function readPart(site: PublishedSite, page: OutlinePage, anchor?: string): Promise<ReadPart> {
  const written = await site.markdown(page)
  if (written === undefined)
    throw new ToolError(
      `The text of \`${page.address}\` cannot be read just now: ask again, or open ${site.url(page.address)}`,
    )
  const markdown = readMarkdown(written)
  if (anchor === undefined || anchor === '') return markdown
  const named = page.headings.findIndex(([, own]) => own === anchor)
  // The page's own rules may have given another anchor than its plain Markdown: the order of the headings is the same.
  const index =
    markdown.headings.length === page.headings.length
      ? named
      : markdown.headings.findIndex((heading) => heading.anchor === anchor)
  if (index < 0) throw new ToolError(noSection(page, anchor))
  const { from, to } = sectionOf(markdown, index)
  return {
    text: markdown.text.slice(from, to),
    fences: markdown.fences.filter(({ offset }) => offset >= from && offset < to),
    parameters: markdown.parameters,
  }
}

function noSection({ address, headings }: OutlinePage, anchor: string): string {
  const anchors = headings.flatMap(([, own]) => (own === '' ? [] : [`\`${own}\``]))
  return `No section \`${visibleText(anchor)}\` in \`${address}\`; its sections are: ${anchors.slice(0, 60).join(', ')}`
}

/** As much of a text as one answer holds, from an offset, cut at the end of a line where there is one. */
export function cutText(text: string, from: number): { text: string; nextCursor?: string } {
  if (from > 0 && from >= text.length) throw new ToolError('Unexpected cursor beyond the end of the text')
  const most = text.slice(from, from + longestText)
  if (from + most.length >= text.length) return { text: most }
  const lineEnd = most.lastIndexOf('\n') + 1
  const kept = lineEnd > longestText / 2 ? most.slice(0, lineEnd) : most.toWellFormed()
  return { text: kept, nextCursor: String(from + kept.length) }
}
