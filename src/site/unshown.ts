import { isMissed } from '../guidebook/html/allowed-html.ts'
import type { Page } from '../guidebook/page.ts'
import { plural } from '../text/plural.ts'
import { printable } from '../text/printable.ts'

/** Something that pages hold and the site does not show, such as HTML that is dropped or a block that no dialect knows. */
export interface Unshown {
  /** As its author knows it: `<iframe>`. */
  name: string
  uses: number
  /** Where one of them stands; the file is relative to the project's root. */
  example: { file: string; line: number; column: number }
}

/** What of pages does not reach the site, or is there as a name alone, by what it is; without attributes that no reader misses. */
export function unshownIn(pages: readonly Page[], inRoot: (file: string) => string): Unshown[] {
  const found = pages.flatMap(({ file, droppedHtml, unknowns }) => [
    ...droppedHtml.filter(isMissed).map(({ what, ...place }) => ({ name: what, file, ...place })),
    ...unknowns.map((unknown) => ({ ...unknown, file })),
  ])
  return [...Map.groupBy(found, ({ name }) => name)].flatMap(([name, [first, ...others]]) => {
    if (!first) return []
    const { file, line, column } = first
    return [{ name: `\`${name}\``, uses: 1 + others.length, example: { file: inRoot(file), line, column } }]
  })
}

/** Of five lines the first says what this is, and the last how to see all. */
const mostNamed = 3

/** What a build tells of what it could not show, in five lines at most; none where it shows all. */
export function unshownLines(unshown: readonly Unshown[]): string[] {
  if (unshown.length === 0) return []
  const uses = unshown.reduce((sum, one) => sum + one.uses, 0)
  const most = unshown.toSorted((a, b) => b.uses - a.uses)
  const named = most.slice(0, mostNamed)
  const rest = most.length - named.length
  return [
    `${plural(uses, 'place')} ${uses === 1 ? 'has' : 'have'} what the site does not show:`,
    ...named.map(({ name, uses, example: { file, line, column } }) => {
      const place = `${printable(file, Number.POSITIVE_INFINITY)}:${line}:${column}`
      return `  ${printable(name, 80)} ${uses === 1 ? 'at' : `${uses} times, such as at`} ${place}`
    }),
    `  ${rest === 0 ? '' : `and ${rest} more; `}\`waymark check --only structure\` tells each place`,
  ]
}
