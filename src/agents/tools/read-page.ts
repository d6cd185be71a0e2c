import { z } from 'zod'
import type { OutlinePage } from '../../site/contract/outline.ts'
import { decoded } from '../../text/decoded.ts'
import { oneOf } from '../../text/quote.ts'
import { suggestion } from '../../text/suggestion.ts'
import { claimsOf, cutText, factsOf, pageClaims, pageFacts, readPart } from '../page-answer.ts'
import type { PublishedSite } from '../published-site.ts'
import { readCursor, type Tool, ToolError } from '../tool.ts'
import { visibleText } from '../visible-text.ts'

const input = z.object({
  page: z
    .string()
    .min(1)
    .max(500)
    .describe('The address, such as `/erp/operations/`; its URL, its file or its title will do as well'),
  section: z.string().max(200).exactOptional().describe('The anchor of a section, to read that alone'),
  cursor: z.string().max(20).exactOptional().describe('`nextCursor` of the answer before'),
})

const output = z.object({
  page: pageFacts,
  /** The sections of the page, so that one of them may be asked for; left out with a cursor. */
  sections: z.array(z.object({ anchor: z.string(), heading: z.string(), depth: z.int() })).exactOptional(),
  claims: pageClaims.exactOptional(),
  /** Markdown, as who wrote the page wrote it. */
  text: z.string(),
  nextCursor: z.string().exactOptional(),
})

/** Reads a page, or a section of it. */
export const readPage: Tool<typeof input, typeof output> = {
  name: 'read_page',
  title: 'Read a page',
  description:
    'Gives a page of the guidebooks as Markdown, whole or one section of it, with who keeps it, when it changed, at which commit, and what it says that is known not to be so. Long pages come in parts.',
  input,
  output,
  run: async ({ page: asked, section, cursor }, { site }) => {
    const { page, anchor } = findPage(site, asked)
    const part = section ?? anchor
    const [{ text }, claims] = await Promise.all([readPart(site, page, part), claimsOf(site, page)])
    return {
      page: factsOf(site, page, part),
      ...(cursor === undefined && {
        sections: page.headings.flatMap(([depth, own, heading]) =>
          own === '' ? [] : [{ anchor: own, heading: visibleText(heading), depth }],
        ),
      }),
      ...(claims && { claims }),
      ...cutText(text, readCursor(cursor)),
    }
  },
}

/**
 * The page that is meant by an address, a URL of the site, a file or a title.
 *
 * @throws ToolError where that is none, or more than one
 */
function findPage(site: PublishedSite, asked: string): { page: OutlinePage; anchor?: string } {
  const { pages } = site.outline
  const [path = '', fragment] = withoutOrigin(site, asked.trim()).split('#')
  const bare = decoded(path.replace(/[?].*$/s, '').replace(/^\/+|\/+$/g, ''))
  const address = bare === '' || bare === 'index.md' ? '/' : `/${bare.replace(/\.md$/i, '')}/`
  const title = asked.trim().toLowerCase()
  const found =
    site.page(address) ??
    pages.find(({ file }) => file === bare) ??
    only(pages.filter((one) => one.title.toLowerCase() === title))
  if (!found) {
    const near =
      suggestion(
        address,
        pages.map((one) => one.address),
      ) ?? 'Look for it with `search`'
    throw new ToolError(`No page \`${visibleText(asked)}\`. ${near}`)
  }
  return { page: found, ...(fragment && { anchor: decoded(fragment) }) }
}

/** @throws ToolError where there are several */
function only(pages: OutlinePage[]): OutlinePage | undefined {
  if (pages.length > 1)
    throw new ToolError(
      `Several pages have that title: ask for ${oneOf(pages.slice(0, 10).map(({ address }) => address))}`,
    )
  return pages[0]
}

function withoutOrigin({ base }: PublishedSite, asked: string): string {
  const path = URL.canParse(asked) ? new URL(asked).pathname + new URL(asked).hash : asked
  return path.startsWith(base) ? path.slice(base.length) : path
}
