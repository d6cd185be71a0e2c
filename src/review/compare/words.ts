import type { Element, ElementContent } from 'hast'
import type { Digests } from './block.ts'
import { alignSequences, alignShortest, type Budget } from './sequence.ts'
import { classesOf, isTransparent, shellOf } from './shown.ts'
import type { Token } from './tokens.ts'

/** Where a token stands: in both moments, or in one of them. */
export interface WordStep {
  kind: 'same' | 'removed' | 'added'
  token: Token
  /** Of a token that is the same: as it was. */
  former?: Token
  /** Of a change that leaves the text as it is: of a link's target, of emphasis. */
  isForm?: boolean
}

interface Gap {
  removed: Token[]
  added: Token[]
  /** The longer of both, in characters without spaces. */
  size: number
}

type Same = { former: Token; token: Token }[]

/** What differs, followed by what is the same up to the next difference. */
interface Stretch {
  gap: Gap
  same: Same
}

/** Longer texts are compared by what stands in them once. In tokens. */
const longestForShortest = 4_000
/** A text that keeps less than this of itself, here and there, is another text. */
const leastKept = 0.3

/**
 * Compares texts word by word. What is removed stands before what is added in its place, and a sentence that was
 * written anew is one of each. Tokens of now that readers do not see are kept, those of before are not.
 */
export function compareWords(before: Token[], after: Token[], digests: Digests, budget: Budget): WordStep[] {
  const old = before.filter(({ key }) => key !== '')
  const now = after.filter(({ key }) => key !== '')
  const numbers = (tokens: Token[]) => tokens.map(({ key }) => digests.of(key))
  const align = old.length + now.length <= longestForShortest ? alignShortest : alignSequences
  const pairs = align(numbers(old), numbers(now), budget)
  const stretches: Stretch[] = []
  let [b, a] = [0, 0]
  for (const [nextB, nextA] of [...pairs, [old.length, now.length] as const]) {
    if (nextB > b || nextA > a || stretches.length === 0) {
      stretches.push({ gap: gapOf(old.slice(b, nextB), now.slice(a, nextA)), same: [] })
    }
    const [former, token] = [old[nextB], now[nextA]]
    if (former && token) stretches.at(-1)?.same.push({ former, token })
    b = nextB + 1
    a = nextA + 1
  }
  return withUnseen(stepsOf(withoutCoincidence(stretches)), after)
}

function gapOf(removed: Token[], added: Token[]): Gap {
  return { removed, added, size: Math.max(lengthOf(removed), lengthOf(added)) }
}

/**
 * Without words that happen to be the same in the middle of what was written anew: those that are shorter than the
 * changes on both sides. Source: diff-match-patch's semantic clean-up.
 */
function withoutCoincidence(stretches: readonly Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const stretch of stretches) {
    let { gap } = stretch
    for (let last = result.at(-1); last && last.same.length > 0; last = result.at(-1)) {
      const length = lengthOf(last.same.map(({ token }) => token))
      if (length > last.gap.size || length > gap.size) break
      result.pop()
      gap = joined(last.gap, last.same, gap, length)
    }
    result.push({ gap, same: stretch.same })
  }
  return isRewritten(result) ? [{ gap: whole(result), same: [] }] : result
}

/** Goes on with the first gap: it is the long one. */
function joined(first: Gap, same: Same, second: Gap, length: number): Gap {
  for (const { former, token } of same) {
    first.removed.push(former)
    first.added.push(token)
  }
  for (const token of second.removed) first.removed.push(token)
  for (const token of second.added) first.added.push(token)
  return { ...first, size: first.size + length + second.size }
}

function isRewritten(stretches: readonly Stretch[]): boolean {
  if (stretches.filter(({ gap }) => gap.size > 0).length < 3) return false
  const kept = stretches.reduce((sum, { same }) => sum + lengthOf(same.map(({ token }) => token)), 0)
  const changed = stretches.reduce((sum, { gap }) => sum + gap.size, 0)
  return kept < leastKept * (kept + changed)
}

function whole(stretches: readonly Stretch[]): Gap {
  const removed = stretches.flatMap(({ gap, same }) => [...gap.removed, ...same.map(({ former }) => former)])
  const added = stretches.flatMap(({ gap, same }) => [...gap.added, ...same.map(({ token }) => token)])
  return gapOf(removed, added)
}

/** In characters, without spaces. */
function lengthOf(tokens: readonly Token[]): number {
  return tokens.reduce((sum, { content }) => sum + (typeof content === 'string' ? content.trim().length : 4), 0)
}

function stepsOf(stretches: readonly Stretch[]): WordStep[] {
  return stretches.flatMap(({ gap: { removed, added }, same }): WordStep[] => {
    const isForm = removed.length > 0 && textOf(removed) === textOf(added)
    const form = isForm ? { isForm } : {}
    return [
      ...removed.map((token): WordStep => ({ kind: 'removed', token, ...form })),
      ...added.map((token): WordStep => ({ kind: 'added', token, ...form })),
      ...same.map((both): WordStep => ({ kind: 'same', ...both })),
    ]
  })
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map(({ content }) => (typeof content === 'string' ? content : '\0')).join('')
}

/** With the tokens of now that readers do not see, each before the one that follows it. */
function withUnseen(steps: WordStep[], after: Token[]): WordStep[] {
  const result: WordStep[] = []
  let next = 0
  for (const step of steps) {
    if (step.kind !== 'removed') {
      for (; next < after.length && after[next] !== step.token; next++) {
        const token = after[next]
        if (token) result.push({ ...step, token })
      }
      next++
    }
    result.push(step)
  }
  for (const token of after.slice(next)) result.push({ kind: 'same', token })
  return result
}

/** An element around some tokens that follow each other. */
export interface Frame {
  key: string
  make: () => Element
  /** Elements of a page go on as long as their own tokens do. */
  source?: Element
  moment?: 'before' | 'after'
}

/** Content with what is to stand around it, from the outermost. */
export interface FramedContent {
  frames: Frame[]
  content: string | ElementContent
}

/** Puts content into its elements again; what follows each other in one element stays in one. */
export function nest(items: Iterable<FramedContent>): ElementContent[] {
  const root: ElementContent[] = []
  const open: { frame: Frame; element: Element; sources: { before?: Element; after?: Element } }[] = []
  for (const { frames, content } of items) {
    let depth = 0
    for (; depth < open.length && depth < frames.length; depth++) {
      const [there, frame] = [open[depth], frames[depth]]
      if (!there || !frame || there.frame.key !== frame.key) break
      const own = frame.moment && there.sources[frame.moment]
      if (own && own !== frame.source) break
      if (frame.moment && frame.source) there.sources[frame.moment] = frame.source
    }
    open.length = depth
    for (const frame of frames.slice(depth)) {
      const element = frame.make()
      const siblings = open.at(-1)?.element.children ?? root
      siblings.push(element)
      open.push({ frame, element, sources: frame.moment ? { [frame.moment]: frame.source } : {} })
    }
    const siblings = open.at(-1)?.element.children ?? root
    const last = siblings.at(-1)
    if (typeof content !== 'string') siblings.push(content)
    else if (last?.type === 'text') last.value += content
    else siblings.push({ type: 'text', value: content })
  }
  return root
}

/** The elements of a page around a token. */
export function pathFrames({ path }: Token, moment: 'before' | 'after'): Frame[] {
  const seen = moment === 'before' ? path.filter((element) => !isTransparent(element)) : path
  return seen.map((source) => ({
    key: `${shellOf(source)} ${classesOf(source).join(' ')}`,
    source,
    moment,
    make: () => ({ ...source, properties: { ...source.properties }, children: [] }),
  }))
}

/** Steps with their elements. Marks stand in the elements that stayed, and around those that did not. */
export function framed(steps: readonly WordStep[], markFrame: (step: WordStep) => Frame): FramedContent[] {
  const kept = new Set<Element>()
  for (const { token, former } of steps) {
    if (!former) continue
    for (const element of [...token.path, ...former.path]) kept.add(element)
  }
  return steps.map((step): FramedContent => {
    const { kind, token } = step
    const path = pathFrames(token, kind === 'removed' ? 'before' : 'after')
    if (kind === 'same') return { frames: path, content: token.content }
    const firstNew = path.findIndex(({ source }) => source && !kept.has(source))
    const at = firstNew < 0 ? path.length : firstNew
    return { frames: [...path.slice(0, at), markFrame(step), ...path.slice(at)], content: token.content }
  })
}
