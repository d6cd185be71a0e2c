import { type PageWord, partOf } from './page-commands.ts'

/** An option with its value, where it has one. */
export interface GivenOption {
  /** `-n`, `--namespace`. */
  name: string
  value?: PageWord
}

/**
 * Arguments up to `--`: those that are no options, and the options with their values. `valued` are the options that take
 * the next argument. Bundles such as `-it` are one option; `-nerp` is one with a value where `-n` takes one.
 */
export function argumentsOf(all: readonly PageWord[], valued: RegExp): { words: PageWord[]; options: GivenOption[] } {
  const words: PageWord[] = []
  const options: GivenOption[] = []
  for (let at = 0; at < all.length; at++) {
    const word = all[at]
    if (!word || word.value === '--') break
    const { value } = word
    if (!value.startsWith('-') || value === '-') {
      words.push(word)
      continue
    }
    const [, long, given] = /^(--?[\w-]+)=(.*)$/s.exec(value) ?? []
    const short = value.slice(0, 2)
    if (long !== undefined) options.push({ name: long, ...(given && { value: partOf(word, given) }) })
    else if (valued.test(value)) {
      const next = all[at + 1]
      options.push({ name: value, ...(next && { value: next }) })
      at++
    } else if (/^-[a-zA-Z]./.test(value) && valued.test(short))
      options.push({ name: short, value: partOf(word, value.slice(2)) })
    else options.push({ name: value })
  }
  return { words, options }
}
