import type { ElementContent } from 'hast'
import type { CodeBlock } from './block.ts'
import { longestText } from './comparison.ts'
import type { WordContext } from './context.ts'
import { type ChangeList, element, label, markProperties, type OpenChange } from './mark.ts'
import { alignSequences, type Pairs, pairLike, shared } from './sequence.ts'
import { shownText } from './shown.ts'
import { longestInWords, type Token, tokensOf } from './tokens.ts'
import { compareWords, type Frame, type FramedContent, nest, pathFrames } from './words.ts'

interface Line {
  tokens: Token[]
  digest: number
}

/** Lines that have less in common are not one line that changed. */
const leastLikeness = 0.4

/** Compares code line by line, and lines that are like each other word by word. Returns the lines of both. */
export function compareCode(
  before: CodeBlock,
  after: CodeBlock,
  context: WordContext,
  list: ChangeList,
): ElementContent[] {
  const old = linesOf(before, context, context.before)
  const now = linesOf(after, context, context.after)
  const equal = alignSequences(
    old.map(({ digest }) => digest),
    now.map(({ digest }) => digest),
    context.budget,
  )
  if (shownText([after.holder], longestInWords + 1).length > longestInWords) context.budget.isSpent = true
  const items: FramedContent[] = []
  let [b, a] = [0, 0]
  for (const [nextB, nextA] of [...equal, [old.length, now.length] as const]) {
    const hunk = { removed: old.slice(b, nextB), added: now.slice(a, nextA) }
    const isHunk = hunk.removed.length + hunk.added.length > 0
    if (isHunk) for (const item of hunkItems(hunk, context, list)) items.push(item)
    const line = now[nextA]
    if (line) items.push(...plainItems(line, 'after'))
    b = nextB + 1
    a = nextA + 1
  }
  return nest(items)
}

function linesOf({ holder }: CodeBlock, { digests }: WordContext, pictureKey: WordContext['before']): Line[] {
  const lines: Token[][] = [[]]
  for (const token of tokensOf(holder.children, { isPreformatted: true, pictureKey })) {
    if (token.content === '\n') lines.push([])
    else lines.at(-1)?.push(token)
  }
  while (lines.length > 0 && lines.at(-1)?.length === 0) lines.pop()
  return lines.map((tokens) => ({ tokens, digest: digests.of(tokens.map(({ key }) => key).join('')) }))
}

function plainItems({ tokens }: Line, moment: 'before' | 'after'): FramedContent[] {
  const items = tokens.map((token) => ({ frames: pathFrames(token, moment), content: token.content }))
  // What goes on in the next line keeps the end of this one.
  return [...items, { frames: items.at(-1)?.frames.slice(0, 1) ?? [], content: '\n' }]
}

interface Hunk {
  removed: Line[]
  added: Line[]
}

/** Lines that are gone, then those in their place: one change. */
function hunkItems({ removed, added }: Hunk, context: WordContext, list: ChangeList): FramedContent[] {
  const texts = {
    ...(removed.length > 0 && { before: textOf(removed) }),
    ...(added.length > 0 && { after: textOf(added) }),
    count: Math.max(removed.length, added.length),
  }
  const kind = added.length === 0 ? 'removed' : removed.length === 0 ? 'added' : 'changed'
  const open = list.add(kind, 'code-line', texts)
  const changed = new Set<Token>()
  const hasPart = new Set<Line>()
  for (const [b, a] of likeLines(removed, added, context)) {
    const [old, now] = [removed[b], added[a]]
    if (!old || !now) continue
    for (const line of [old, now]) hasPart.add(line)
    for (const step of compareWords(old.tokens, now.tokens, context.digests, context.budget)) {
      if (step.kind !== 'same') changed.add(step.token)
    }
  }
  const items = (lines: Line[], moment: 'before' | 'after') =>
    lines.flatMap((line, index) => {
      const mark = lineFrame(moment, index, open)
      const words = hasPart.has(line) ? changed : undefined
      return [
        ...line.tokens.map((token): FramedContent => {
          const word = words?.has(token) ? [wordFrame] : []
          return { frames: [mark, ...pathFrames(token, moment), ...word], content: token.content }
        }),
        { frames: [mark], content: '\n' },
      ]
    })
  return [...items(removed, 'before'), ...items(added, 'after')]
}

function likeLines(removed: Line[], added: Line[], { digests, budget }: WordContext): Pairs {
  const [old, now] = [removed, added].map((lines) =>
    lines.map(
      ({ tokens }) =>
        new Set(
          tokens.filter(({ content }) => /[\p{L}\p{N}]/u.test(String(content))).map(({ key }) => digests.of(key)),
        ),
    ),
  )
  const first = ({ tokens }: Line | { tokens: Token[] } = { tokens: [] }) =>
    digests.of(`line:${tokens.find(({ content }) => String(content).trim() !== '')?.key ?? ''}`)
  const indices = (lines: Line[]) => lines.map((_, index) => index)
  return pairLike(
    indices(removed),
    indices(added),
    {
      of: (b, a) => {
        const [one, other] = [old?.[b], now?.[a]]
        return shared(one, other)
      },
      keyBefore: (b) => first(removed[b]),
      keyAfter: (a) => first(added[a]),
      least: leastLikeness,
    },
    budget,
  )
}

/** Each line is an element of its own. */
function lineFrame(moment: 'before' | 'after', index: number, open: OpenChange): Frame {
  return {
    key: `line:${open.change.id}:${moment}:${index}`,
    make: () =>
      element(
        moment === 'before' ? 'del' : 'ins',
        { className: ['change-line'], ...markProperties(open, moment === 'before' ? 'removed' : 'added') },
        [label(moment === 'before' ? 'Removed:' : 'Added:', open)],
      ),
  }
}

const wordFrame: Frame = { key: 'word', make: () => element('span', { className: ['change-word'] }, []) }

function textOf(lines: Line[]): string {
  const text = lines
    .map(({ tokens }) => tokens.map(({ content }) => (typeof content === 'string' ? content : '')).join(''))
    .join('\n')
  return text.length > longestText ? `${text.slice(0, longestText)}…` : text
}
