import type { Heading, Nodes, Root } from 'mdast'
import { walk } from '../../parse/node.ts'
import type { PageReading } from '../dialect.ts'
import { takeHeadingIds } from '../heading-anchor.ts'
import { TextSplitter } from '../split-text.ts'
import { readTitledAlerts } from '../titled-alert.ts'
import { alertNames } from './admonition.ts'
import { readSnippets } from './snippet.ts'

// `{#id}`, also as `\{#id}`, and in a comment of MDX.
const headingId = /\s*\{\s*(?:\/\*\s*)?#(?<id>[^\s{}#]{1,200})(?:[^{}]{0,200})\}$/

/** What is left in the tree when the blocks have been read. Changes it. */
export function finishPage(tree: Root, text: string, reading: PageReading): void {
  const isVitepress = reading.settings.slug?.rule === 'vitepress'
  takeHeadingIds(tree, text, headingId)
  walk<Nodes>(tree, (node) => {
    if (node.type === 'code' && node.lang) Object.assign(node, languageAndMeta(node.lang, node.meta ?? null))
    if (
      (node.type === 'link' || node.type === 'image' || node.type === 'definition') &&
      node.url.startsWith('pathname:')
    )
      node.url = node.url.replace(/^pathname:\/*/, '/')
  })
  if (!/\.mdx$/i.test(reading.file)) nameComponents(tree)
  if (!isVitepress) return
  readSnippets(tree, reading)
  const splitter = new TextSplitter(tree, text)
  readTitledAlerts(tree, splitter, { ...alertNames, words: 'title', isMarkEnough: true })
  splitter.split(interpolations)
}

/** ```` ```js{4} ```` and ```` ```ts:line-numbers {1} ````: what stands behind the language belongs to the rest. */
function languageAndMeta(lang: string, meta: string | null): { lang: string; meta: string | null } {
  const [, name, rest] = /^([\w+#.-]+)((?:[:{[]).*)$/.exec(lang) ?? []
  if (name === undefined || rest === undefined) return { lang, meta }
  return { lang: name, meta: [rest.replace(/^:/, ''), meta ?? ''].join(' ').trim() || null }
}

/** Components in sentences that are not known are shown by their names. In a heading they say nothing. */
function nameComponents(tree: Root): void {
  walk<Nodes>(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    if (!children.some(isComponent)) return
    Object.assign(node, { children: children.flatMap((child) => named(child, node)) })
  })
}

function named(child: Nodes, parent: Nodes): Nodes[] {
  if (!isComponent(child)) return [child]
  const [, slash, name = ''] = /^<(\/?)([A-Z][\w.]*)/.exec(child.value) ?? []
  if (slash || isHeading(parent)) return []
  const position = child.position && { position: child.position }
  if (isPhrasingParent(parent)) return [{ type: 'unknownText', value: name, ...position }]
  return [{ type: 'unknownBlock', name, children: [], ...position }]
}

function isComponent(node: Nodes): node is Extract<Nodes, { type: 'html' }> {
  return node.type === 'html' && /^<\/?[A-Z][\w.]*(?:\s[^<>]*)?\/?>\s*$/.test(node.value)
}

function isHeading(node: Nodes): node is Heading {
  return node.type === 'heading'
}

function isPhrasingParent({ type }: Nodes): boolean {
  return !/^(?:root|blockquote|listItem|admonition|tab|unknownBlock|include|footnoteDefinition)$/.test(type)
}

/** `{{ expression }}` of Vue, which is not run. */
function* interpolations(words: string) {
  for (const { index, 0: written } of words.matchAll(/\{\{[^{}\n]{1,200}\}\}/g)) {
    yield {
      start: index,
      end: index + written.length,
      make: (_: unknown, position: NonNullable<Nodes['position']>) => [
        { type: 'unknownText' as const, value: written.replace(/[{}]/g, '').trim(), position },
      ],
    }
  }
}
