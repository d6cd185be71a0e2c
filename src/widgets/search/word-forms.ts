/** The shortest beginning that a word keeps. */
const shortest = 3

/**
 * What the forms of an English word begin with alike: `unsealing` → `unseal`, `policies` → `polic`, `restored` → `restor`.
 * The word itself where it has no such form. It is looked for as the beginning of words, after the word itself: so it
 * hides nothing where a word only looks like English.
 */
export function stemOf(word: string): string {
  if (!/^[a-z]{4,}$/.test(word)) return word
  const plain = word.replace(/(?:ies|ied|y)$/, '').replace(/(?<=[^s])s$/, '')
  const cut = plain.replace(/(?<=[a-z]{3})(?:ing|ed|er|ion)$/, '')
  // `stopped` is of `stop`.
  const stem = cut === plain ? cut.replace(/(?<=[a-z]{3})e$/, '') : cut.replace(/([bdgmnprt])\1$/, '$1')
  return stem.length < shortest ? word : stem
}
