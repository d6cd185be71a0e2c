import { posix } from 'node:path'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'

/** Findings without those of a symbolic link to a page that are told of the page itself: one mend takes both away. */
export async function toldOncePerFile(
  raw: readonly RawFinding[],
  input: Pick<CheckInput, 'pages' | 'guidebooks' | 'repository' | 'inRoot'>,
  inScope: (file: string) => boolean,
): Promise<RawFinding[]> {
  const linked = await linkedPages(input)
  if (linked.size === 0) return [...raw]
  const told = new Set(raw.filter(({ file }) => inScope(file)).map((one) => keyOf(one, one.file)))
  return raw.filter((one) => {
    const page = linked.get(one.file)
    return page === undefined || !told.has(keyOf(one, page))
  })
}

function keyOf({ code, line, column, message }: RawFinding, file: string): string {
  return [file, line, column, code, message].join('\0')
}

/** Pages that are symbolic links to other pages, with those; both relative to the project's root. */
async function linkedPages({
  pages,
  guidebooks,
  repository,
  inRoot,
}: Pick<CheckInput, 'pages' | 'guidebooks' | 'repository' | 'inRoot'>): Promise<Map<string, string>> {
  const linked = new Map<string, string>()
  for (const same of Map.groupBy(pages, ({ digest }) => digest).values()) {
    if (same.length === 1) continue
    const byPath = new Map(same.map(({ file }) => [posix.join(guidebooks.inRepository, file), inRoot(file)]))
    for (const [path, file] of byPath) {
      const page = byPath.get((await repository.realPath(path)) ?? path)
      if (page !== undefined && page !== file) linked.set(file, page)
    }
  }
  return linked
}
