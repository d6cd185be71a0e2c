/** The shortest beginning that a word keeps. */
const shortest = 3

/**
 * What the forms of an English word begin with alike: `unsealing` → `unseal`, `policies` → `polic`, `restored` → `restor`.
 * The word itself where it has no such form. It is looked for as the beginning of words, after the word itself: so it
 * hides nothing where a word only looks like English.
 */
export function stemOf(word: string): string {
  if (!/^[a-z]{5,}$/.test(word)) return word
  const stem = word
    .replace(/(?:ies|ied|y)$/, '')
    .replace(/(?<=[a-z]{3})(?:ing|ed|er|ion)s?$/, '')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?<=[a-z]{3})e$/, '')
    .replace(/([bdgmnprt])\1$/, '$1')
  return stem.length < shortest ? word : stem
}
