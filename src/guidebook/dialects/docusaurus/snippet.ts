import { posix } from 'node:path'
import type { Code, Nodes, Paragraph, Root } from 'mdast'
import { walk } from '../../parse/node.ts'
import { codePart, languageOf } from '../code-part.ts'
import type { DialectSettings, PageReading } from '../dialect.ts'
import type { Line, Rewriter } from '../rewriter.ts'

/** `<<< @/snippets/app.ts#part{2,4-6} [Label]` of VitePress. */
const snippet = /^<<<[ \t]*([^\s{}[\]]+)(?:\s*\{([^{}\n]{0,200})\})?(?:\s*\[([^[\]\n]{0,200})\])?\s*$/

/** `<!-- @include: ./part.md -->` of VitePress, with lines or a region. */
const include = /^[ \t]*<!--[ \t]*@include:[ \t]*([^\s{}#]+)(#[\w-]+)?(?:\{([^{}]{0,100})\})?[ \t]*-->[ \t]*$/

/** The files that a page of VitePress asks for, as text and as code. */
export function includedFiles(text: string, { file, settings }: Pick<PageReading, 'file' | 'settings'>): string[] {
  const found: string[] = []
  for (const line of text.split(/\r?\n/)) {
    const path = include.exec(line)?.[1] ?? snippet.exec(line.trim())?.[1]?.split('#')[0]
    if (path !== undefined) found.push(pathOf(path, file, settings))
  }
  return found
}

/** Puts included files into their places; of one that is asked for in part, its name. */
export function readIncludes(rewriter: Rewriter, { file, settings }: PageReading): void {
  for (const line of rewriter.lines) {
    const [, path, region, lines] = include.exec(line.text) ?? []
    if (path === undefined || isInFence(rewriter.lines, line)) continue
    const target = pathOf(path, file, settings)
    const isPart = region !== undefined || lines !== undefined
    const at = line.start + line.text.indexOf('<')
    rewriter.contain({
      meaning: isPart ? { kind: 'unknown', name: `@include of a part of ${path}` } : { kind: 'include', file: target },
      at,
      headEnd: line.end,
      body: { from: line.index + 1, to: line.index + 1 },
      indent: 0,
    })
  }
}

/** A comment is marked as code, as a fence is. */
function isInFence(lines: readonly Line[], { index }: Line): boolean {
  for (let at = index - 1; at >= Math.max(0, index - 50); at--) {
    const line = lines[at]
    if (!line?.isCode) return false
    if (!/^[ \t]*<!--.*-->[ \t]*$/.test(line.text)) return true
  }
  return false
}

/** Turns paragraphs that ask for code into that code. Changes the tree. */
export function readSnippets(tree: Root, { file, settings, includes }: PageReading): void {
  walk<Nodes>(tree, (node) => {
    if (!('children' in node)) return
    const children: Nodes[] = node.children
    if (!children.some(({ type }) => type === 'paragraph')) return
    const replaced = children.map((child) =>
      child.type === 'paragraph' ? codeOf(child, { file, settings, includes }) : child,
    )
    Object.assign(node, { children: replaced })
  })
}

function codeOf(paragraph: Paragraph, { file, settings, includes }: PageReading): Paragraph | Code {
  const [words, ...others] = paragraph.children
  if (words?.type !== 'text' || others.length > 0) return paragraph
  const [, target, meta = '', label] = snippet.exec(words.value.trim()) ?? []
  if (target === undefined) return paragraph
  const [path = '', region] = target.split('#')
  const text = includes.get(pathOf(path, file, settings))
  const value = text === undefined ? undefined : codePart(text, region === undefined ? {} : { region })
  const position = paragraph.position && { position: paragraph.position }
  if (value === undefined)
    return {
      ...paragraph,
      children: [{ type: 'link', url: path, children: [{ type: 'text', value: label ?? path }], ...position }],
    }
  const lang = /[a-z][\w+-]*/i.exec(meta)?.[0] ?? languageOf(path)
  const lines = /\d[\d\s,-]*/.exec(meta)?.[0].trim()
  const shown = [lines && `{${lines}}`, label && `[${label}]`].filter(Boolean).join(' ')
  return { type: 'code', lang, meta: shown || null, value, ...position }
}

/** `@` is the folder of all sources. */
function pathOf(path: string, from: string, { mounts = [] }: DialectSettings): string {
  const source = mounts.find(({ address }) => address === '@/')?.folder ?? '.'
  if (path.startsWith('@')) return posix.join(source, path.slice(1).replace(/^\/+/, ''))
  if (path.startsWith('/')) return posix.join(source, path.slice(1))
  return posix.join(posix.dirname(from), path)
}
