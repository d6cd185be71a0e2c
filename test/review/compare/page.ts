import type { Nodes, Root } from 'hast'
import { raw } from 'hast-util-raw'
import { toHtml } from 'hast-util-to-html'
import { compareTrees } from '../../../src/review/compare/compare.ts'
import { bodyOf } from '../../site/markdown/rendered-page.ts'

/** A page's body as a tree, as a browser reads its HTML. */
export function pageOf(markdown: string): Root {
  return parsed(bodyOf(markdown))
}

/** HTML as a tree. */
export function parsed(html: string): Root {
  const tree = raw({ type: 'root', children: [{ type: 'raw', value: html }] })
  if (tree.type !== 'root') throw new Error('Unexpected tree, expected a root')
  return tree
}

/** A tree as HTML. */
export function htmlOf(tree: Root): string {
  return toHtml(tree, { allowDangerousHtml: true })
}

/** Compares two texts as pages. */
export function compared(before: string, after: string) {
  const comparison = compareTrees(pageOf(before), pageOf(after))
  return { ...comparison, html: htmlOf(comparison.marked) }
}

const blocks =
  /^(?:h[1-6]|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|blockquote|div|section|details|summary|figure|figcaption|pre|hr|waymark-.*)$/
const own = /\b(?:heading-link|status-sign|sr-only)\b/
const seen = ['href', 'src', 'alt', 'checked', 'start']

/**
 * What a page shows, as text: its blocks, and for each stretch of words the elements that it stands in. By rules of its
 * own, apart from those of the comparison.
 */
export function shown(tree: Root): string {
  const lines: string[] = []
  let run: [form: string, text: string][] = []
  const endRun = () => {
    let text = ''
    let form = ''
    for (const [ownForm, value] of run) {
      // In which element white space stands nobody sees.
      const [, space = '', words = ''] = /^([\s⏎␣]*)(.*)$/s.exec(value) ?? []
      text += space
      if (words === '') continue
      text += (ownForm === form ? '' : `⟨${ownForm}⟩`) + words
      form = ownForm
    }
    const line = text
      .replace(/[ \t\r\n]+/g, ' ')
      .replace(/ (?=(?:⟨[^⟩]*⟩)+ )/g, '')
      .trim()
    if (line !== '') lines.push(line)
    run = []
  }
  const visit = (node: Nodes, form: string, isCode: boolean): void => {
    if (node.type === 'text')
      run.push([form, isCode ? node.value.replaceAll('\n', '⏎').replaceAll(' ', '␣') : node.value])
    if (node.type !== 'element') return
    const classes = [node.properties.className ?? []].flat().join(' ')
    if (own.test(classes) || node.tagName === 'wbr' || 'dataFootnoteBackref' in node.properties) return
    if (node.tagName === 'sup' && classes === '' && node.children.some(isFootnoteMark)) {
      run.push([form, '[footnote]'])
      return
    }
    const values = seen.flatMap((name) => (node.properties[name] ? [`${name}=${String(node.properties[name])}`] : []))
    const name = [node.tagName, ...(classes.match(/\balert-\w+/g) ?? []), ...values].join(' ')
    if (node.tagName === 'p' || blocks.test(node.tagName)) {
      endRun()
      if (node.tagName !== 'p') lines.push(`<${name}>`)
      for (const child of node.children) visit(child, '', isCode || node.tagName === 'pre')
      for (let last = run.at(-1); node.tagName === 'pre' && last; last = last[1] === '' ? run.at(-1) : undefined) {
        last[1] = last[1].replace(/⏎+$/, '')
        if (last[1] === '') run.pop()
      }
      endRun()
      if (node.tagName !== 'p') lines.push(`</${node.tagName}>`)
    } else if (/^(?:img|br|input)$/.test(node.tagName)) run.push([form, `[${name}]`])
    else {
      const isSeen = node.tagName !== 'span' && !(isCode && node.tagName === 'code')
      for (const child of node.children) visit(child, isSeen ? `${form}/${name}` : form, isCode)
    }
  }
  for (const child of tree.children) visit(child, '', false)
  endRun()
  return lines.join('\n')
}

function isFootnoteMark(node: Nodes): boolean {
  return node.type === 'element' && 'dataFootnoteRef' in node.properties
}

/** The marks of a comparison in short: `{-removed-}`, `{+added+}`, and a block's kind before it. */
export function marks(tree: Root): string {
  const visit = (node: Nodes): string => {
    if (node.type === 'text') return node.value
    if (node.type !== 'element') return ''
    const classes = [node.properties.className ?? []].flat().map(String)
    if (classes.some((name) => /^(?:change-label|heading-link)$/.test(name))) return ''
    const inner = node.children.map(visit).join('')
    if (classes.includes('change-word')) {
      return node.tagName === 'del' ? `{-${inner}-}` : node.tagName === 'ins' ? `{+${inner}+}` : `{${inner}}`
    }
    const kind = node.properties.dataChangeKind
    return kind === undefined ? inner : `<${node.tagName} ${String(kind)}>${inner}</${node.tagName}>`
  }
  return tree.children.map(visit).join('').replace(/\n+/g, '\n').trim()
}
