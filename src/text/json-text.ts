/** What is invisible, and what CI servers would take for a command in the midst of a line, is written as escapes. */
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=#)#(?=\w{0,20}\[)/g

/** A value as JSON, ending with a line break. Lone surrogates are escaped, as ECMA-262 25.5.2 has it. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value, null, 2)
  return `${text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
}
