/** What a unit may mean: its kind, and how many of the kind's smallest it is. Some are written for several. */
const units = new Map<string, readonly (readonly [kind: string, factor: number])[]>([
  ['', [['number', 1]]],
  ['%', [['percent', 1]]],
  ...named('time', { ms: 0.001, s: 1, sec: 1, secs: 1, second: 1, seconds: 1, min: 60, mins: 60, minute: 60 }),
  ...named('time', { minutes: 60, h: 3600, hr: 3600, hrs: 3600, hour: 3600, hours: 3600, d: 86_400, day: 86_400 }),
  ...named('time', { days: 86_400, w: 604_800, week: 604_800, weeks: 604_800 }),
  ...named('bytes', { B: 1, byte: 1, bytes: 1 }),
  ...[...'KMGTPE'].flatMap((letter, index) => [
    ...named('bytes', { [`${letter}i`]: 1024 ** (index + 1), [`${letter}iB`]: 1024 ** (index + 1) }),
    ...named('bytes', { [letter]: 1000 ** (index + 1), [`${letter}B`]: 1000 ** (index + 1) }),
  ]),
  ['kB', [['bytes', 1000]]],
  // Kubernetes counts by thousands, Docker by 1024.
  ...[...'kgt'].map((letter) => {
    const power = { k: 1, g: 3, t: 4 }[letter] ?? 1
    return [letter, [['bytes', 1000 ** power] as const, ['bytes', 1024 ** power] as const]] as const
  }),
  // Minutes, thousandths of a processor, and Docker's megabytes.
  [
    'm',
    [
      ['time', 60],
      ['thousandths', 1],
      ['bytes', 1000 ** 2],
      ['bytes', 1024 ** 2],
    ],
  ],
])

function named(kind: string, factors: Readonly<Record<string, number>>) {
  return Object.entries(factors).map(([unit, factor]) => [unit, [[kind, factor] as const]] as const)
}

/** Whether a text says a value as a person would say it: with a `v`, quotes, signs between thousands, a unit in words. */
export function isSameValue(written: string, value: string): boolean {
  const [a, b] = [plain(written), plain(value)]
  if (a.toLowerCase().replace(/^v(?=\d)/, '') === b.toLowerCase().replace(/^v(?=\d)/, '')) return true
  const [left, right] = [a, b].map((text) => truths.get(text.toLowerCase()))
  if (left !== undefined && left === right) return true
  const [x, y] = [readingsOf(a), readingsOf(b)]
  return x.some((one) => y.includes(one))
}

/** What people write for true and false. */
const truths = new Map([
  ...['true', 'yes', 'on', 'enabled'].map((word) => [word, true] as const),
  ...['false', 'no', 'off', 'disabled'].map((word) => [word, false] as const),
])

function plain(text: string): string {
  return text
    .trim()
    .replace(/^([`"'“‘«])\s*(.*?)\s*[`"'”’»]$/s, '$2')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
}

/** What an amount may mean; nothing of what is none. `3.10` without a unit is a version, and no number. */
function readingsOf(text: string): string[] {
  const [, sign = '', digits = '', fraction = '', unit = ''] =
    /^([+-]?)(\d{1,3}(?:[,'’_ ]\d{3})+|\d{1,15})(\.\d{1,9})? ?(%|[A-Za-z]*)$/.exec(text) ?? []
  const whole = digits.replace(/\D/g, '')
  if (whole === '' || (whole.length > 1 && whole.startsWith('0')) || (unit === '' && fraction !== '')) return []
  const amount = Number(`${sign === '-' ? '-' : ''}${whole}${fraction}`)
  const known = units.get(unit) ?? (unit.length > 2 ? units.get(unit.toLowerCase()) : undefined)
  return (known ?? []).map(([kind, factor]) => `${kind} ${Number((amount * factor).toPrecision(12))}`)
}
