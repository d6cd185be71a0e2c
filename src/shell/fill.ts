// What readers' browsers load, and agents' answers are made by: nothing that reads a shell is in it.

/**
 * How a shell reads the text around a blank. `command` is the name of a command, `verbatim` a here-document in which
 * nothing is expanded. Nobody can quote for `plain`, another program's language, and for `word`: arithmetic, patterns, and
 * what stands behind a `$`.
 */
export type Quoting = 'bare' | 'command' | 'double' | 'single' | 'here-document' | 'verbatim' | 'plain' | 'word'

/** Where a blank stands. */
export interface BlankPlace {
  quoting: Quoting
  /** Whether a word begins with it: a value that begins with `-` would be an option. */
  startsWord: boolean
  /** What reads the word besides the shell: quotes of its own, or JSONPath, outside and inside of its own quotes. */
  within?: 'quotes' | 'jsonpath' | 'jsonpath-text'
  /** The line that ends the here-document, where the blank is all that stands on its line. */
  ending?: string
}

/** The same as a page has it: an unknown quoting is as strict as `word`. */
export interface WrittenPlace {
  quoting: string
  startsWord: boolean
  within?: string | undefined
  ending?: string | undefined
}

/** A text for the place of a blank, or why there is none: a sentence for the one who typed the value. */
export type Filled = { text: string } | { problem: string }

/** In UTF-16 code units. */
export const longestValue = 500

/** No shell and no program reads these as anything else. */
const plain = /^[\w./:@%+,=-]+$/

/** What a value of an address has to be where the page's author says nothing: it never begins as an option does. */
const ofAddress = /^[A-Za-z0-9._:/@][A-Za-z0-9._:/@-]*$/

/**
 * What is never filled in: control characters, ends of lines, what is not seen or turns the direction of the text, and
 * halves of characters.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0]/u

/** A pattern that an author wrote, for the whole of a value. */
function isLike(value: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`, 'u').test(value)
}

/** Why a value is not taken at all, whatever the place; undefined where it is. */
export function problemOfValue(value: string, pattern?: string): string | undefined {
  if (value.length > longestValue) return `It is longer than ${longestValue} characters`
  if (unseen.test(value)) return 'It has characters that are not seen'
  return pattern !== undefined && !isLike(value, pattern) ? `It does not match ${pattern}` : undefined
}

/** Whether a value may come from an address, which anybody can have written. */
export function isFitForAddress(value: string, pattern?: string): boolean {
  if (value === '' || value.startsWith('-') || problemOfValue(value, pattern) !== undefined) return false
  return pattern !== undefined || ofAddress.test(value)
}

/**
 * The text that brings a value to where a blank stands, as one part of one word, or why nobody can. `mayBeOption` is
 * said by the author's own pattern, where that has the value.
 */
export function fillBlank(value: string, place: WrittenPlace, { mayBeOption = false } = {}): Filled {
  const { quoting, startsWord, within, ending } = place
  const problem = problemOfValue(value)
  if (problem !== undefined) return { problem }
  if (startsWord && value.startsWith('-') && !mayBeOption)
    return { problem: 'It begins with -, which the command would take for an option' }
  if (within === 'quotes' && /["'`\\]/.test(value)) return { problem: 'It has quotes inside of quotes' }
  if (within === 'jsonpath-text' && /["'\\]/.test(value)) return { problem: 'It has quotes inside of quotes' }
  if (within === 'jsonpath' && !/^[\w./-]+$/.test(value)) return { problem: 'It is no name of a field' }
  if (quoting === 'plain' && !plain.test(value))
    return { problem: 'Only letters, digits and ._:/@%+,=- can stand here' }
  if (ending !== undefined && value.trim() === ending) return { problem: 'It would end the text that it stands in' }
  return quoted(within === 'jsonpath' ? value.replaceAll('.', '\\.') : value, place)
}

function quoted(value: string, { quoting, startsWord }: WrittenPlace): Filled {
  switch (quoting) {
    case 'bare':
      // zsh takes `=ls` for the path of `ls`.
      return { text: plain.test(value) && !(startsWord && value.startsWith('=')) ? value : inSingleQuotes(value) }
    case 'command':
      // A name in quotes is no keyword, and nothing is assigned by it.
      return { text: inSingleQuotes(value) }
    case 'single':
      return { text: value.replaceAll("'", "'\\''") }
    case 'double':
      // Shells that people type into replace `!` in these quotes, with and without a backslash.
      return { text: value.replace(/[\\$`"]/g, '\\$&').replace(/!+/g, `"'$&'"`) }
    case 'here-document':
      if (value.includes('!')) return { problem: 'A shell may replace ! here' }
      return { text: value.replace(/[\\$`]/g, '\\$&') }
    case 'plain':
    case 'verbatim':
      return { text: value }
    default:
      return /^\w[\w.-]*$/.test(value) ? { text: value } : { problem: 'Only letters, digits and ._- can stand here' }
  }
}

function inSingleQuotes(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`
}
