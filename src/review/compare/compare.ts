import type { Element, ElementContent, Root } from 'hast'
import { type Block, BlockReader, type CodeBlock, Digests, type FlowBlock, type RowBlock } from './block.ts'
import { compareCode } from './code.ts'
import type { ChangedBlock, CompareOptions, Comparison } from './comparison.ts'
import type { WordContext } from './context.ts'
import {
  ChangeList,
  element,
  former,
  label,
  markBlocks,
  markProperties,
  movedAway,
  movedRow,
  type OpenChange,
  sideBySide,
  textOf,
  withLabel,
  wordMark,
} from './mark.ts'
import {
  type Column,
  type Inner,
  isOfBoth,
  type Move,
  Planner,
  type RowStep,
  type Step,
  type TablePlan,
} from './plan.ts'
import type { Budget } from './sequence.ts'
import { addressKey, isContent, type PictureKey, shownText } from './shown.ts'
import { longestInWords, tokensOf } from './tokens.ts'
import { compareWords, framed, nest } from './words.ts'

/** How many steps beyond the length of the pages a comparison may take. About a second. */
const mostSteps = 20_000_000

/**
 * Compares what readers see of two moments of a page: the trees of its body as they are printed. Changes neither tree,
 * but parts of both stand in the marked one.
 */
export function compareTrees(before: Root, after: Root, { pictureKey }: CompareOptions = {}): Comparison {
  const digests = new Digests()
  const budget: Budget = { steps: mostSteps, isSpent: false }
  const keyOf =
    (moment: 'before' | 'after'): PictureKey =>
    (src) =>
      pictureKey?.(src, moment) ?? addressKey(src)
  const old = new BlockReader(digests, keyOf('before')).read(before)
  const now = new BlockReader(digests, keyOf('after')).read(after)
  const steps = new Planner(digests, budget).plan(old, now)
  const writer = new MarkedPage({ digests, budget, before: keyOf('before'), after: keyOf('after') })
  const content = writer.write(steps)
  const marked: Root = writer.changes.length === 0 ? after : { type: 'root', children: content }
  return { marked, changes: writer.changes, isCoarse: budget.isSpent }
}

/** What blocks stand in. */
interface Container {
  tagName: string
  /** What a change of its words is a change of; absent where it is their own paragraph's. */
  kind?: ChangedBlock
}

const page: Container = { tagName: 'body' }

/** Writes the page of now with what became of its blocks. */
class MarkedPage {
  readonly #context: WordContext
  readonly #list = new ChangeList()
  readonly #moves = new Map<Move, OpenChange>()

  constructor(context: WordContext) {
    this.#context = context
  }

  get changes() {
    return this.#list.changes
  }

  /** The content of a container. */
  write(steps: readonly Step[], parent: Container = page): ElementContent[] {
    const content: ElementContent[] = []
    for (let at = 0; at < steps.length; ) {
      const step = steps[at]
      if (!step) break
      if (step.kind === 'same') {
        for (const node of step.after.nodes) content.push(node)
        this.#enter(step.after.nodes)
        at++
        continue
      }
      const run = runAt(steps, at)
      for (const node of this.#run(run, parent)) content.push(node)
      at += run.length
    }
    return content
  }

  /** Headings anywhere in what is there now. */
  #enter(nodes: readonly ElementContent[]): void {
    for (const node of nodes) {
      if (node.type !== 'element') continue
      if (/^h[1-6]$/.test(node.tagName)) this.#list.enter(node)
      else this.#enter(node.children)
    }
  }

  #run(run: readonly Step[], parent: Container): ElementContent[] {
    const [first] = run
    if (!first || first.kind === 'same') return []
    if (first.move) return this.#moved(run, first.move, first.kind, parent)
    if (first.kind === 'changed') return this.#changed(first.before, first.after, first.inner, parent)
    const blocks = run.flatMap((step) => ('block' in step ? [step.block] : []))
    const nodes = blocks.flatMap((block) => block.nodes)
    const kind = first.kind
    if (kind === 'added') this.#enter(nodes.slice(0, 1))
    const open = this.#list.add(kind, commonKind(blocks), {
      [kind === 'added' ? 'after' : 'before']: textOf(nodes),
      count: blocks.length,
    })
    const marked = markBlocks(kind, kind === 'removed' ? former(nodes) : nodes, open, parent.tagName)
    if (kind === 'added') this.#enter(nodes)
    return marked
  }

  #moved(run: readonly Step[], move: Move, kind: Step['kind'], parent: Container): ElementContent[] {
    const blocks = run.flatMap((step) =>
      'block' in step ? [step.block] : step.kind === 'changed' ? [step.before] : [],
    )
    const texts = { before: textOf(blocks.flatMap(({ nodes }) => nodes)), count: move.count }
    const open = this.#moves.get(move) ?? this.#list.add('moved', commonKind(blocks), texts)
    this.#moves.set(move, open)
    if (kind === 'removed') return [movedAway(blocks, open, parent.tagName)]
    const nodes = run.flatMap((step) => {
      if (step.kind === 'changed') return this.#changed(step.before, step.after, step.inner, parent)
      return 'block' in step ? step.block.nodes : []
    })
    this.#enter(nodes)
    return markBlocks('moved', nodes, open, parent.tagName)
  }

  #changed(before: Block, after: Block, inner: Inner | undefined, parent: Container): ElementContent[] {
    if (after.kind === 'heading') this.#enter(after.nodes)
    if (inner?.form === 'table' && after.form === 'table') return [this.#table(after.element, after.table, inner.plan)]
    if (inner?.form === 'flow' && after.form === 'flow') {
      return [{ ...after.element, children: this.write(inner.steps, containerOf(after, parent)) }]
    }
    if (before.form === 'code' && after.form === 'code') return [this.#code(before, after)]
    if (before.form === 'text' && after.form === 'text') return this.#text(before, after, parent)
    const open = this.#list.add('changed', after.kind, { before: textOf(before.nodes), after: textOf(after.nodes) })
    return [sideBySide(before.nodes, after.nodes, open)]
  }

  #text(before: Block, after: Block, { kind }: Container): ElementContent[] {
    const content = this.#words(contentOf(before), contentOf(after))
    if (!content) return after.nodes
    const block = after.kind === 'heading' ? 'heading' : (kind ?? after.kind)
    const open = this.#list.add('changed', block, textsOf(before.nodes, after.nodes))
    const [node] = after.nodes
    const isElement = node?.type === 'element' && /^(?:p|h[1-6])$/.test(node.tagName)
    if (isElement) {
      const properties = { ...node.properties, ...markProperties(open) }
      return [{ ...node, properties, children: [label('Changed:', open), ...content] }]
    }
    const className = ['change-run']
    return [element('span', { className, ...markProperties(open) }, [label('Changed:', open), ...content])]
  }

  /** Undefined where no word differs. */
  #words(before: readonly ElementContent[], after: readonly ElementContent[]): ElementContent[] | undefined {
    const { digests, budget } = this.#context
    const old = tokensOf(former(before), { pictureKey: this.#context.before })
    const now = tokensOf(after, { pictureKey: this.#context.after })
    if (shownText(after, longestInWords + 1).length > longestInWords) budget.isSpent = true
    const steps = compareWords(old, now, digests, budget)
    if (steps.every(({ kind }) => kind === 'same')) return undefined
    return nest(
      framed(steps, ({ kind, isForm = false }) => ({
        key: `${kind}${isForm ? '-form' : ''}`,
        make: () => wordMark(kind === 'removed' ? 'removed' : 'added', isForm),
      })),
    )
  }

  #code(before: CodeBlock, after: CodeBlock): Element {
    const captions = this.#captions(before.caption, after.caption)
    const lines = compareCode(before, after, this.#context, this.#list)
    const put = (node: Element): Element => {
      if (node === after.holder) return { ...node, children: lines }
      const children = node.children.flatMap((child): ElementContent[] => {
        if (child === after.caption) return []
        return [child.type === 'element' ? put(child) : child]
      })
      return { ...node, children }
    }
    const code = put(after.element)
    return { ...code, children: [...captions, ...code.children] }
  }

  #captions(before: Element | undefined, after: Element | undefined): ElementContent[] {
    if (!before && !after) return []
    const texts = { ...(before && { before: textOf([before]) }), ...(after && { after: textOf([after]) }) }
    if (before && after) {
      const content = this.#words(before.children, after.children)
      if (!content) return [after]
      const open = this.#list.add('changed', 'code', texts)
      const children = [label('Changed:', open), ...content]
      return [{ ...after, properties: { ...after.properties, ...markProperties(open) }, children }]
    }
    const open = this.#list.add(before ? 'removed' : 'added', 'code', texts)
    const [caption] = before ? former([before]) : [after]
    if (caption?.type !== 'element') return []
    const marked = { ...caption, properties: { ...caption.properties, ...markProperties(open) } }
    return [withLabel(marked, before ? 'Removed:' : 'Added:', open)]
  }

  #table(box: Element, table: Element, { columns, rows }: TablePlan): Element {
    const marks = new Map<Column, OpenChange>()
    const head: ElementContent[] = []
    const body: ElementContent[] = []
    for (let at = 0; at < rows.length; ) {
      const run = runAt(rows, at)
      const isHead = run.some((row) => 'after' in row && row.after.isHead)
      const marked = this.#rows(run, columns, marks)
      for (const row of marked) (isHead ? head : body).push(row)
      at += run.length
    }
    const part = (name: string) =>
      table.children.find((child): child is Element => child.type === 'element' && child.tagName === name)
    const isBare = !part('thead') && !part('tbody')
    const parts: ElementContent[] = [
      ...(head.length > 0 ? [{ ...(part('thead') ?? element('thead', {}, [])), children: head }] : []),
      ...(body.length > 0 ? [{ ...(part('tbody') ?? element('tbody', {}, [])), children: body }] : []),
    ]
    const written: Element = { ...table, children: isBare ? body : parts }
    return box === table
      ? written
      : { ...box, children: box.children.map((child) => (child === table ? written : child)) }
  }

  /** Rows that are new or gone one after another are one change. */
  #rows(run: readonly RowStep[], columns: Column[], marks: Map<Column, OpenChange>): Element[] {
    const [first] = run
    if (!first) return []
    if (first.kind === 'same') return [first.after.element]
    if (first.kind === 'changed') return [this.#changedRow(first, columns, marks)]
    const rows = run.flatMap((step) => ('row' in step ? [step.row] : []))
    const nodes = rows.map((row) => row.element)
    if (first.move) {
      const texts = { before: textOf(nodes), count: first.move.count }
      const open = this.#moves.get(first.move) ?? this.#list.add('moved', 'row', texts)
      this.#moves.set(first.move, open)
      if (first.kind === 'removed') return nodes.map((row) => movedRow(row, open, columns.length))
      return markBlocks('moved', nodes, open, 'tbody')
    }
    const { kind } = first
    const texts = { [kind === 'added' ? 'after' : 'before']: textOf(nodes), count: rows.length }
    const open = this.#list.add(kind, 'row', texts)
    const full = rows.map((row) => fullRow(row, columns, kind))
    const shown = full.flatMap((row) => (kind === 'removed' ? former([row]) : [row]))
    return markBlocks(kind, shown, open, 'tbody')
  }

  #changedRow(
    { before, after, cells }: Extract<RowStep, { kind: 'changed' }>,
    columns: Column[],
    marks: Map<Column, OpenChange>,
  ): Element {
    const remaining = cells.values()
    const row = columns.flatMap((column): ElementContent[] => {
      if (column.kind === 'same') {
        const steps = remaining.next().value ?? []
        const cell = after.cells[column.after]
        return cell ? [{ ...cell.element, children: this.write(steps, containerOf(cell, page)) }] : []
      }
      const cell = column.kind === 'removed' ? before.cells[column.before] : after.cells[column.after]
      const steps = isOfBoth(column) ? remaining.next().value : undefined
      if (!cell) return []
      const isFirst = !marks.has(column)
      const open = this.#column(column, cell.element, marks)
      const now = steps ? { ...cell.element, children: this.write(steps, containerOf(cell, page)) } : cell.element
      const [shown] = column.kind === 'removed' ? former([cell.element]) : [now]
      if (shown?.type !== 'element') return []
      const marked = { ...shown, properties: { ...shown.properties, ...markProperties(open, column.kind) } }
      const text = column.move
        ? movedColumn[column.kind]
        : column.kind === 'added'
          ? 'Added column:'
          : 'Removed column:'
      return [isFirst ? withLabel(marked, text, open) : marked]
    })
    return { ...after.element, children: row }
  }

  #column(
    column: Extract<Column, { kind: 'added' | 'removed' }>,
    name: Element,
    marks: Map<Column, OpenChange>,
  ): OpenChange {
    const known = marks.get(column) ?? (column.move && this.#moves.get(column.move))
    const text = textOf([name])
    const texts = column.move ? { before: text } : { [column.kind === 'added' ? 'after' : 'before']: text }
    const open = known ?? this.#list.add(column.move ? 'moved' : column.kind, 'column', texts)
    marks.set(column, open)
    if (column.move) this.#moves.set(column.move, open)
    return open
  }
}

const told: ReadonlySet<ChangedBlock> = new Set(['list-item', 'cell', 'term', 'alert', 'quote', 'footnote', 'details'])

function containerOf({ element: { tagName }, kind }: FlowBlock, parent: Container): Container {
  const own = told.has(kind) ? kind : parent.kind
  return { tagName, ...(own && { kind: own }) }
}

/** Where the words are the same, a link leads elsewhere: then its target is told, too. */
function textsOf(before: readonly ElementContent[], after: readonly ElementContent[]) {
  const texts = { before: textOf(before), after: textOf(after) }
  if (texts.before !== texts.after) return texts
  return { before: textOf(withTargets(before)), after: textOf(withTargets(after)) }
}

function withTargets(nodes: readonly ElementContent[]): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node]
    const { href } = node.properties
    const target: ElementContent[] = typeof href === 'string' ? [{ type: 'text', value: ` <${href}>` }] : []
    const isSeen = target.length > 0 && shownText([node]) !== ''
    return [{ ...node, children: withTargets(node.children) }, ...(isSeen ? target : [])]
  })
}

const movedColumn = { added: 'Moved column, now here:', removed: 'Moved column, from here:' } as const

/** A row that one moment has, with empty cells for the columns that it lacks. */
function fullRow(row: RowBlock, columns: readonly Column[], kind: 'added' | 'removed'): Element {
  const cells = columns.map((column): ElementContent => {
    const index = kind === 'added' ? 'after' in column && column.after : 'before' in column && column.before
    const cell = index === false ? undefined : row.cells[index]
    return cell?.element ?? element('td', { dataChangeFiller: '' }, [])
  })
  return { ...row.element, children: cells }
}

/** A step, and those after it that are one change with it. */
function runAt<T extends { kind: string; move?: Move }>(steps: readonly T[], at: number): T[] {
  const [first, ...others] = steps.slice(at, at + 1)
  if (!first || others.length > 0) return []
  const isRun = first.kind === 'added' || first.kind === 'removed' || first.move !== undefined
  const run = [first]
  for (let next = at + 1; isRun && next < steps.length; next++) {
    const step = steps[next]
    const goesOn = step && step.move === first.move && (step.kind === first.kind || isTogether(first, step))
    if (!step || !goesOn) break
    run.push(step)
  }
  return run
}

/** A block that changed where it moved to stands among those that moved with it. */
function isTogether(one: { kind: string; move?: Move }, other: { kind: string }): boolean {
  return one.move !== undefined && one.kind !== 'removed' && other.kind !== 'removed'
}

function contentOf({ nodes }: Block): ElementContent[] {
  const [node] = nodes
  const isElement = node?.type === 'element' && /^(?:p|h[1-6])$/.test(node.tagName)
  return (isElement ? node.children : nodes).filter(isContent)
}

/** A section that is new is told by its heading. */
function commonKind(blocks: readonly Block[]): ChangedBlock {
  const [first] = blocks
  if (!first) return 'block'
  const isOne = blocks.every(({ kind }) => kind === first.kind)
  return isOne || first.kind === 'heading' ? first.kind : 'block'
}
