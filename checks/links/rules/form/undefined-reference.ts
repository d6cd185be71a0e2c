import type { Page } from '../../../../src/guidebook/page.ts'
import type { UndefinedReference } from '../../../../src/guidebook/parts/reference.ts'
import { quote } from '../../../../src/text/quote.ts'
import type { RawFinding } from '../../../check.ts'
import type { LinkRule } from '../../link-problem.ts'

/** References and footnotes that are shown as their brackets, since nothing defines them. */
export const undefinedReference = {
  code: 'links/undefined-reference',
  severity: 'error',
  summary: 'A reference or a footnote without its definition',
  why: `
\`\`\`text
Unexpected reference \`[storage]\`, expected its definition on this page
\`\`\`

\`[the storage page][storage]\` needs a line \`[storage]: storage.md\` somewhere on the page, and \`[^1]\` a line \`[^1]: …\`. Without it, readers see the brackets.

Are they just brackets? Put a backslash before the first one, or make it code. \`[label]\` alone is never told, since most of these are. Nor are two pairs of brackets that look like marks side by side, such as \`[Slow][Linux]\`: a label shares a word with its text, or is a name in small letters, an anchor or an address.
`,
  wrong: '# Restore\n\nBegin with [the storage page][storage].\n',
  right: '# Restore\n\nBegin with [the storage page][storage].\n\n[storage]: https://storage.example.org/\n',
  check,
} as const satisfies LinkRule

/** `file` is the page, relative to the project's root. */
function check({ undefinedReferences }: Page, file: string): RawFinding[] {
  return undefinedReferences.map((reference) => {
    const { kind, label, ...place } = reference
    return { code: undefinedReference.code, file, ...wordsFor(reference), ...place }
  })
}

function wordsFor({ kind, label }: UndefinedReference): { message: string; hint: string } {
  const name = quote(`[${kind === 'footnote' ? '^' : ''}${label}]`)
  const what = kind === 'footnote' ? 'footnote' : kind === 'image' ? 'reference to an image' : 'reference'
  const defined = quote(`[${kind === 'footnote' ? '^' : ''}${label}]: …`)
  return {
    message: `Unexpected ${what} ${name}, expected its definition on this page`,
    hint: `Add a line ${defined}, or put a backslash before the bracket if it is just a bracket`,
  }
}
