import { createHash } from 'node:crypto'
import path from 'node:path'
import { z } from 'zod'
import { recipe, recipes } from './recipe.ts'

/** Where what judges from outside said of the recipes is kept. */
export const judgementsFile = path.join(import.meta.dirname, 'judgements.json')

export const judgements = z.strictObject({
  /** Each judge with its version. */
  judges: z.record(z.string(), z.string()),
  recipes: z.array(
    z.strictObject({
      /** Its forge, where it shows previews, the folder of the project, and its path. */
      recipe: z.string(),
      /** SHA-256 of the text that was judged. */
      digest: z.string(),
      /** Who judged it. */
      by: z.array(z.string()).min(1),
      /** What they said against it. */
      said: z.array(z.string()),
    }),
  ),
})

export interface WrittenRecipe {
  name: string
  path: string
  text: string
  digest: string
}

/** All that `init` writes for forges: with and without previews, at the top of the repository and in a folder of it. */
export function writtenRecipes(): WrittenRecipe[] {
  const forges = [...new Set(recipes.map(([forge]) => forge)), 'pre-commit']
  const all = [...forges.map((forge) => [forge, 'none'] as const), ...recipes]
  return all.flatMap(([forge, previews]) =>
    ['', 'docs/site'].flatMap((folder) =>
      [...recipe(forge, previews, folder)].map(([file, text]) => ({
        name: [forge, previews, folder || '.', file].join(' '),
        path: file,
        text,
        digest: createHash('sha256').update(text).digest('hex'),
      })),
    ),
  )
}
