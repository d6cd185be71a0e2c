import type { UnreadableFile } from '../../src/inventory/inventory.ts'
import { andList, quote } from '../../src/text/quote.ts'
import type { RawFinding } from '../check.ts'
import type { Rule } from '../rule.ts'
import { inProject } from './place.ts'

/** Whoever changes such a file believes that it holds; whatever applies it refuses it. */
export const unreadable = {
  code: 'inventory/unreadable',
  severity: 'warning',
  summary: 'A file of configuration that cannot be read',
  why: `
A file that says [what runs](#what-is-read) is broken, nested too deeply or too large: nothing of it is known, and pages are not held against it. All other files are. The message is the first thing wrong in it; where more than three files of one top-level folder have the same thing wrong, it is told once, with their names. Templates are no valid YAML and are no finding: what surely stands around their actions, and around names such as \`<NAME>\` and \`__NAME__\`, is read. A file that is broken on purpose is left out with \`inventory.exclude\` in \`waymark.yaml\`. A clone that \`inventory.clones\` names and that is not there is told in the same way.
`,
  wrong: {
    'compose.yaml': 'services:\n  shop:\n    image: "acme/shop:1.2\n',
  },
  right: {
    'compose.yaml': 'services:\n  shop:\n    image: "acme/shop:1.2"\n',
  },
  beside: { 'guidebooks/README.md': '# Shop\n' },
} as const satisfies Rule

/** Every rule of the inventory itself. */
export const inventoryRules: readonly Rule[] = [unreadable]

/** More files than these that are broken in one way are one matter, such as templates that are filled in later. */
const mostAlike = 3
/** So many of them are named. */
const mostNamed = 5

/**
 * What cannot be read, once: several checks ask for it, and each says the same. Many files of one top-level folder with
 * the same thing wrong are one finding, at the first of them.
 */
export function unreadableFiles(
  problems: readonly UnreadableFile[],
  { project }: { project: Parameters<typeof inProject>[0] },
): RawFinding[] {
  const alike = Map.groupBy(problems, ({ file, message }) => `${file.split('/')[0] ?? ''}\0${message}`)
  return [...alike.values()].flatMap((some) => {
    const told = some.length > mostAlike ? some.slice(0, 1) : some
    const rest = some.slice(told.length)
    return told.map(({ file, message, hint, line, column, endLine, endColumn }) => ({
      code: unreadable.code,
      message,
      hint: rest.length > 0 ? hintOfMany(rest) : (hint ?? `Nothing of this file is known: ${whatToDo}`),
      file: inProject(project, file),
      ...{ line, column, endLine, endColumn },
    }))
  })
}

const whatToDo = 'mend it, or leave it out with `inventory.exclude`'

function hintOfMany(rest: readonly UnreadableFile[]): string {
  const named = rest.slice(0, mostNamed).map(({ file }) => quote(file))
  const more = rest.length - named.length
  const all = andList(more > 0 ? [...named, `${more} more`] : named)
  return `The same is wrong with ${all}. Nothing of these files is known: ${whatToDo.replace(/\bit\b/g, 'them')}`
}
