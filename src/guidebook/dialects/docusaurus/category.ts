import { posix } from 'node:path'
import { isRecord } from '../../../schema/settings.ts'
import { readDocument } from '../../../yaml/document.ts'
import type { ConfigurationInput } from '../dialect.ts'
import { numberOf, textOf } from './documents.ts'

/** What `_category_.json` or `_category_.yml` says of its folder. */
export interface CategoryFile {
  label?: string
  position?: number
}

/** The categories below the guidebooks root, by their folders. JSON is YAML too. */
export async function readCategories({ tree, root, files }: ConfigurationInput): Promise<Map<string, CategoryFile>> {
  const categories = new Map<string, CategoryFile>()
  for (const file of files.filter((one) => /(?:^|\/)_category_\.(?:json|ya?ml)$/.test(one)).slice(0, 2000)) {
    const bytes = await tree.read(posix.join(root, file))
    const { value } = readDocument(Buffer.from(bytes?.subarray(0, 20_000) ?? []).toString('utf8'), { isForeign: true })
    if (!isRecord(value)) continue
    const label = textOf(value.label)
    const position = numberOf(value.position)
    categories.set(posix.dirname(file), {
      ...(label !== undefined && { label }),
      ...(position !== undefined && { position }),
    })
  }
  return categories
}
