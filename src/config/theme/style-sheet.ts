import { type CSSToken, TokenType, tokenize } from '@csstools/css-tokenizer'

/** One thing wrong in a style sheet. Offsets are in UTF-16 code units. */
export interface StyleSheetProblem {
  start: number
  end: number
  message: string
  hint: string
}

/** What an address of a style sheet becomes, or why it cannot stay. */
export type UrlReader = (url: string) => { url: string } | { message: string; hint: string }

/** Functions in which a string is an address. Source: CSS Images Module Level 4, CSS Values and Units Level 5. */
const addressing = new Set([
  'url',
  'src',
  'image-set',
  '-webkit-image-set',
  'image',
  'cross-fade',
  '-webkit-cross-fade',
])

const oneFile = 'Put what it says into this file'

/**
 * A style sheet of the project, with each address as it is published. It styles as it likes, but loads what is of the
 * site alone: no other style sheet, and no address that `read` refuses.
 */
export function rewriteStyleSheet(css: string, read: UrlReader): { css: string; problems: StyleSheetProblem[] } {
  const tokens = tokenize({ css })
  const problems: StyleSheetProblem[] = []
  const functions: string[] = []
  let text = ''
  for (const [index, token] of tokens.entries()) {
    const [type, raw, start, end] = token
    const problem = (message: string, hint: string) => problems.push({ start, end: end + 1, message, hint })
    const name = functions.at(-1) ?? ''
    track(token, functions)
    let written = raw
    const address = addressIn(token, name)
    if (address !== undefined) {
      const found = read(address)
      if ('url' in found) written = type === TokenType.URL ? `url(${quoted(found.url)})` : quoted(found.url)
      else problem(found.message, found.hint)
    } else if (type === TokenType.AtKeyword && token[4].value.toLowerCase() === 'import') {
      problem('Unexpected `@import`, expected one file', oneFile)
    } else if (type === TokenType.BadURL || type === TokenType.BadString) {
      problem('Unexpected end of an address or a text, expected the sign that closes it', 'Close it on its line')
    } else if (type === TokenType.Function && isOpaque(token, tokens.slice(index + 1))) {
      problem('Unexpected value of `url()`, expected an address in quotes', 'Write the address itself')
    }
    text += written
  }
  return { css: text, problems }
}

/** Keeps the functions and brackets that a token stands in, by name; a bracket has none. */
function track([type, , , , data]: CSSToken, functions: string[]): void {
  if (type === TokenType.Function) functions.push(String(data.value).toLowerCase())
  else if (type === TokenType.OpenParen || type === TokenType.OpenSquare || type === TokenType.OpenCurly)
    functions.push('')
  else if (type === TokenType.CloseParen || type === TokenType.CloseSquare || type === TokenType.CloseCurly)
    functions.pop()
}

function addressIn(token: CSSToken, name: string): string | undefined {
  if (token[0] === TokenType.URL) return token[4].value
  return token[0] === TokenType.String && addressing.has(name) ? token[4].value : undefined
}

/** Whether `url(` or `src(` is followed by anything but a text: what it comes to is not known. */
function isOpaque(token: CSSToken, rest: readonly CSSToken[]): boolean {
  if (token[0] !== TokenType.Function || !/^(?:url|src)$/i.test(token[4].value)) return false
  const first = rest.find(([type]) => type !== TokenType.Whitespace && type !== TokenType.Comment)
  return first?.[0] !== TokenType.String
}

/** Source: CSSOM, "serialize a string". */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of CSS holds none of them as they are
  return `"${text.replace(/[\0-\x1f\x7f"\\]/g, (one) => `\\${one.charCodeAt(0).toString(16)} `)}"`
}
