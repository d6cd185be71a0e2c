import type { Element, ElementContent } from 'hast'
import { isSilent, isTransparent, type PictureKey, shellOf } from './shown.ts'

/** A word, a sign, a space or a thing such as a picture, with the elements that it stands in. */
export interface Token {
  /** What a reader sees of it; equal tokens look alike. Empty of what a reader does not see. */
  key: string
  /** The elements around it, from the outermost. */
  path: readonly Element[]
  /** A piece of text, or a node that is compared as a whole. */
  content: string | ElementContent
}

export interface TokenOptions {
  /** Whether spaces and ends of lines are kept as they are. */
  isPreformatted?: boolean
  pictureKey?: PictureKey
}

/** Longer texts are compared by their lines. In characters. */
export const longestInWords = 200_000

const word =
  /\n|[ \t\r\f]+|\p{N}+(?:[.,:]\p{N}+)+|[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['’]\p{L}+)*|\p{Extended_Pictographic}(?:\p{M}|\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic})*|[\s\S]\p{M}*/gu

/** Scripts without spaces: each character may be a word. */
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

/** The words, signs and spaces of a text, in their order. */
export function wordsOf(text: string): string[] {
  if (text.length > longestInWords) return text.split(/(\n)/).filter((part) => part !== '')
  const words = text.match(word) ?? []
  if (!unspaced.test(text)) return words
  return words.flatMap((one) => (unspaced.test(one) ? (one.match(/\P{M}\p{M}*/gu) ?? [one]) : [one]))
}

/** What stands among words, as tokens. Spaces that are not shown have no key. */
export function tokensOf(nodes: readonly ElementContent[], options: TokenOptions = {}): Token[] {
  const { isPreformatted = false, pictureKey } = options
  const tokens: Token[] = []
  let isAfterSpace = true
  let lastSpace: Token | undefined
  const add = (token: Token, isSpace: boolean): void => {
    tokens.push(token)
    if (token.key === '') return
    isAfterSpace = isSpace
    lastSpace = isSpace ? token : undefined
  }
  const addText = (value: string, path: Element[], form: string): void => {
    for (const content of wordsOf(value)) {
      if (isPreformatted || !/^[ \t\r\n\f]/.test(content)) add({ key: form + content, path, content }, false)
      else add({ key: isAfterSpace ? '' : `${form} `, path, content: ' ' }, true)
    }
  }
  const visit = (node: ElementContent, path: Element[], form: string): void => {
    if (isSilent(node)) tokens.push({ key: '', path, content: node })
    else if (node.type === 'text') addText(node.value, path, form)
    else if (node.type === 'element' && (node.tagName === 'br' || isWhole(node))) {
      const isBreak = node.tagName === 'br'
      // A space before the end of a line is not shown.
      if (isBreak && lastSpace) lastSpace.key = ''
      add({ key: `${form}<${wholeKey(node, pictureKey)}>`, path, content: node }, isBreak)
      lastSpace = undefined
    } else if (node.type === 'element') {
      const inside = isTransparent(node) ? form : `${form}${shellOf(node, pictureKey)}>`
      const below = [...path, node]
      for (const child of node.children) visit(child, below, inside)
    } else if (node.type === 'raw') add({ key: `${form}<!${node.value}>`, path, content: node }, false)
  }
  for (const node of nodes) visit(node, [], '')
  if (lastSpace && !isPreformatted) lastSpace.key = ''
  return tokens
}

/** Elements that are compared with all that stands in them. */
function isWhole(node: Element): boolean {
  if (node.children.length === 0 || node.tagName === 'picture') return true
  return node.tagName === 'sup' && isFootnoteMark(node)
}

function isFootnoteMark({ children }: Element): boolean {
  return children.some((child) => child.type === 'element' && 'dataFootnoteRef' in child.properties)
}

function wholeKey(node: Element, pictureKey: PictureKey | undefined): string {
  // Its number is counted when the page is made.
  if (node.tagName === 'sup') return 'footnote'
  const inner = node.children.map((child) => (child.type === 'element' ? wholeKey(child, pictureKey) : '')).join('')
  return `${shellOf(node, pictureKey)}>${inner}`
}

/** What tokens of some nodes say together, without making them: equal where all tokens are. */
export function textKey(
  nodes: readonly ElementContent[],
  { isPreformatted = false, pictureKey }: TokenOptions = {},
): string {
  let key = ''
  let last = ''
  let isAfterSpace = true
  /** The form of a space that is shown when something follows it. */
  let space: string | undefined
  const add = (form: string, text: string): void => {
    key += form === last ? text : `\u0001${form}\u0002${text}`
    last = form
  }
  const addContent = (form: string, text: string): void => {
    if (space !== undefined) add(space, ' ')
    space = undefined
    add(form, text)
    isAfterSpace = false
  }
  const addText = (form: string, value: string): void => {
    const text = value.replace(/[ \t\r\n\f]+/g, ' ')
    const hasHead = text.startsWith(' ')
    if (hasHead && !isAfterSpace) space = form
    if (hasHead) isAfterSpace = true
    const words = text.trim() === text ? text : text.replace(/^ | $/g, '')
    if (words === '') return
    addContent(form, words)
    if (!text.endsWith(' ')) return
    space = form
    isAfterSpace = true
  }
  const visit = (node: ElementContent, form: string): void => {
    if (isSilent(node)) return
    if (node.type === 'text' && isPreformatted) addContent(form, node.value)
    else if (node.type === 'text') addText(form, node.value)
    else if (node.type === 'element' && (node.tagName === 'br' || isWhole(node))) {
      if (node.tagName === 'br') space = undefined
      addContent(form, `<${wholeKey(node, pictureKey)}>`)
      isAfterSpace = node.tagName === 'br'
    } else if (node.type === 'element') {
      const inside = isTransparent(node) ? form : `${form}${shellOf(node, pictureKey)}>`
      for (const child of node.children) visit(child, inside)
    } else if (node.type === 'raw') addContent(form, `<!${node.value}>`)
  }
  for (const node of nodes) visit(node, '')
  return key
}
