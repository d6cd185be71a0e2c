import type { UnreadableFile } from '../../src/inventory/inventory.ts'
import type { RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { Rule } from '../rule.ts'
import { inProject } from './place.ts'

/** Whoever changes such a file believes that it holds; whatever applies it refuses it. */
export const unreadable = {
  code: 'inventory/unreadable',
  severity: 'warning',
  summary: 'A file of configuration that cannot be read',
  why: `
A file that says [what runs](#what-is-read) is broken, nested too deeply or too large: nothing of it is known, and pages are not held against it. All other files are. The message is the first thing wrong in it. Templates are no valid YAML and are no finding. A file that is broken on purpose is left out with \`inventory.exclude\` in \`waymark.yaml\`. A clone that \`inventory.clones\` names and that is not there is told in the same way.
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

/** What cannot be read, once: several checks ask for it, and each says the same. */
export function unreadableFiles(
  problems: readonly UnreadableFile[],
  { project }: Pick<CheckInput, 'project'>,
): RawFinding[] {
  return problems.map(({ file, message, hint, line, column, endLine, endColumn }) => ({
    code: unreadable.code,
    message,
    hint: hint ?? 'Nothing of this file is known: mend it, or leave it out with `inventory.exclude`',
    file: inProject(project, file),
    ...{ line, column, endLine, endColumn },
  }))
}
