import type { AdmonitionKind } from '../block.ts'

/** What Material for MkDocs calls its boxes, as GitHub's kinds. */
const kinds: Record<AdmonitionKind, readonly string[]> = {
  note: ['note', 'abstract', 'summary', 'tldr', 'info', 'todo', 'question', 'help', 'faq', 'example', 'quote', 'cite'],
  tip: ['tip', 'hint', 'success', 'check', 'done'],
  important: ['important'],
  warning: ['warning', 'attention'],
  caution: ['caution', 'failure', 'fail', 'missing', 'danger', 'error', 'bug'],
}

const byType = new Map(
  (['note', 'tip', 'important', 'warning', 'caution'] as const).flatMap((kind) =>
    kinds[kind].map((type) => [type, kind] as const),
  ),
)

/** The kind of a box by the name that a page gives it; a note where that is none of the known ones. */
export function admonitionKind(type: string): AdmonitionKind {
  return byType.get(type.toLowerCase()) ?? 'note'
}

/** What stands at its head when the page says nothing: `danger` → `Danger`. Source: Python-Markdown's `admonition`. */
export function typeTitle(type: string): string {
  const name = type.toLowerCase()
  return name.charAt(0).toUpperCase() + name.slice(1)
}
