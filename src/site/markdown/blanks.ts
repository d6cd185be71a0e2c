import type { ElementContent } from 'hast'
import { isSharedName } from '../../guidebook/page-values.ts'
import type { Parameter } from '../../guidebook/parts/parameter.ts'
import type { Blank } from '../../shell/blank.ts'
import type { ShellBlock } from '../../shell/block.ts'
import type { Effect } from '../../shell/effect.ts'
import { element } from './element.ts'

/** What a block of commands does, in words. What is not known is never called safe. */
const effectNames: Readonly<Record<Effect, string>> = {
  'read-only': 'read-only',
  changing: 'changes',
  dangerous: 'dangerous',
  unknown: 'not known',
}

/** What a block of commands does, for its caption. */
export function effectSigns({ effect, readsSecret }: ShellBlock): ElementContent[] {
  const sign = (kind: string, text: string) =>
    element('span', { className: ['effect'], dataEffect: kind, dataPagefindIgnore: '' }, [text])
  return [sign(effect, effectNames[effect]), ...(readsSecret ? [sign('secret', 'shows a secret')] : [])]
}

interface Blanks {
  blanks: readonly Blank[]
  parameters: readonly Parameter[]
}

/**
 * Puts what readers fill in into elements of their own, which show it as it is written. `content` is the code, coloured,
 * letter by letter as long as `value`, which is its text.
 */
export function withBlanks(content: readonly ElementContent[], value: string, found: Blanks): ElementContent[] {
  let offset = 0
  const shown = (node: ElementContent): ElementContent[] => {
    if (node.type === 'element') return [{ ...node, children: node.children.flatMap(shown) }]
    if (node.type !== 'text') return [node]
    const start = offset
    offset += node.value.length
    return parted(value, { start, end: offset }, found)
  }
  return content.flatMap(shown)
}

/** A part of the text, with each blank that begins in it as a whole; what of a blank began before it is left out. */
function parted(
  value: string,
  range: { start: number; end: number },
  { blanks, parameters }: Blanks,
): ElementContent[] {
  const parts: ElementContent[] = []
  let at = range.start
  const text = (to: number) => {
    if (to > at) parts.push({ type: 'text', value: value.slice(at, to) })
    at = Math.max(at, to)
  }
  for (const blank of blanks) {
    if (blank.end <= range.start || blank.start >= range.end) continue
    text(blank.start)
    if (blank.start >= range.start) parts.push(blankElement(blank, parameters))
    at = Math.max(at, Math.min(blank.end, range.end))
  }
  text(range.end)
  return parts
}

function blankElement({ name, written, place }: Blank, parameters: readonly Parameter[]): ElementContent {
  const { quoting, startsWord, within, ending } = place
  return element(
    'var',
    {
      className: ['blank'],
      dataName: name,
      dataPlace: [quoting, startsWord ? 'start' : '-', ...(within ? [within] : [])].join(' '),
      ...(ending !== undefined && { dataEnding: ending }),
      ...(!isSharedName(name, parameters) && { dataLocal: '' }),
    },
    [written],
  )
}
