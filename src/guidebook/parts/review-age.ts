const days: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, m: 30, q: 91, y: 365 }

const words: Readonly<Record<string, number>> = {
  daily: 1,
  weekly: 7,
  monthly: 30,
  quarterly: 91,
  yearly: 365,
  annually: 365,
}

/** A text longer than this says more than an age. */
const longest = 40

/** More than a page could ask for. */
const most = 36_500

/**
 * The days after which a page asks for a review: of `90`, `90 days`, `90d`, `3 months`, `every quarter`, `yearly`.
 * `undefined` for what says something else, such as who is to review it.
 */
export function reviewAge(text: string): number | undefined {
  const plain = text.trim().toLowerCase()
  if (plain.length > longest) return undefined
  if (Object.hasOwn(words, plain)) return words[plain]
  if (/^\d{1,5}$/.test(plain)) return ageOf(plain, 'd')
  const [, amount = '1', unit = ''] =
    /^(?:every\s+)?(\d{1,5})?\s*(h|hours?|d|days?|w|weeks?|months?|quarters?|y|years?)$/.exec(plain) ?? []
  return unit === '' ? undefined : ageOf(amount, unit)
}

function ageOf(amount: string, unit: string): number | undefined {
  const age = Math.ceil(Number(amount) * (days[unit.charAt(0)] ?? 0))
  return age > 0 && age <= most ? age : undefined
}
