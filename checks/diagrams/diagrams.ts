import { createHash } from 'node:crypto'
import { z } from 'zod'
import { diagramsOf, isDiagram } from '../../src/diagrams/fence.ts'
import { withCleanup } from '../../src/files/cleanup.ts'
import { codeDigest } from '../../src/files/code-digest.ts'
import type { Cache, Section } from '../../src/files/section-cache.ts'
import { barePlace } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { LineIndex } from '../../src/text/line-index.ts'
import type { Check, RawFinding } from '../check.ts'
import type { CheckInput } from '../check-input.ts'
import type { CheckContext } from '../context.ts'
import { codesOf } from '../rule.ts'
import { withDrawnProblems } from './drawn-problems.ts'
import { FencePlaces } from './fence-places.ts'
import type { DiagramProblem } from './problem.ts'
import { rawFindingOf } from './problem-finding.ts'
import { DiagramReader, type ExceededLimit, warm } from './reader/diagram-reader.ts'
import { timeoutProblems } from './rules/timeout.ts'
import { tooLargeProblems } from './rules/too-large.ts'
import { diagramRules } from './rules.ts'

/** Whether diagrams can be drawn, and show what they say. */
export const diagrams: Check = {
  name: 'diagrams',
  codes: codesOf(diagramRules),
  claims: ['diagram'],
  keptBy: (_, { draw }) => (draw ? undefined : ''),
  foresee,
  checkAll,
}

/** What is told of a diagram that could not be read to its end. */
const exceededLimitProblems: Readonly<Record<ExceededLimit, DiagramProblem>> = {
  ...timeoutProblems,
  ...tooLargeProblems,
}

const offsets = { start: z.number(), end: z.number() }
const problemSchema: z.ZodType<DiagramProblem[]> = z.array(
  z.object({
    ...offsets,
    code: z.string(),
    message: z.string(),
    hint: z.string().exactOptional(),
    severity: z.enum(['error', 'warning', 'info']).exactOptional(),
    fix: z.object({ title: z.string(), edits: z.array(z.object({ ...offsets, text: z.string() })) }).exactOptional(),
  }),
)

/** What reads diagrams takes half a second to start: it does while the other pages are read. */
function foresee(page: Page, { cache, idleThread }: CheckContext): void {
  if (!idleThread || idleThread.isKept || !page.fences.some(isDiagram)) return
  const section = diagramSection(cache)
  const key = keyOf()
  if (diagramsOf([page]).some((source) => !section.has(key(source)))) warm(idleThread)
}

async function checkAll({ pages, inRoot }: CheckInput, context: CheckContext): Promise<RawFinding[]> {
  if (context.claim) tellClaims(pages, inRoot, context.claim)
  const sources = diagramsOf(pages)
  if (sources.length === 0) return []
  const read = await readAll(sources, context)
  const problems = context.draw ? await withDrawnProblems(read, context.draw) : read
  return pages.flatMap((page) => findingsOf(page, inRoot(page.file), problems))
}

/** Each diagram says that it shows what is written in it. */
function tellClaims(
  pages: readonly Page[],
  inRoot: (file: string) => string,
  claim: NonNullable<CheckContext['claim']>,
): void {
  for (const page of pages) {
    for (const fence of page.fences.filter(isDiagram)) {
      const text = fence.value.split('\n').find((line) => /^\s*[a-z]/i.test(line)) ?? ''
      claim({ kind: 'diagram', file: inRoot(page.file), text, ...barePlace(fence) })
    }
  }
}

/** What is wrong with each diagram; those that are as they were at an earlier run are not read again. */
async function readAll(
  sources: string[],
  { cache, signal, onPassing, idleThread }: Pick<CheckContext, 'cache' | 'signal' | 'onPassing' | 'idleThread'>,
): Promise<Map<string, DiagramProblem[]>> {
  const section = diagramSection(cache)
  const key = keyOf()
  const reader = new DiagramReader({ signal, idle: idleThread })
  const known = new Map(sources.map((source) => [source, section.get(key(source))]))
  const fresh = sources.filter((source) => !known.get(source))
  const readFresh = async () => {
    for await (const [source, answer] of reader.readAll(fresh)) {
      // What was too much for this machine today may not be so tomorrow.
      if (typeof answer === 'string') onPassing?.()
      else section.set(key(source), answer)
      known.set(source, typeof answer === 'string' ? [exceededLimitProblems[answer]] : answer)
    }
  }
  await withCleanup(readFresh, () => reader.close())
  return new Map([...known].map(([source, problems]) => [source, problems ?? []]))
}

function findingsOf(page: Page, file: string, problems: ReadonlyMap<string, DiagramProblem[]>): RawFinding[] {
  const fences = page.fences.filter((fence) => isDiagram(fence) && problems.get(fence.value)?.length)
  if (fences.length === 0) return []
  const lines = new LineIndex(page.text)
  return fences.flatMap((fence) => {
    const places = new FencePlaces(lines, fence)
    return (problems.get(fence.value) ?? []).map((problem) => rawFindingOf(problem, file, places))
  })
}

function diagramSection(cache: Cache): Section<DiagramProblem[]> {
  return cache.section('diagrams', problemSchema)
}

/** Makes the keys under which what was found in diagrams is kept. */
function keyOf(): (source: string) => string {
  const code = codeDigest()
  return (source) => createHash('sha256').update(`${code}\0${source}`).digest('base64url')
}
