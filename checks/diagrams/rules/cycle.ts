import { quoteSource } from '../../../src/text/quote.ts'
import type { Diagram } from '../diagram.ts'
import { ganttTimes } from '../languages/gantt.ts'
import type { NodeMention, Outline } from '../languages/outline.ts'
import { type Flow, flowsOf } from '../languages/sankey.ts'
import type { RuleProblem } from '../problem.ts'
import { type DiagramRule, mermaidPage } from '../rule.ts'
import type { DiagramSource } from '../source/diagram-source.ts'

/** Mermaid fails to draw what leads back to itself, or never ends. */
export const cycle = {
  code: 'diagrams/cycle',
  severity: 'error',
  summary: 'A circle in a diagram that must not have one',
  why: `
Something leads back to itself where it must not: a subgraph within itself, a flow of a Sankey diagram, tasks of a Gantt chart that wait for each other. Drawing it fails.
`,
  wrong: mermaidPage('sankey', '  Shop,Bank,3', '  Bank,Shop,1'),
  right: mermaidPage('sankey', '  Shop,Bank,3', '  Bank,Suppliers,1'),
  check: cycles,
} as const satisfies DiagramRule

function cycles(diagram: Diagram): RuleProblem[] {
  return [...groupCycles(diagram), ...flowCycles(diagram.source), ...waitCycles(diagram.source)]
}

/**
 * A subgraph within one that is within it, and a composite state that is named in its own body: Mermaid draws nothing,
 * or never ends. A subgraph that is named in its own body alone does no harm.
 */
function groupCycles({ source, outline }: Diagram): RuleProblem[] {
  if (!outline) return []
  const parents = parentsOf(outline, source.type === 'stateDiagram')
  const closing = outline.mentions.findLast(({ text, inside }) => {
    return inside && parents.get(text)?.has(inside.text) && leads(parents, inside.text, text)
  })
  return closing?.inside ? [problemOf(source, closing, closing.inside.text)] : []
}

type Parents = ReadonlyMap<string, ReadonlySet<string>>

/** The groups that each group is named in. */
function parentsOf({ mentions }: Outline, selfCounts: boolean): Parents {
  const groups = new Set(mentions.filter(({ group }) => group).map(({ text }) => text))
  const parents = new Map<string, Set<string>>()
  for (const { text, inside } of mentions) {
    const parent = inside?.text
    if (parent === undefined || !groups.has(text) || (parent === text && !selfCounts)) continue
    parents.set(text, (parents.get(text) ?? new Set()).add(parent))
  }
  return parents
}

/** Whether going up from one group leads to the other. */
function leads(parents: Parents, from: string, to: string): boolean {
  const seen = new Set<string>()
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...(parents.get(id) ?? []))
  }
  return false
}

function problemOf(source: DiagramSource, mention: NodeMention, parent: string): RuleProblem {
  const where = mention.text === parent ? 'of its own body' : `: ${quoteSource(parent)} is itself within it`
  const message =
    `Unexpected ${quoteSource(mention.text)} in ${quoteSource(parent)}, expected it outside ${where}`.replace(' :', ':')
  return source.problem(mention, message, { hint: 'Mermaid draws nothing, or never ends' })
}

/** The first flow of a Sankey diagram that closes a cycle. */
function flowCycles(source: DiagramSource): RuleProblem[] {
  const targets = Map.groupBy(flowsOf(source), ({ source }) => source)
  const done = new Set<string>()
  for (const start of targets.keys()) {
    const closing = closes(start, targets, done)
    if (!closing) continue
    const message = `Unexpected flow from ${quoteSource(closing.source)} back to ${quoteSource(closing.target)}, expected flows in one direction`
    return [source.problem(closing.line, message, { hint: 'Mermaid fails to draw a circle' })]
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

/** Tasks of a Gantt chart that wait for each other have no time. */
function waitCycles(source: DiagramSource): RuleProblem[] {
  const found = ganttTimes(source)
  if (!found || 'error' in found) return []
  return found.times.flatMap(({ task, start, end }) => {
    const [wait] = task.waits
    if (!wait || !(Number.isNaN(start) || Number.isNaN(end))) return []
    const message = `Unexpected \`after\` of ${quoteSource(wait.text)}, expected no task that waits for this one`
    return [source.problem(wait, message, { hint: 'Mermaid finds no time for tasks that wait for each other' })]
  })
}
