import type { Meaning } from '../rewriter.ts'
import { admonitionOf } from './admonition.ts'
import { type Tag, textOfAttribute } from './tag.ts'

/** What a component of a block means: the meaning of a container, or that nothing of the tag itself is shown. */
export type ComponentMeaning = Exclude<Meaning, { kind: 'include' }> | { kind: 'hidden' }

/** Components that only lay out what stands in them. */
const layouts = new Set(['Tabs', 'Steps', 'CardGrid', 'Fragment', 'FileTree', 'Translate', 'ClientOnly', 'details'])

/** Components that show what every site of ours shows by itself, or nothing that is read. */
const hidden = new Set(['DocCardList', 'TOCInline', 'Icon'])

/** Sources: `@theme` of Docusaurus, `@astrojs/starlight/components`. */
export function blockMeaning(tag: Tag, labels: ReadonlyMap<string, string>): ComponentMeaning {
  const { name } = tag
  const title = textOfAttribute(tag, 'title')
  if (layouts.has(name)) return { kind: 'plain' }
  if (hidden.has(name)) return { kind: 'hidden' }
  if (name === 'TabItem') return { kind: 'tab', label: { text: labelOf(tag, labels) } }
  if (name === 'Admonition' || name === 'Aside') {
    const found = admonitionOf(textOfAttribute(tag, 'type') ?? 'note', false)
    if (found) return title === undefined ? found : { ...found, title: { text: title } }
  }
  if (name === 'Card')
    return { kind: 'admonition', admonition: 'note', title: title === undefined ? 'none' : { text: title } }
  return { kind: 'unknown', name }
}

function labelOf(tag: Tag, labels: ReadonlyMap<string, string>): string {
  const value = textOfAttribute(tag, 'value')
  return textOfAttribute(tag, 'label') ?? labels.get(value ?? '') ?? value ?? 'Tab'
}

/** `values={[{label: 'Apple', value: 'apple'}]}`: labels by values. */
export function tabLabels({ attributes }: Tag): Map<string, string> {
  const values = attributes.find(({ name }) => name === 'values')?.value ?? ''
  const labels = new Map<string, string>()
  for (const [entry] of values.matchAll(/\{[^{}]{0,500}\}/g)) {
    const [label, value] = ['label', 'value'].map(
      (key) => new RegExp(`\\b${key}\\s*:\\s*["'\`]([^"'\`]{0,200})["'\`]`).exec(entry)?.[1],
    )
    if (label !== undefined && value !== undefined) labels.set(value, label)
  }
  return labels
}

/** What a component in a sentence is as Markdown; none for one that is not known. */
export function inlineText(tag: Tag): { open: string; close: string } | undefined {
  const target = textOfAttribute(tag, 'href') ?? textOfAttribute(tag, 'to')
  const title = textOfAttribute(tag, 'title')
  switch (tag.name) {
    case 'Link':
    case 'LinkButton':
      if (tag.kind !== 'empty') return { open: '[', close: `]${targetOf(target)}` }
      return undefined
    case 'LinkCard': {
      const description = textOfAttribute(tag, 'description')
      const words = `[${escaped(title ?? target ?? '')}]${targetOf(target)}`
      return { open: description === undefined ? words : `${words}: ${escaped(description)}`, close: '' }
    }
    case 'Badge':
      return { open: escaped(textOfAttribute(tag, 'text') ?? ''), close: '' }
    case 'Icon':
    case 'Translate':
    case 'Fragment':
      return { open: '', close: '' }
    case 'Image':
    case 'ThemedImage': {
      const source = textOfAttribute(tag, 'src')
      return source === undefined
        ? undefined
        : { open: `![${escaped(textOfAttribute(tag, 'alt') ?? '')}]${targetOf(source)}`, close: '' }
    }
    default:
      return undefined
  }
}

function targetOf(target = ''): string {
  return `(<${target.replace(/[<>\n]/g, encodeURIComponent)}>)`
}

/** A text as Markdown that says the same. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>]/g, '\\$&').replace(/\s+/g, ' ')
}
