/** A piece of Jsonnet: a text with what it says, a sign, or a word. */
export interface JsonnetToken {
  kind: 'text' | 'sign' | 'word'
  /** Of a text what it says, else as it is written. */
  value: string
  start: number
  end: number
}

const signs = /[{}[\]():,;]|\+:{1,3}|:{2,3}/y
const word = /[A-Za-z_$][\w$.]*|\d[\w.]*|[^\s{}[\]():,;'"@|#/\w$]+|[/@|]/y
const space = /(?:\s+|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))+/y
const block = /\|\|\|-?[ \t]*\r?\n([\s\S]*?)\n[ \t]*\|\|\|/y
const quoted = /'((?:[^'\\]|\\[\s\S])*)'|"((?:[^"\\]|\\[\s\S])*)"/y
const verbatim = /@'((?:[^']|'')*)'|@"((?:[^"]|"")*)"/y

/** The tokens of a text of Jsonnet, without its comments. Nothing is evaluated. Source: jsonnet.org/ref/spec, "Lexing". */
export function jsonnetTokens(text: string): JsonnetToken[] {
  const tokens: JsonnetToken[] = []
  for (let at = 0; at < text.length; ) {
    const skipped = matchAt(space, text, at)
    if (skipped) at = space.lastIndex
    if (at >= text.length) break
    const token = textAt(text, at) ?? plainAt(text, at)
    tokens.push(token)
    at = token.end
  }
  return tokens
}

function textAt(text: string, at: number): JsonnetToken | undefined {
  const sign = text.charAt(at)
  if (sign === '|' && matchAt(block, text, at)) {
    const [, inner = ''] = matchAt(block, text, at) ?? []
    const indent = /^[ \t]*/.exec(inner)?.[0] ?? ''
    const value = inner.split('\n').map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trim()))
    return { kind: 'text', value: value.join('\n'), start: at, end: block.lastIndex }
  }
  if (sign === '@') {
    const found = matchAt(verbatim, text, at)
    if (!found) return undefined
    const value = found[1]?.replaceAll("''", "'") ?? found[2]?.replaceAll('""', '"') ?? ''
    return { kind: 'text', value, start: at, end: verbatim.lastIndex }
  }
  if (sign !== "'" && sign !== '"') return undefined
  const found = matchAt(quoted, text, at)
  if (!found) return undefined
  return { kind: 'text', value: unescaped(found[1] ?? found[2] ?? ''), start: at, end: quoted.lastIndex }
}

function plainAt(text: string, at: number): JsonnetToken {
  if (matchAt(signs, text, at))
    return { kind: 'sign', value: text.slice(at, signs.lastIndex), start: at, end: signs.lastIndex }
  const end = matchAt(word, text, at) ? word.lastIndex : at + 1
  return { kind: 'word', value: text.slice(at, end), start: at, end }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }

function unescaped(written: string): string {
  return written.replace(
    /\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g,
    (_, code: string | undefined, sign: string | undefined) =>
      code === undefined ? (escapes[sign ?? ''] ?? sign ?? '') : String.fromCharCode(Number.parseInt(code, 16)),
  )
}
