/** How a status is coloured. */
export type Tone = 'good' | 'caution' | 'bad' | 'work' | 'past' | 'plain'

/** A `Status` value, taken apart: its sign is shown as a shape, so that colour is never alone. */
export interface StatusWord {
  tone: Tone
  /** Without the sign. */
  text: string
}

const signs: [RegExp, Tone][] = [
  [/✅|☑️?|✔️?|🟢/u, 'good'],
  [/⚠️?|🟡|🟠/u, 'caution'],
  [/❌|⛔|🛑|🔴/u, 'bad'],
  [/🚧|⏳|🔵/u, 'work'],
  [/🗄️?|🪦|⚫|⚪/u, 'past'],
]

const toneWords: readonly [tone: Tone, words: string[]][] = [
  ['past', ['archived', 'decommissioned', 'deprecated', 'obsolete', 'retired', 'superseded']],
  ['work', ['draft', 'wip', 'work in progress', 'planned', 'proposed', 'in progress', 'living']],
  ['bad', ['broken', 'down', 'failed', 'failing', 'outage', 'dead']],
  [
    'caution',
    ['degraded', 'partial', 'partially', 'manual', 'at risk', 'caution', 'warning', 'needs attention', 'stale'],
  ],
  ['good', ['active', 'current', 'done', 'healthy', 'live', 'ok', 'operational', 'production', 'stable', 'up']],
  ['good', ['accepted', 'complete']],
]

const words = toneWords.map(([tone, known]): [RegExp, Tone] => [new RegExp(`\\b(?:${known.join('|')})\\b`, 'i'), tone])

/** The words that give a status its tone, in lower case. */
export const statusWords: readonly string[] = toneWords.flatMap(([, known]) => known)

/** A status without what the chip's shape says; its words, or its HTML. */
export function withoutSigns(value: string): string {
  return signs
    .reduce((rest, [pattern]) => rest.replace(new RegExp(pattern, 'gu'), ''), value)
    .replace(/\uFE0F/g, '')
    .trim()
}

/** Reads a status: the first sign decides, else the word. Signs are those of product pages and forges alike. */
export function readStatusWord(value: string): StatusWord {
  const [sign] = signs
    .flatMap(([pattern, tone]) => ({ tone, at: value.search(pattern) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at)
  const text = withoutSigns(value)
  const tone = sign?.tone ?? words.find(([pattern]) => pattern.test(value))?.[1] ?? 'plain'
  return { tone, text: text || value.trim() }
}
