/**
 * Patterns of a text in all the forms that servers, and what stands between, give to its characters: those of URLs (twice
 * encoded too), of JSON and of other languages, of HTML, of mails, and UTF-8 that was read as Latin-1. A text may mix them.
 */
export function patternsOf(text: string): string[] {
  // Each run of backslashes can be read in several ways, and many of them in very many.
  if ((text.match(/\\+/g)?.length ?? 0) > 4) return [...text].map(escapePattern)
  return Array.from(text.matchAll(/\\+|./gsu), ([part], index) => {
    if (part.startsWith('\\')) return `(?:\\\\{${part.length},${4 * part.length}}|${encoded(part)})`
    const mayBeEscaped = !/[\p{L}\p{N}]/u.test(part) && !text.slice(0, index).endsWith('\\')
    return `(?:${[plain(part, mayBeEscaped), ...named(part), ...characters(part)].join('|')})`
  })
}

/** What a text looks like in hexadecimal, with something between its bytes or nothing. */
export function hexPattern(text: string): string {
  return bytesOf(text).join('[: -]?')
}

/** The usual forms of a text, where those of each of its characters would be too many. */
export function plainForms(text: string): string[] {
  const url = encodeURIComponent(text.toWellFormed())
  return [text, url, url.replaceAll('%20', '+'), JSON.stringify(text).slice(1, -1)].map(escapePattern)
}

/** What a text looks like in base64, whatever stands before it. */
export function base64Patterns(text: string): string[] {
  const bytes = Buffer.from(text)
  return [0, 1, 2].flatMap((offset) => {
    const inside = insideOfBase64(bytes, offset)
    // A short one would be found by chance.
    if (inside.length < 6) return []
    return escapePattern(inside)
      .replaceAll('\\+', '(?:\\+|-|%(?:25)?2b)')
      .replaceAll('\\/', '(?:\\\\{0,4}\\/|_|%(?:25)?2f)')
  })
}

/** What is left of a text in base64 behind some other bytes, without the characters that depend on what stands around it. */
function insideOfBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .replace(/=+$/, '')
  const first = offset === 0 ? 0 : offset + 1
  const last = (bytes.length + offset) % 3 === 0 ? encoded.length : encoded.length - 1
  return encoded.slice(first, last)
}

/** A text as a pattern that is found where it stands as it is. */
export function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** What stands for a character elsewhere: in a form, a space and a plus sign are each other. */
const variants: Readonly<Record<string, string>> = {
  ' ': '[ +\u00a0]',
  '+': '(?:[ +\u00a0]|%(?:25){0,3}20)',
  '`': "[`']",
}

function plain(character: string, mayBeEscaped: boolean): string {
  const itself = variants[character] ?? escapePattern(character)
  return mayBeEscaped ? `\\\\{0,4}${itself}` : itself
}

const names: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": 'apos',
  ' ': 'nbsp',
}

const letters: Readonly<Record<string, string>> = { '\n': 'n', '\r': 'r', '\t': 't' }

/** Names that HTML and JSON have for a character. */
function named(character: string): string[] {
  const [name, letter] = [names[character], letters[character]]
  return [
    ...(name === undefined ? [] : [`${ampersand}${name};`]),
    ...(letter === undefined ? [] : [`\\\\{1,4}${letter}`]),
  ]
}

const ampersand = '&(?:amp;){0,2}'

/** A character by its number. */
function characters(character: string): string[] {
  const number = character.codePointAt(0) ?? 0
  const latin = Buffer.from(character).toString('latin1')
  return [
    encoded(character),
    `${ampersand}#(?:0{0,5}${number}|x0{0,5}${number.toString(16)});?`,
    ...(number > 127 ? [escapePattern(latin)] : []),
  ]
}

function encoded(text: string): string {
  const units = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index).toString(16))
  return [
    bytesOf(text)
      .map((byte) => `%(?:25){0,3}${byte}`)
      .join(''),
    bytesOf(text)
      .map((byte) => `=${byte}`)
      .join(''),
    bytesOf(text)
      .map((byte) => `\\\\{1,4}x${byte}`)
      .join(''),
    units.map((unit) => `\\\\{1,4}u${unit.padStart(4, '0')}`).join(''),
  ].join('|')
}

function bytesOf(text: string): string[] {
  return Array.from(Buffer.from(text), (byte) => byte.toString(16).padStart(2, '0'))
}
