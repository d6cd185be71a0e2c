import type { Element, ElementContent, Root } from 'hast'
import type { ChangedBlock } from './comparison.ts'
import {
  classesOf,
  findFirst,
  hasClass,
  isBlock,
  isContent,
  isSilent,
  type PictureKey,
  shellOf,
  shownText,
} from './shown.ts'
import { textKey, wordsOf } from './tokens.ts'

/** A part of a page that is compared with others of its kind. */
interface BlockBase {
  kind: ChangedBlock
  /** Two blocks of one shell differ in what stands in them alone. */
  shell: string
  /** Blocks of one digest look alike. */
  digest: number
  /** One element, or words and pictures that stand in a row without an element around them. */
  nodes: ElementContent[]
}

export interface TextBlock extends BlockBase {
  form: 'text'
}

export interface FlowBlock extends BlockBase {
  form: 'flow'
  element: Element
  blocks: Block[]
}

export interface CodeBlock extends BlockBase {
  form: 'code'
  element: Element
  caption?: Element
  /** The element in which the lines stand. */
  holder: Element
}

export interface TableBlock extends BlockBase {
  form: 'table'
  element: Element
  table: Element
  rows: RowBlock[]
  /** How many cells each row has, where that is one number and no cell goes over several. */
  width?: number
}

export interface RowBlock {
  element: Element
  /** Whether it stands in the head of its table. */
  isHead: boolean
  digest: number
  cells: FlowBlock[]
}

/** What is compared as a whole; where it differs, both are shown. */
export interface WholeBlock extends BlockBase {
  form: 'whole'
  /** Whether a reader has to look at both, side by side. */
  isPicture: boolean
}

export type Block = TextBlock | FlowBlock | CodeBlock | TableBlock | WholeBlock

/** Gives equal texts equal numbers. One for both moments of a page. */
export class Digests {
  readonly #numbers = new Map<string, number>()

  of(text: string): number {
    const number = this.#numbers.get(text) ?? this.#numbers.size
    this.#numbers.set(text, number)
    return number
  }
}

/** Containers that are deeper in each other than this are compared as wholes. */
const deepest = 60

/** Reads the blocks of a page. */
export class BlockReader {
  readonly #digests: Digests
  readonly #pictureKey: PictureKey

  constructor(digests: Digests, pictureKey: PictureKey) {
    this.#digests = digests
    this.#pictureKey = pictureKey
  }

  read(page: Root): Block[] {
    return this.#blocksIn(page.children.filter(isContent), 0)
  }

  /** Words that stand between blocks are a block, too. */
  #blocksIn(nodes: readonly ElementContent[], depth: number): Block[] {
    const blocks: Block[] = []
    let run: ElementContent[] = []
    const endRun = (): void => {
      if (run.some((node) => isSeen(node))) blocks.push(this.#text(run, 'p', 'paragraph'))
      run = []
    }
    for (const node of nodes) {
      if (!isBlock(node)) run.push(node)
      else {
        endRun()
        blocks.push(this.#block(node, depth))
      }
    }
    endRun()
    return blocks
  }

  #block(element: Element, depth: number): Block {
    const { tagName } = element
    if (tagName === 'waymark-diagram') return this.#diagram(element)
    if (tagName === 'waymark-status-list') return this.#whole([element], 'status', `status:${statusText(element)}`)
    if (tagName === 'hr') return this.#whole([element], 'rule', 'hr')
    if (tagName === 'pre' || hasClass(element, 'code')) return this.#code(element)
    const table = tagName === 'table' ? element : hasClass(element, 'table') ? onlyElement(element) : undefined
    if (table?.tagName === 'table') return this.#table(element, table, depth)
    if (tagName === 'figure' && hasClass(element, 'image')) return this.#image(element)
    const shell = shellOf(element, this.#pictureKey)
    if (/^(?:p|h[1-6])$/.test(tagName) && !element.children.some(isBlock)) {
      return this.#text([element], shell, tagName === 'p' ? 'paragraph' : 'heading')
    }
    if (depth >= deepest) return this.#whole([element], kindOf(element), `${shell}>${shownText([element])}`)
    return this.#flow(element, shell, depth)
  }

  #text(nodes: ElementContent[], shell: string, kind: ChangedBlock): Block {
    const [first, ...others] = nodes
    const content = kind === 'paragraph' && first?.type === 'element' && first.tagName === 'p' ? first.children : nodes
    const isElement = others.length === 0 && first?.type === 'element' && isBlock(first)
    const shown = content.filter(isSeen)
    if (shown.length > 0 && shown.every(isPicture)) {
      const key = textKey(content, { pictureKey: this.#pictureKey })
      return { ...this.#whole(nodes, 'image', key), isPicture: true }
    }
    const text = textKey(isElement ? first.children : nodes, { pictureKey: this.#pictureKey })
    return { form: 'text', kind, shell, nodes, digest: this.#digests.of(`${shell}\u0002${text}`) }
  }

  #whole(nodes: ElementContent[], kind: ChangedBlock, key: string): WholeBlock {
    const digest = this.#digests.of(`whole:${kind}:${key}`)
    return { form: 'whole', kind, shell: `whole:${kind}`, nodes, digest, isPicture: false }
  }

  #image(element: Element): WholeBlock {
    const key = textKey(element.children, { pictureKey: this.#pictureKey })
    return { ...this.#whole([element], 'image', `figure:${key}`), isPicture: true }
  }

  #diagram(element: Element): WholeBlock {
    return { ...this.#whole([element], 'diagram', diagramSource(element)), isPicture: true }
  }

  #code(element: Element): CodeBlock {
    const caption = element.children.find((child) => child.type === 'element' && child.tagName === 'figcaption')
    const pre =
      element.tagName === 'pre' ? element : (findFirst(element, ({ tagName }) => tagName === 'pre') ?? element)
    const holder = onlyElement(pre)?.tagName === 'code' ? (onlyElement(pre) ?? pre) : pre
    const shell = `code:${element.tagName}:${holder.tagName}`
    const text = textKey(holder.children, { isPreformatted: true, pictureKey: this.#pictureKey }).replace(/\n+$/, '')
    const title = caption?.type === 'element' ? textKey(caption.children) : ''
    const digest = this.#digests.of(`${shell}\u0002${title}\u0002${text}`)
    const own = caption?.type === 'element' ? { caption } : {}
    return { form: 'code', kind: 'code', shell, nodes: [element], element, ...own, holder, digest }
  }

  #table(element: Element, table: Element, depth: number): Block {
    const rows: RowBlock[] = []
    /** What else the table has: a caption, columns, more bodies. Such a table is compared as a whole. */
    const others: string[] = []
    const sections = new Set<string>()
    const readRows = (parent: Element, isHead: boolean): void => {
      for (const child of parent.children) {
        if (child.type !== 'element') continue
        if (child.tagName === 'tr') rows.push(this.#row(child, isHead, depth))
        else if (/^(?:thead|tbody)$/.test(child.tagName) && !sections.has(child.tagName)) {
          sections.add(child.tagName)
          readRows(child, child.tagName === 'thead')
        } else others.push(`${child.tagName}:${shownText([child])}`)
      }
    }
    readRows(table, false)
    const widths = new Set(rows.map(({ cells }) => cells.length))
    const isPlain = others.length === 0 && rows.every((row) => row.cells.every(({ element: cell }) => !isWide(cell)))
    const [width] = widths
    const isRegular = isPlain && widths.size === 1 && width !== undefined && width > 0
    const digest = this.#digests.of(`table\u0002${others.join('\u0002')}\u0002${rows.map((row) => row.digest).join()}`)
    if (!isRegular) {
      return { ...this.#whole([element], 'table', ''), digest, shell: 'whole:table' }
    }
    return { form: 'table', kind: 'table', shell: 'table', nodes: [element], element, table, rows, width, digest }
  }

  #row(element: Element, isHead: boolean, depth: number): RowBlock {
    const cells = element.children.flatMap((child) => {
      if (child.type !== 'element' || !/^t[dh]$/.test(child.tagName)) return []
      const cell = this.#flow(child, shellOf(child, this.#pictureKey), depth)
      return cell.form === 'flow' ? [cell] : []
    })
    const digest = this.#digests.of(`tr${isHead ? 'h' : ''}:${cells.map((cell) => cell.digest).join()}`)
    return { element, isHead, cells, digest }
  }

  #flow(element: Element, shell: string, depth: number): FlowBlock | WholeBlock {
    const blocks = this.#blocksIn(element.children, depth + 1)
    // Where something may only stand in one place, a block that has it is no other without it.
    const fixed = blocks.map(({ nodes: [node] }) => (node?.type === 'element' ? node.tagName : ''))
    const parts = fixed.filter((name) => name === 'summary' || name === 'figcaption').join()
    const own = parts === '' ? shell : `${shell}+${parts}`
    const digest = this.#digests.of(`${own}\u0002${blocks.map((block) => block.digest).join()}`)
    // Raw HTML may hold words where only items may stand: no mark fits there.
    const isMixed =
      /^(?:ul|ol|dl|menu|waymark-tabs)$/.test(element.tagName) && blocks.some(({ form }) => form !== 'flow')
    if (isMixed) return { ...this.#whole([element], kindOf(element), ''), digest }
    return { form: 'flow', kind: kindOf(element), shell: own, nodes: [element], element, blocks, digest }
  }
}

function isSeen(node: ElementContent): boolean {
  return !isSilent(node) && (node.type !== 'text' || node.value.trim() !== '')
}

function isPicture(node: ElementContent): boolean {
  if (node.type !== 'element') return false
  if (node.tagName === 'img' || node.tagName === 'picture') return true
  const inner = node.children.filter(isSeen)
  return node.tagName === 'a' && inner.length > 0 && inner.every(isPicture)
}

function onlyElement({ children }: Element): Element | undefined {
  const [only, ...others] = children.filter((child) => child.type !== 'text' || child.value.trim() !== '')
  return others.length === 0 && only?.type === 'element' ? only : undefined
}

function isWide({ properties: { colSpan, rowSpan } }: Element): boolean {
  return Number(colSpan ?? 1) > 1 || Number(rowSpan ?? 1) > 1
}

/** What a diagram is drawn from: its picture may differ where that does not. */
function diagramSource(element: Element): string {
  const isSource = (node: Element) => hasClass(node, 'diagram-source')
  const details = findFirst(element, isSource)
  const pre = findFirst(details ?? element, ({ tagName }) => tagName === 'pre')
  return pre
    ? shownText([pre])
        .trim()
        .replace(/[ \t]+$/gm, '')
    : JSON.stringify(element)
}

/** What a list of states names: how they are is no change of the page. */
function statusText(element: Element): string {
  return shownText([element])
    .replace(/[ \t]+/g, ' ')
    .trim()
}

function kindOf(element: Element): ChangedBlock {
  const classes = classesOf(element)
  if (classes.includes('alert')) return 'alert'
  if (classes.includes('tab')) return 'tab'
  switch (element.tagName) {
    case 'ul':
    case 'ol':
    case 'dl':
      return 'list'
    case 'li':
      return String(element.properties.id ?? '').startsWith('user-content-fn-') ? 'footnote' : 'list-item'
    case 'dt':
    case 'dd':
      return 'term'
    case 'td':
    case 'th':
      return 'cell'
    case 'blockquote':
      return 'quote'
    case 'details':
      return 'details'
    default:
      return 'block'
  }
}

/** The words of a block, each with how often it stands there. Of long blocks, those at their beginning. */
export function wordCounts(nodes: readonly ElementContent[], digests: Digests): Map<number, number> {
  const counts = new Map<number, number>()
  for (const one of wordsOf(shownText(nodes, mostWords))) {
    if (!/[\p{L}\p{N}]/u.test(one)) continue
    const number = digests.of(`word:${one}`)
    counts.set(number, (counts.get(number) ?? 0) + 1)
  }
  return counts
}

/** In characters. */
const mostWords = 10_000
