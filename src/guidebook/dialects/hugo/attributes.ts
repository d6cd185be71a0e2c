/** What Goldmark reads between braces: `{#id .class key="value"}`, with its place. */
export interface Attributes {
  id?: string
  /** Offsets of the braces, with white space before them. */
  start: number
  end: number
}

/** Source: Goldmark, `parser/attribute.go`: punctuation of ASCII is no part of a name but for these. */
const token = /[ \t,]*(?:([#.])([^\s!-,/;-@[-^`{-~]+)|[A-Za-z_:][\w:.-]*=(?:"[^"\n]*"|\[[^\]\n]*\]|[^\s"'={}[\],]+))/y

/** The attributes at the end of a heading's line, before the marks that may close it. */
export function attributesAtEnd(line: string, offset: number): Attributes | undefined {
  const end = line.replace(/(?:[ \t]+#+)?[ \t]*$/, '').length
  if (line.charAt(end - 1) !== '}') return undefined
  const start = line.lastIndexOf('{', end)
  if (start === -1 || line.charAt(start - 1) === '{' || line.charAt(start - 1) === '\\') return undefined
  const read = readAttributes(line.slice(start + 1, end - 1))
  if (!read) return undefined
  const before = line.slice(0, start).trimEnd().length
  return { ...read, start: offset + before, end: offset + end }
}

/** A line of attributes alone, which are those of the block above it, also in a quote; `start` is an offset of the line. */
export function attributesOfLine(line: string): { id?: string; start: number } | undefined {
  const [, lead = '', inner] = /^([ \t>]*)\{([^{}]*)\}[ \t]*$/.exec(line) ?? []
  const read = inner === undefined ? undefined : readAttributes(inner)
  return read && { ...read, start: lead.length }
}

function readAttributes(inner: string): { id?: string } | undefined {
  let id: string | undefined
  let count = 0
  const end = inner.trimEnd().length
  for (let at = 0; at < end; count++) {
    token.lastIndex = at
    const match = token.exec(inner)
    if (!match) return undefined
    if (match[1] === '#') id = match[2]
    at = token.lastIndex
  }
  if (count === 0) return undefined
  return id === undefined ? {} : { id }
}
