import { quoteSource } from '../../../../src/text/quote.ts'
import { callStoreList, isRecord } from '../../mermaid/store.ts'
import type { DiagramProblem } from '../../problem.ts'
import type { DiagramText } from '../../source/diagram-text.ts'
import { partFrom, type TextPart, trimPart } from '../../source/text-part.ts'

interface Flow {
  source: string
  target: string
  value: number
  line: TextPart
}

/** Flows that lead back to where they came from, and those that are no amount: Mermaid draws neither. */
export function sankeyValues(written: DiagramText): DiagramProblem[] {
  if (written.type !== 'sankey') return []
  const lines = written.lines
    .slice(1)
    .filter(({ text }) => text.trim() !== '')
    .map(trimPart)
  const links = callStoreList(written.store, 'getLinks')
  if (links.length !== lines.length) return []
  const flows = links.map(({ source, target, value }, index) => flowOf(source, target, value, lines[index]))
  const known = flows.filter((flow) => flow !== undefined)
  const none = known.length > 0 && known.every(({ value }) => value === 0)
  const wrong = known.filter(({ value }) => !(value >= 0) || none)
  return [...wrong.map((flow) => badAmount(written, flow)), ...circle(written, known)]
}

function flowOf(source: unknown, target: unknown, value: unknown, line: TextPart | undefined): Flow | undefined {
  if (!isRecord(source) || !isRecord(target) || !line) return undefined
  return { source: String(source.ID), target: String(target.ID), value: Number(value ?? Number.NaN), line }
}

function badAmount(written: DiagramText, { line }: Flow): DiagramProblem {
  const amount = trimPart(partFrom(line, line.text.lastIndexOf(',') + 1))
  return written.problem(
    'diagrams/bad-value',
    amount,
    `Unexpected amount ${quoteSource(amount.text)}, expected a number above 0`,
  )
}

/** The first flow that closes a circle. */
function circle(written: DiagramText, flows: readonly Flow[]): DiagramProblem[] {
  const targets = Map.groupBy(flows, ({ source }) => source)
  const done = new Set<string>()
  for (const start of targets.keys()) {
    const closing = closes(start, targets, done)
    if (!closing) continue
    const message = `Unexpected flow from ${quoteSource(closing.source)} back to ${quoteSource(closing.target)}, expected flows in one direction`
    return [written.problem('diagrams/cycle', closing.line, message, { hint: 'Mermaid fails to draw a circle' })]
  }
  return []
}

/** Goes along the flows without recursion: a chain may be long. */
function closes(start: string, targets: ReadonlyMap<string, Flow[]>, done: Set<string>): Flow | undefined {
  const trail: { node: string; next: number }[] = [{ node: start, next: 0 }]
  const on = new Set([start])
  for (let top = trail.at(-1); top; top = trail.at(-1)) {
    const flow = done.has(top.node) ? undefined : targets.get(top.node)?.[top.next++]
    if (!flow) {
      done.add(top.node)
      on.delete(top.node)
      trail.pop()
    } else if (on.has(flow.target)) return flow
    else {
      on.add(flow.target)
      trail.push({ node: flow.target, next: 0 })
    }
  }
  return undefined
}
