/** What goes wrong where people write the name of a file or of a section by hand. */
export const slipKinds = [
  'letter wrong',
  'letter left out',
  'letter twice',
  'letters swapped',
  'other case',
  'ending left out',
  '- for _',
  'one folder too deep',
  'one folder too high',
] as const

export type SlipKind = (typeof slipKinds)[number]

/** A path with a slip in it; `undefined` where it has no room for one of that kind. `random` gives a whole number below another. */
export function slip(path: string, kind: SlipKind, random: (below: number) => number): string | undefined {
  const [, folders = '', name = '', ending = ''] = /^(.*\/)?([^/]*?)(\.[a-z]+)?$/s.exec(path) ?? []
  const letters = [...name].flatMap((letter, at) => (/\p{L}/u.test(letter) ? [at] : []))
  const at = letters[random(Math.max(1, letters.length))] ?? 0
  const changed = (length: number, text: string) =>
    folders + name.slice(0, at) + text + name.slice(at + length) + ending
  if (letters.length < 4) return undefined
  const slips: Record<SlipKind, () => string | undefined> = {
    'letter wrong': () => changed(1, String.fromCharCode(97 + ((name.charCodeAt(at) + 1 + random(20)) % 26))),
    'letter left out': () => changed(1, ''),
    'letter twice': () => changed(1, name.charAt(at).repeat(2)),
    'letters swapped': () => changed(2, [...name.slice(at, at + 2)].reverse().join('')),
    'other case': () => changed(1, swapped(name.charAt(at))),
    'ending left out': () => (ending === '' ? undefined : folders + name),
    '- for _': () => `${folders}${name.replace(/[-_]/g, (sign) => (sign === '-' ? '_' : '-'))}${ending}`,
    'one folder too deep': () => (ending === '' ? undefined : `${folders}docs/${name}${ending}`),
    'one folder too high': () => (ending === '' ? undefined : `../${path}`),
  }
  const made = slips[kind]()
  return made === path ? undefined : made
}

function swapped(letter: string): string {
  return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()
}
