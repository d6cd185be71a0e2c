import { z } from 'zod'
import { settings } from '../../schema/settings.ts'
import { text } from '../../schema/text.ts'
import { validateGlob } from './validate.ts'

const lightest = 0.1
const heaviest = 10

/** `search` of `waymark.yaml`: what search finds, and what comes first. */
export const searchSettings = settings({
  exclude: z
    .array(text(validateGlob))
    .default([])
    .describe('Pages that search does not find, as globs relative to the folder of the guidebooks'),
  weight: z
    .record(text(validateGlob), z.number().min(lightest).max(heaviest))
    .default({})
    .describe(
      'How much pages weigh among results, by globs relative to the folder of the guidebooks, such as `"archive/**": 0.3`; from 0.1 to 10, and 1 changes nothing. The first glob that fits counts, and a page’s own [`search`](write-guidebooks.md#frontmatter) before it',
    ),
  synonyms: z
    .array(z.array(text()).min(2).max(20))
    .max(500)
    .default([])
    .describe(
      'Words that mean the same, such as `[[pg, postgres, postgresql]]`: who looks for one finds the others, after it',
    ),
})

export type SearchSettings = z.infer<typeof searchSettings>
