import { z } from 'zod'
import { severities } from '../finding/finding.ts'
import { consequence } from './meaning/consequence.ts'

/** A finding of the checks, as a review tells it. */
const reviewFinding = z.strictObject({
  code: z.string(),
  severity: z.enum(severities),
  message: z.string(),
  hint: z.string().exactOptional(),
  file: z.string().describe('Relative to the project’s root; of a mended one its name of before.'),
  line: z.int().positive(),
  column: z.int().positive(),
})

const count = z.int().nonnegative()

const reviewChange = z.strictObject({
  id: z.int().positive().describe('From 1 on each page; `#wm-change-ID` leads to it.'),
  kind: z.enum(['added', 'removed', 'changed', 'moved']),
  block: z.string().describe('What it is about: `paragraph`, `heading`, `table`, `code`, `diagram` and the like.'),
  count: z.int().positive().describe('How many blocks follow each other in it.'),
  section: z
    .strictObject({ anchor: z.string(), text: z.string() })
    .exactOptional()
    .describe('The heading that it stands under.'),
  before: z.string().exactOptional(),
  after: z.string().exactOptional(),
})

const reviewPage = z.strictObject({
  state: z.enum(['new', 'gone', 'moved', 'changed']).describe('A page that moved may have changes, too.'),
  title: z.string().describe('Its title of now; of a page that is gone that of before.'),
  file: z
    .strictObject({ before: z.string().exactOptional(), after: z.string().exactOptional() })
    .describe('Relative to the repository.'),
  address: z
    .strictObject({ before: z.string().exactOptional(), after: z.string().exactOptional() })
    .describe('Where it stands on the site, without the path that the site is published under.'),
  preview: z.string().describe('Where the preview shows it, without the path that the preview is published under.'),
  isRedirected: z
    .boolean()
    .exactOptional()
    .describe('Whether the former address leads somewhere; for pages that moved or are gone.'),
  head: z
    .array(z.strictObject({ key: z.string(), before: z.string().exactOptional(), after: z.string().exactOptional() }))
    .describe('What changed above the text: the title and the fields of the header block, as text.'),
  changes: z.array(reviewChange).describe('What changed in the text, in its order; empty for new pages and gone ones.'),
  isCoarse: z.boolean().describe('Whether parts were too large or too different to be compared word by word.'),
})

/** What points at a section. */
const pointer = z.strictObject({
  kind: z.enum(['link', 'alert', 'service']).describe('A link of a page, or the runbook of an alert or a service'),
  name: z.string().exactOptional().describe('Of the alert, or the id of the service.'),
  file: z.string().describe('Relative to the repository.'),
  line: z.int().positive(),
})

const sectionChange = z.strictObject({
  file: z.string().describe('The page, relative to the repository; its name of now unless it is gone.'),
  anchor: z.string(),
  text: z.string(),
  state: z.enum(['renamed', 'moved', 'gone']).describe('One that moved stands on another page now.'),
  now: z
    .strictObject({
      anchor: z.string(),
      text: z.string(),
      file: z.string().exactOptional().describe('The other page, of one that moved.'),
    })
    .exactOptional()
    .describe('What it is called now, and where it stands; absent of one that is gone.'),
  pointers: z.array(pointer).describe('What led to it and names it still.'),
})

/** What a change means, computed from the pages, the checks and the configuration of both moments. */
const meaning = z.strictObject({
  sections: z
    .array(sectionChange)
    .describe('Sections that are called otherwise now, stand on another page, or are gone.'),
  findings: z.strictObject({
    new: z.array(reviewFinding),
    mended: z.array(reviewFinding),
    remaining: count.describe('How many were there before and are there still.'),
  }),
  consequences: z
    .array(consequence)
    .describe('What else it means, what weighs most first. Files are relative to the repository.'),
})

/** All that a preview tells of a change. */
export const reviewSchema = z.strictObject({
  version: z.literal(1),
  made: z.iso.datetime().describe('When the comparison was made.'),
  base: z.strictObject({ ref: z.string().describe('As it was named.'), commit: z.string() }),
  head: z.strictObject({
    commit: z.string(),
    isWorktree: z.boolean().describe('Whether it is the files as they were, in place of the commit.'),
  }),
  summary: z.strictObject({ new: count, gone: count, moved: count, changed: count, changes: count, findings: count }),
  pages: z.array(reviewPage),
  meaning,
  notes: z.array(z.string()).describe('What a reader should know of the comparison.'),
})

export type Review = z.infer<typeof reviewSchema>
export type ReviewPage = z.infer<typeof reviewPage>
export type ReviewChange = z.infer<typeof reviewChange>
export type ReviewFinding = z.infer<typeof reviewFinding>
export type SectionPointer = z.infer<typeof pointer>
export type SectionChange = z.infer<typeof sectionChange>
export type HeadChange = ReviewPage['head'][number]

/** How many pages of each state there are, and how many changes on them. `findings` are the new ones. */
export function summaryOf(pages: readonly ReviewPage[], findings: readonly unknown[]): Review['summary'] {
  const of = (state: ReviewPage['state']) => pages.filter((page) => page.state === state).length
  return {
    ...{ new: of('new'), gone: of('gone'), moved: of('moved'), changed: of('changed') },
    changes: pages.reduce((sum, { changes, head }) => sum + changes.length + head.length, 0),
    findings: findings.length,
  }
}
