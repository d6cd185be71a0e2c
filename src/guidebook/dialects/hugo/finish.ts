import type { Nodes, PhrasingContent, Root } from 'mdast'
import { isComment, walk } from '../../parse/node.ts'
import { attributesAtEnd } from './attributes.ts'

/** Sets what headings say of themselves, and makes of what is left of shortcodes their names. Changes the tree. */
export function finishHugo(tree: Root, text: string): void {
  const hasShortcodes = /\{\{[<%]/.test(text)
  walk<Nodes>(tree, (node) => {
    if (node.type === 'heading') {
      const anchor = anchorOf(node, text)
      if (anchor !== undefined) node.data = { ...node.data, anchor }
    }
    if (node.type === 'code') splitLanguage(node)
    if (!hasShortcodes) return
    if (node.type === 'html' && !isComment(node)) node.value = node.value.replace(left, '')
    if ('children' in node)
      Object.assign(node, { children: node.children.flatMap((child: Nodes) => shown(child, text)) })
  })
}

/** `## Text {#id}`: what stands behind the text on its line. */
function anchorOf(heading: Extract<Nodes, { type: 'heading' }>, text: string): string | undefined {
  const start = heading.children.at(-1)?.position?.end.offset ?? heading.position?.start.offset
  if (start === undefined) return undefined
  const [line = ''] = /^[^\r\n]*/.exec(text.slice(start, start + 1_000)) ?? []
  return line.includes('{') ? attributesAtEnd(line, start)?.id : undefined
}

/** ```` ```go{linenos=true} ````: attributes right behind the language. */
function splitLanguage(code: Extract<Nodes, { type: 'code' }>): void {
  const at = code.lang?.indexOf('{') ?? -1
  if (!code.lang || at < 0) return
  code.meta = [code.lang.slice(at), code.meta].filter(Boolean).join(' ')
  code.lang = code.lang.slice(0, at) || null
}

/** What is left of a shortcode where no block can stand, such as in HTML. */
const left = /\{\{([<%])[ \t]*(\/?)[ \t]*([\p{L}\p{N}_][\p{L}\p{N}_./-]{0,100})(?:(?!\}\}|\{\{)[\s\S]){0,2000}\1?\}\}/gu

/** Inline code that stands for a shortcode begins where that does, and is its name. */
function shown(node: Nodes, text: string): Nodes[] {
  const { position } = node
  const start = position?.start.offset ?? -1
  // What `highlight` has in a sentence is code.
  if (node.type === 'inlineCode' && /^\{\{[<%](?![ \t]*highlight\b)/.test(text.slice(start, start + 40)))
    return [{ type: 'unknownText', value: node.value, ...(position && { position }) }]
  if (node.type !== 'text' || !/\{\{[<%]/.test(node.value)) return [node]
  // A shortcode that is only shown stands there as it is meant to.
  if (text.slice(start, position?.end.offset).includes('*/')) return [node]
  const parts: PhrasingContent[] = []
  let at = 0
  for (const { index, 0: tag, 2: slash, 3: name = '' } of node.value.matchAll(left)) {
    if (index > at) parts.push({ type: 'text', value: node.value.slice(at, index), ...(position && { position }) })
    if (slash === '') parts.push({ type: 'unknownText', value: name, ...(position && { position }) })
    at = index + tag.length
  }
  if (at === 0) return [node]
  return at < node.value.length
    ? [...parts, { type: 'text', value: node.value.slice(at), ...(position && { position }) }]
    : parts
}
