import { admonitionTitle } from '../block.ts'
import type { Meaning } from '../rewriter.ts'

type AdmonitionMeaning = Extract<Meaning, { kind: 'admonition' }>

/** Words of boxes of Docusaurus, VitePress and Starlight, with what GitHub calls them, and their own name where it differs. */
const words: ReadonlyMap<string, Pick<AdmonitionMeaning, 'admonition' | 'fold'> & { name?: string }> = new Map([
  ['note', { admonition: 'note' }],
  ['tip', { admonition: 'tip' }],
  ['important', { admonition: 'important' }],
  ['warning', { admonition: 'warning' }],
  ['caution', { admonition: 'caution' }],
  ['info', { admonition: 'note', name: 'Info' }],
  ['secondary', { admonition: 'note', name: 'Note' }],
  ['success', { admonition: 'tip', name: 'Success' }],
  ['danger', { admonition: 'caution', name: 'Danger' }],
  ['details', { admonition: 'note', name: 'Details', fold: 'closed' }],
])

/** What a box means, by the word that it begins with; none for an unknown word. */
export function admonitionOf(word: string, hasTitle: boolean, isOpen = false): AdmonitionMeaning | undefined {
  const found = words.get(word.toLowerCase())
  if (!found) return undefined
  const { admonition, name, fold } = found
  return {
    kind: 'admonition',
    admonition,
    title: hasTitle ? 'written' : name === undefined ? 'default' : { text: name },
    ...(fold && { fold: isOpen ? 'open' : fold }),
  }
}

/** `> [!INFO]` of VitePress. Source: its `githubAlerts` plugin. */
export const alertNames = {
  kindOf: (type: string) => alertOf(type)?.admonition,
  titleOf: (type: string) => titleOf(type),
}

function alertOf(type: string) {
  return /^(?:tip|note|info|important|warning|caution|danger)$/i.test(type) ? words.get(type.toLowerCase()) : undefined
}

function titleOf(type: string): string {
  const { admonition = 'note', name } = alertOf(type) ?? {}
  return name ?? admonitionTitle(admonition)
}

/** The head of a box, behind its word: `[Title]{.class}`, or `Title {open}`. Offsets count from the beginning of `rest`. */
export function readHead(rest: string): { title?: { start: number; end: number }; attributes: string } {
  const { end, attributes } = withoutAttributes(rest)
  const head = rest.slice(0, end)
  const isLabel = head.startsWith('[') && head.endsWith(']')
  const from = isLabel ? 1 : 0
  const words = isLabel ? head.slice(1, -1) : head
  const trimmed = words.trim()
  if (trimmed === '') return { attributes }
  const start = from + words.indexOf(trimmed)
  return { title: { start, end: start + trimmed.length }, attributes }
}

/** A last part in braces is about looks, such as `{.wide #id}`. */
function withoutAttributes(rest: string): { end: number; attributes: string } {
  const whole = rest.trimEnd()
  const open = whole.endsWith('}') ? whole.lastIndexOf('{') : -1
  if (open === -1) return { end: whole.length, attributes: '' }
  return { end: whole.slice(0, open).trimEnd().length, attributes: whole.slice(open + 1, -1) }
}
