import { type Block, type Digests, type FlowBlock, type RowBlock, type TableBlock, wordCounts } from './block.ts'
import { alignSequences, type Budget, type Likeness, pairAll, pairLike, shared } from './sequence.ts'
import { shownText } from './shown.ts'

/** A block that stands elsewhere now: the same object at both places, and of blocks that moved together. */
export interface Move {
  /** How many blocks moved together. */
  count: number
}

/** What becomes of the blocks of one container, in their order. */
export type Step =
  | { kind: 'same'; before: Block; after: Block }
  | { kind: 'changed'; before: Block; after: Block; inner?: Inner; move?: Move }
  | { kind: 'removed'; block: Block; move?: Move }
  | { kind: 'added'; block: Block; move?: Move }

/** What changed within a block that has blocks of its own. */
export type Inner = { form: 'flow'; steps: Step[] } | { form: 'table'; plan: TablePlan }

/** The columns and rows of both moments of a table. */
export interface TablePlan {
  columns: Column[]
  rows: RowStep[]
}

/** Indices of columns; both of one that stayed, and of one where it moved to: its cells may have changed on the way. */
export type Column =
  | { kind: 'same'; before: number; after: number }
  | { kind: 'removed'; before: number; move?: Move }
  | { kind: 'added'; after: number; move?: Move; before?: number }

export type RowStep =
  | { kind: 'same'; before: RowBlock; after: RowBlock }
  /** With what changed in the cell of each column that both moments have, in their order. */
  | { kind: 'changed'; before: RowBlock; after: RowBlock; cells: Step[][] }
  | { kind: 'removed'; row: RowBlock; move?: Move }
  | { kind: 'added'; row: RowBlock; move?: Move }

/** Blocks that have less in common are not one block that changed. */
const leastLikeness = 0.35
/** Blocks of fewer words are not looked for elsewhere: they stand in many places. */
const fewestWordsOfMoved = 3
/** A block that changed where it went, too, has to be this like. */
const leastLikenessOfMoved = 0.7
const mostComparedMoves = 10_000

/** Finds what became of each block of a page. */
export class Planner {
  readonly #digests: Digests
  readonly #budget: Budget
  readonly #counts = new Map<Block | RowBlock, Map<number, number>>()
  readonly #lists: Step[][] = []

  constructor(digests: Digests, budget: Budget) {
    this.#digests = digests
    this.#budget = budget
  }

  plan(before: Block[], after: Block[]): Step[] {
    const steps = this.#steps(before, after)
    this.#findMoves()
    return steps
  }

  #steps(before: Block[], after: Block[], isInCell = false): Step[] {
    const steps: Step[] = []
    // The list stands before those within it: so moves are found in the order of the page. Cells have their own place.
    if (!isInCell) this.#lists.push(steps)
    const pairs = this.#pairs(before, after)
    let [b, a] = [0, 0]
    for (const [nextB, nextA] of [...pairs, [before.length, after.length] as const]) {
      for (const block of before.slice(b, nextB)) steps.push({ kind: 'removed', block })
      for (const block of after.slice(a, nextA)) steps.push({ kind: 'added', block })
      const [former, block] = [before[nextB], after[nextA]]
      if (former && block) steps.push(...this.#both(former, block))
      b = nextB + 1
      a = nextA + 1
    }
    return steps
  }

  #both(before: Block, after: Block): Step[] {
    if (before.digest === after.digest) return [{ kind: 'same', before, after }]
    if (before.form === 'flow' && after.form === 'flow') {
      const steps = this.#steps(before.blocks, after.blocks)
      return [{ kind: 'changed', before, after, inner: { form: 'flow', steps } }]
    }
    if (before.form !== 'table' || after.form !== 'table') return [{ kind: 'changed', before, after }]
    const plan = this.#table(before, after)
    if (plan) return [{ kind: 'changed', before, after, inner: { form: 'table', plan } }]
    return [
      { kind: 'removed', block: before },
      { kind: 'added', block: after },
    ]
  }

  /** Equal blocks first; between them, those that are like each other. */
  #pairs(before: Block[], after: Block[]): [number, number][] {
    const like: Likeness = {
      of: (b, a) => this.#likeness(before[b], after[a]),
      keyBefore: (b) => this.#key(before[b]),
      keyAfter: (a) => this.#key(after[a]),
      least: leastLikeness,
      size: (b, a) => 1 + Math.sqrt(Math.min(this.#sizeOf(before[b]), this.#sizeOf(after[a]))),
    }
    const [old, now] = [before.map(({ digest }) => digest), after.map(({ digest }) => digest)]
    const equal = pairAll(old, now, like, this.#budget) ?? alignSequences(old, now, this.#budget)
    return this.#withLike(equal, [before.length, after.length], like, (b, a) => {
      const [one, other] = [before[b], after[a]]
      return one?.shell === other?.shell && (one?.kind === 'heading' || (one?.form === 'whole' && one.isPicture))
    })
  }

  /** Pairs with those of the gaps between them. What is alone in a gap may be paired by `isSame`, too. */
  #withLike(
    equal: [number, number][],
    [beforeLength, afterLength]: [number, number],
    like: Likeness,
    isSame: (before: number, after: number) => boolean,
  ): [number, number][] {
    const pairs: [number, number][] = []
    let [b, a] = [0, 0]
    for (const [nextB, nextA] of [...equal, [beforeLength, afterLength] as const]) {
      const gap = pairLike(range(b, nextB), range(a, nextA), like, this.#budget)
      const all = [...gap, [nextB, nextA] as const]
      for (const [pairB, pairA] of all) {
        if (pairB - b === 1 && pairA - a === 1 && isSame(b, a)) pairs.push([b, a])
        if (pairB < nextB) pairs.push([pairB, pairA])
        b = pairB + 1
        a = pairA + 1
      }
      if (nextB < beforeLength || nextA < afterLength) pairs.push([nextB, nextA])
    }
    return pairs.filter(([one, other]) => one < beforeLength && other < afterLength)
  }

  #key(block: Block | undefined): number {
    if (!block) return -1
    const words = shownText(block.nodes, 200).trim().split(/\s+/).slice(0, 3).join(' ')
    return this.#digests.of(`key:${block.shell}:${words}`)
  }

  #likeness(before: Block | undefined, after: Block | undefined): number {
    if (!before || !after || before.shell !== after.shell) return 0
    if (before.form === 'whole' && !before.isPicture) return 0
    if (before.form === 'table' && after.form === 'table' && isSameHead(before, after)) return 1
    // A summary or a caption is the only one of its block.
    if (before.form === 'flow' && /^(?:summary|figcaption)$/.test(before.element.tagName)) return 1
    return this.#common(before, after)
  }

  /** The part of all words of two that they have in common. Source: the Sørensen–Dice coefficient. */
  #common(one: Block | RowBlock, other: Block | RowBlock): number {
    const [a, b] = [this.#countsOf(one), this.#countsOf(other)]
    let both = 0
    let all = 0
    for (const [word, count] of a) {
      both += Math.min(count, b.get(word) ?? 0)
      all += count
    }
    for (const count of b.values()) all += count
    return all === 0 ? 0 : (2 * both) / all
  }

  /** In different words. */
  #sizeOf(block: Block | undefined): number {
    return block ? this.#countsOf(block).size : 0
  }

  #countsOf(block: Block | RowBlock): Map<number, number> {
    const known = this.#counts.get(block)
    if (known) return known
    const nodes = 'nodes' in block ? block.nodes : [block.element]
    const counts = wordCounts(nodes, this.#digests)
    this.#counts.set(block, counts)
    return counts
  }

  #table(before: TableBlock, after: TableBlock): TablePlan | undefined {
    const columns = this.#columns(before, after)
    if (!columns) return undefined
    const kept = columns.filter((column) => column.kind === 'same')
    const head = (table: TableBlock) => table.rows.filter(({ isHead }) => isHead)
    const body = (table: TableBlock) => table.rows.filter(({ isHead }) => !isHead)
    const heads = head(before).flatMap((row, index): RowStep[] => {
      const now = head(after)[index]
      return now ? [this.#row(row, now, columns)] : []
    })
    const [old, now] = [body(before), body(after)]
    const rowDigest = (row: RowBlock, cells: number[]) =>
      this.#digests.of(`row:${cells.map((index) => row.cells[index]?.digest).join()}`)
    const first = (row: RowBlock | undefined, index: number | undefined) => row?.cells[index ?? 0]?.digest ?? -1
    const [name] = kept
    const isSameName = (b: number, a: number) => {
      const digest = first(old[b], name?.before)
      return digest === first(now[a], name?.after) && shownText(old[b]?.cells[0]?.nodes ?? []).trim() !== ''
    }
    const like: Likeness = {
      of: (b, a) => {
        const [one, other] = [old[b], now[a]]
        if (!one || !other) return 0
        const common = this.#common(one, other)
        return isSameName(b, a) ? 0.5 + common / 2 : common
      },
      keyBefore: (b) => first(old[b], name?.before),
      keyAfter: (a) => first(now[a], name?.after),
      least: leastLikeness,
    }
    const oldDigests = old.map((row) =>
      rowDigest(
        row,
        kept.map((column) => column.before),
      ),
    )
    const nowDigests = now.map((row) =>
      rowDigest(
        row,
        kept.map((column) => column.after),
      ),
    )
    const equal =
      pairAll(oldDigests, nowDigests, like, this.#budget) ?? alignSequences(oldDigests, nowDigests, this.#budget)
    const pairs = this.#withLike(equal, [old.length, now.length], like, isSameName)
    const rows: RowStep[] = []
    let [b, a] = [0, 0]
    for (const [nextB, nextA] of [...pairs, [old.length, now.length] as const]) {
      for (const row of old.slice(b, nextB)) rows.push({ kind: 'removed', row })
      for (const row of now.slice(a, nextA)) rows.push({ kind: 'added', row })
      const [former, row] = [old[nextB], now[nextA]]
      if (former && row) rows.push(this.#row(former, row, columns))
      b = nextB + 1
      a = nextA + 1
    }
    if (columns.length === kept.length) findMovedRows(rows)
    return { columns, rows: [...heads, ...rows] }
  }

  #row(before: RowBlock, after: RowBlock, columns: Column[]): RowStep {
    const isPlain = columns.every(({ kind }) => kind === 'same')
    if (isPlain && before.digest === after.digest) return { kind: 'same', before, after }
    const cells = columns.flatMap((column): Step[][] => {
      if (!isOfBoth(column)) return []
      const [old, now] = [before.cells[column.before], after.cells[column.after]]
      return [old && now ? this.#cell(old, now) : []]
    })
    return { kind: 'changed', before, after, cells }
  }

  /** A cell is itself, whatever stands in it. */
  #cell(before: FlowBlock, after: FlowBlock): Step[] {
    const [old, ...moreOld] = before.blocks
    const [now, ...moreNow] = after.blocks
    const isOne = old && now && moreOld.length + moreNow.length === 0
    if (isOne && old.shell === now.shell && old.form === 'text') return this.#both(old, now)
    return this.#steps(before.blocks, after.blocks, true)
  }

  /** Undefined where too little tells which column is which. */
  #columns(before: TableBlock, after: TableBlock): Column[] | undefined {
    const [oldHead, nowHead] = [before, after].map(({ rows }) => rows.filter(({ isHead }) => isHead))
    if (oldHead?.length !== nowHead?.length) return undefined
    const [oldNames, nowNames] = [oldHead?.[0]?.cells ?? [], nowHead?.[0]?.cells ?? []]
    const [oldWidth, nowWidth] = [before.width ?? 0, after.width ?? 0]
    if (oldNames.length === 0) {
      if (oldWidth !== nowWidth) return undefined
      return range(0, oldWidth).map((index): Column => ({ kind: 'same', before: index, after: index }))
    }
    const equal = alignSequences(
      oldNames.map(({ digest }) => digest),
      nowNames.map(({ digest }) => digest),
      this.#budget,
    )
    const [oldCells, nowCells] = [columnCells(before), columnCells(after)]
    const name = (cell: FlowBlock | undefined) => (cell ? shownText(cell.nodes).trim() : '')
    const like: Likeness = {
      of: (b, a) => {
        const [one, other] = [oldNames[b], nowNames[a]]
        if (!one || !other) return 0
        return Math.max(this.#common(one, other), shared(oldCells[b], nowCells[a]))
      },
      keyBefore: (b) => this.#digests.of(`column:${name(oldNames[b])}`),
      keyAfter: (a) => this.#digests.of(`column:${name(nowNames[a])}`),
      least: 0.5,
    }
    const pairs = this.#withLike(equal, [oldWidth, nowWidth], like, () => oldWidth === nowWidth)
    if (pairs.length === 0) {
      if (oldWidth !== nowWidth) return undefined
      return range(0, oldWidth).map((index): Column => ({ kind: 'same', before: index, after: index }))
    }
    const columns: Column[] = []
    let [b, a] = [0, 0]
    for (const [nextB, nextA] of [...pairs, [oldWidth, nowWidth] as const]) {
      for (; b < nextB; b++) columns.push({ kind: 'removed', before: b })
      for (; a < nextA; a++) columns.push({ kind: 'added', after: a })
      if (b < oldWidth && a < nowWidth) columns.push({ kind: 'same', before: b++, after: a++ })
    }
    this.#findMovedColumns(columns, before, after)
    return columns
  }

  #findMovedColumns(columns: Column[], before: TableBlock, after: TableBlock): void {
    const digest = ({ rows }: TableBlock, index: number) =>
      this.#digests.of(`cells:${rows.map((row) => row.cells[index]?.digest).join()}`)
    const name = ({ rows }: TableBlock, index: number) => {
      const cell = rows.find(({ isHead }) => isHead)?.cells[index]
      return cell && shownText(cell.nodes).trim() !== '' ? cell.digest : undefined
    }
    const [oldCells, nowCells] = [columnCells(before), columnCells(after)]
    // What is the same in all cells is surest, then its name, then what stands in most of it.
    const ways: ((b: number, a: number) => boolean)[] = [
      (b, a) => digest(before, b) === digest(after, a),
      (b, a) => name(before, b) !== undefined && name(before, b) === name(after, a),
      (b, a) => shared(oldCells[b], nowCells[a]) >= leastLikenessOfMoved,
    ]
    for (const isSame of ways) {
      for (const gone of columns) {
        if (gone.kind !== 'removed' || gone.move) continue
        const there = columns.find((one) => one.kind === 'added' && !one.move && isSame(gone.before, one.after))
        if (there?.kind !== 'added') continue
        gone.move = { count: 1 }
        there.move = gone.move
        there.before = gone.before
      }
    }
  }

  /** Blocks that are gone in one place and new in another, of all containers of the page. */
  #findMoves(): void {
    const removed = this.#places('removed')
    const added = this.#places('added')
    const [onceThere, onceHere] = [onceIn(removed), onceIn(added)]
    const isTold = ({ step: { block } }: Place) =>
      block.kind === 'heading' && onceThere.has(block.digest) && onceHere.has(block.digest)
    const byDigest = Map.groupBy(
      removed.filter((place) => isTold(place) || this.#isWeighty(place)),
      ({ step }) => step.block.digest,
    )
    const left: Place[] = []
    let last: { from: Place; to: Place } | undefined
    for (const to of added) {
      const candidates = byDigest.get(to.step.block.digest) ?? []
      const index = candidates.findIndex(({ among }) => among === to.among)
      const [from] = index < 0 ? [] : candidates.splice(index, 1)
      if (!from) {
        left.push(to)
        continue
      }
      join(from, to, last)
      last = { from, to }
    }
    const lost = removed.filter(({ step }) => !step.move)
    if (lost.length * left.length <= mostComparedMoves) this.#findChangedMoves(lost, left)
  }

  readonly #isWeighty = ({ step: { block } }: Place): boolean => {
    if (block.form === 'whole') return block.isPicture
    let count = 0
    for (const more of this.#countsOf(block).values()) count += more
    return count >= fewestWordsOfMoved
  }

  #places(kind: 'removed' | 'added'): Place[] {
    return this.#lists.flatMap((list) =>
      list.flatMap((step, index): Place[] => {
        if (step.kind !== kind) return []
        const { form, nodes } = step.block
        const [node] = nodes
        const isBound = form === 'flow' && node?.type === 'element' && /^(?:li|d[td]|section)$/.test(node.tagName)
        return [{ list, index, step, among: isBound ? node.tagName : 'blocks' }]
      }),
    )
  }

  #findChangedMoves(removed: Place[], added: Place[]): void {
    for (const to of added) {
      let best: { from: Place; likeness: number } | undefined
      for (const from of removed) {
        if (from.step.move || from.among !== to.among || from.step.block.form === 'table') continue
        if (from.list === to.list && Math.abs(from.index - to.index) === 1) continue
        const likeness = this.#likeness(from.step.block, to.step.block)
        if (likeness >= leastLikenessOfMoved && likeness > (best?.likeness ?? 0)) best = { from, likeness }
      }
      if (!best || !this.#isLong(to)) continue
      const { from } = best
      join(from, to, undefined)
      const [changed] = this.#both(from.step.block, to.step.block)
      if (changed?.kind === 'changed' && to.step.move) to.list[to.index] = { ...changed, move: to.step.move }
    }
  }

  #isLong({ step: { block } }: Place): boolean {
    return this.#countsOf(block).size >= 2 * fewestWordsOfMoved
  }
}

interface Place {
  list: Step[]
  index: number
  step: Extract<Step, { block: Block }>
  /** Items, terms and tabs may only stand among their like. */
  among: string
}

/** The digests of blocks that stand in one place alone. */
function onceIn(places: readonly Place[]): Set<number> {
  const counts = Map.groupBy(places, ({ step }) => step.block.digest)
  return new Set([...counts].flatMap(([digest, of]) => (of.length === 1 ? [digest] : [])))
}

function isSameHead(one: TableBlock, other: TableBlock): boolean {
  const [a, b] = [one.rows[0], other.rows[0]]
  return a?.isHead === true && b?.isHead === true && a.digest === b.digest
}

/** One move; the same as that of the block before, where both stood and stand behind it. */
function join(from: Place, to: Place, last: { from: Place; to: Place } | undefined): void {
  const isNext = (one: Place, other: Place) => one.list === other.list && one.index + 1 === other.index
  const goesOn = last && isNext(last.from, from) && isNext(last.to, to)
  const move = (goesOn ? last.to.step.move : undefined) ?? { count: 0 }
  move.count++
  from.step.move = move
  to.step.move = move
}

function findMovedRows(rows: RowStep[]): void {
  const gone = Map.groupBy(
    rows.filter((row) => row.kind === 'removed'),
    ({ row }) => row.digest,
  )
  for (const row of rows) {
    if (row.kind !== 'added') continue
    const from = gone.get(row.row.digest)?.shift()
    if (!from) continue
    from.move = { count: 1 }
    row.move = from.move
  }
}

/** Whether cells of a column stand at both moments. */
export function isOfBoth(column: Column): column is Extract<Column, { after: number }> & { before: number } {
  return column.kind !== 'removed' && column.before !== undefined
}

/** What stands in each column, of the first rows. */
function columnCells({ rows, width = 0 }: TableBlock): Set<number>[] {
  const first = rows.filter(({ isHead }) => !isHead).slice(0, 200)
  return range(0, width).map((index) => new Set(first.map(({ cells }) => cells[index]?.digest ?? -1)))
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index)
}
