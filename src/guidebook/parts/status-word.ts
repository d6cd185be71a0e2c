/** How a status is coloured. */
export type Tone = 'good' | 'caution' | 'bad' | 'work' | 'past' | 'plain'

/** A `Status` value, taken apart: its sign is shown as a shape, so that colour is never alone. */
export interface StatusWord {
  tone: Tone
  /** Without the sign. */
  text: string
}

/** What gives a status its tone: the manual's table is made from it. */
export const statusTones: readonly { tone: Tone; means: string; signs: readonly string[]; words: readonly string[] }[] =
  [
    {
      tone: 'good',
      means: 'Good',
      signs: ['✅', '✔️', '🟢', '☑️'],
      words: [
        ...['active', 'current', 'done', 'healthy', 'live', 'ok', 'operational', 'production', 'stable', 'up'],
        ...['accepted', 'complete'],
      ],
    },
    {
      tone: 'caution',
      means: 'Take care',
      signs: ['⚠️', '🟡', '🟠'],
      words: [
        ...['degraded', 'partial', 'partially', 'manual', 'at risk', 'caution', 'warning', 'needs attention', 'stale'],
      ],
    },
    {
      tone: 'bad',
      means: 'Bad',
      signs: ['❌', '⛔', '🛑', '🔴'],
      words: ['broken', 'down', 'failed', 'failing', 'outage', 'dead'],
    },
    {
      tone: 'work',
      means: 'Under way',
      signs: ['🚧', '⏳', '🔵'],
      words: ['draft', 'wip', 'work in progress', 'planned', 'proposed', 'in progress', 'living'],
    },
    {
      tone: 'past',
      means: 'Past',
      signs: ['🗄️', '🪦', '⚫', '⚪'],
      words: ['archived', 'decommissioned', 'deprecated', 'obsolete', 'retired', 'superseded'],
    },
  ]

/** A sign counts with and without the mark that asks for its picture. */
const signs = statusTones.map(({ tone, signs }): [RegExp, Tone] => [
  new RegExp(signs.map((sign) => sign.replace(/\uFE0F$/, '\uFE0F?')).join('|'), 'u'),
  tone,
])

/** Of several words, what is past or wrong says more than what is well. */
const byWeight = statusTones.toReversed()

const words = byWeight.map(({ tone, words }): [RegExp, Tone] => [new RegExp(`\\b(?:${words.join('|')})\\b`, 'i'), tone])

/** The words that give a status its tone, in lower case. */
export const statusWords: readonly string[] = byWeight.flatMap(({ words }) => words)

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
