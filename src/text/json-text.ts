/** What is invisible, and what CI servers would take for a command in the midst of a line, is written as escapes. */
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|(?<=#)#(?=\w{0,20}\[)/g

/** A value as JSON, ending with a line break. Lone surrogates are escaped, as ECMA-262 25.5.2 has it. */
export function jsonText(value: unknown): string {
  return `${escaped(JSON.stringify(value, null, 2))}\n`
}

/** A value as JSON on one line. */
export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value))
}

function escaped(json: string): string {
  return json.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
