import { z } from 'zod'
import type { MarkedText, PageResult, SectionResult } from '../../widgets/search/results.ts'
import { readCursor, type Tool, ToolError } from '../tool.ts'
import { visibleText } from '../visible-text.ts'

/** Pages of one answer, and of all answers to one question. */
const mostAtOnce = 10
const mostInAll = 100

const input = z.object({
  query: z
    .string()
    .min(1)
    .max(400)
    .describe('Words, an alert’s name, a host, a part of a command; in "double quotes" for words in a row'),
  guidebook: z.string().max(200).exactOptional().describe('The title of the only guidebook to look in'),
  cursor: z.string().max(20).exactOptional().describe('`nextCursor` of the answer before'),
})

const section = z.object({
  anchor: z.string(),
  heading: z.string(),
  text: z.string().exactOptional(),
})

const output = z.object({
  pages: z.array(
    z.object({
      address: z.string(),
      url: z.string(),
      title: z.string(),
      guidebook: z.string().exactOptional(),
      /** What of the page was found. */
      found: z.string(),
      text: z.string().exactOptional(),
      services: z.array(z.string()).exactOptional(),
      sections: z.array(section).exactOptional(),
    }),
  ),
  /** Words that the first page does not have. */
  missing: z.array(z.string()).exactOptional(),
  nextCursor: z.string().exactOptional(),
})

/** Finds pages, as the site's own search does. */
export const search: Tool<typeof input, typeof output> = {
  name: 'search',
  title: 'Search the guidebooks',
  description:
    'Finds the pages and sections of the guidebooks that answer a question, the best first: by titles, alerts, services, hosts, commands and text. Read what is found with `read_page`.',
  input,
  output,
  run: async ({ query, guidebook, cursor }, { site }) => {
    const from = readCursor(cursor)
    const { searcher } = site
    const books = await searcher.guidebooks()
    if (guidebook !== undefined && !books.includes(guidebook))
      throw new ToolError(`Unexpected guidebook, expected one of: ${books.join(', ')}`)
    const most = Math.min(from + mostAtOnce, mostInAll)
    const { pages, isCut, missing } = await searcher.search(query, {
      most,
      ...(guidebook !== undefined && { guidebook }),
    })
    return {
      pages: pages.slice(from).map((page) => pageOf(page, (address, anchor) => site.url(address, anchor))),
      ...(missing.length > 0 && { missing }),
      ...(isCut && most < mostInAll && { nextCursor: String(most) }),
    }
  },
}

function pageOf(page: PageResult, url: (address: string, anchor?: string) => string) {
  const address = `/${page.address}`
  const text = plain(page.excerpt)
  const name = plain(page.reason.text)
  return {
    address,
    url: url(address),
    title: plain(page.title),
    ...(page.guidebook !== '' && { guidebook: visibleText(page.guidebook) }),
    found: name === '' ? page.reason.kind : `${page.reason.kind}: ${name}`,
    ...(text !== '' && { text }),
    ...(page.services.length > 0 && { services: page.services }),
    ...(page.sections.length > 0 && { sections: page.sections.map(sectionOf) }),
  }
}

function sectionOf({ href, heading, excerpt }: SectionResult) {
  const text = plain(excerpt)
  return {
    anchor: decodeURIComponent(href.replace(/^[^#]*#/, '')),
    heading: plain(heading),
    ...(text !== '' && { text }),
  }
}

function plain(text: MarkedText): string {
  return visibleText(text.map((part) => part.text).join(''))
}
