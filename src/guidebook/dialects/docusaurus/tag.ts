/** A tag of HTML or of a component, as MDX and Vue write it. */
export interface Tag {
  kind: 'open' | 'close' | 'empty'
  name: string
  start: number
  end: number
  attributes: Attribute[]
}

/** `value` is without quotes or braces; absent for a name alone. */
export interface Attribute {
  name: string
  value?: string
  /** Whether it stands in braces: JavaScript, which is not run. */
  isCode: boolean
  start: number
  end: number
}

/** No tag is longer. */
const longest = 4000

/** Reads tags of a text. A hostile one is given up after so many signs that belonged to no tag. */
export class TagReader {
  readonly #text: string
  #patience = 2_000_000

  constructor(text: string) {
    this.#text = text
  }

  /** The tag that begins at an offset; none where there is no whole one before `limit`. */
  at(start: number, limit: number): Tag | undefined {
    const text = this.#text
    const end = Math.min(limit, start + Math.min(longest, this.#patience))
    const [mark = '', slash, name = ''] = matchAt(/<(\/?)([A-Za-z][\w.:-]*)/y, text, start) ?? []
    if (mark === '') return undefined
    const attributes: Attribute[] = []
    let at = start + mark.length
    while (at < end) {
      at += matchAt(/\s+/y, text, at)?.[0].length ?? 0
      const sign = text.charAt(at)
      if (sign === '>') return { kind: slash ? 'close' : 'open', name, start, end: at + 1, attributes }
      if (text.startsWith('/>', at)) return { kind: 'empty', name, start, end: at + 2, attributes }
      const attribute = slash ? undefined : attributeAt(text, at, end)
      if (!attribute) break
      if (attribute.name !== '') attributes.push(attribute)
      at = attribute.end
    }
    this.#patience -= at - start
    return undefined
  }
}

function attributeAt(text: string, start: number, limit: number): Attribute | undefined {
  if (text.charAt(start) === '{') {
    const end = endOfBraces(text, start, limit)
    return end === undefined ? undefined : { name: '', isCode: true, start, end }
  }
  const name = matchAt(/[^\s"'<>/={}]+/y, text, start)?.[0]
  if (name === undefined) return undefined
  const nameEnd = start + name.length
  const equals = matchAt(/\s*=\s*/y, text, nameEnd)?.[0]
  if (equals === undefined) return { name, isCode: false, start, end: nameEnd }
  const at = nameEnd + equals.length
  const sign = text.charAt(at)
  if (sign === '{') {
    const end = endOfBraces(text, at, limit)
    return end === undefined ? undefined : { name, value: text.slice(at + 1, end - 1).trim(), isCode: true, start, end }
  }
  if (sign === '"' || sign === "'") {
    const close = text.indexOf(sign, at + 1)
    if (close === -1 || close >= limit) return undefined
    return { name, value: text.slice(at + 1, close), isCode: false, start, end: close + 1 }
  }
  const plain = matchAt(/[^\s"'<>={}`]+/y, text, at)?.[0].replace(/\/$/, '')
  return plain ? { name, value: plain, isCode: false, start, end: at + plain.length } : undefined
}

/** Behind the brace that closes the one at `start`. */
function endOfBraces(text: string, start: number, limit: number): number | undefined {
  let depth = 0
  let quote: string | undefined
  for (let at = start; at < limit; at++) {
    const sign = text.charAt(at)
    if (quote !== undefined) {
      if (sign === '\\') at++
      else if (sign === quote) quote = undefined
    } else if (sign === '"' || sign === "'" || sign === '`') quote = sign
    else if (sign === '{') depth++
    else if (sign === '}' && --depth === 0) return at + 1
  }
  return undefined
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

/** The text that an attribute has without running anything: `"x"`, `{'x'}`, `{require('./x.png').default}`, `{useBaseUrl('/x')}`. */
export function literalValue({ value, isCode }: Attribute): string | undefined {
  if (value === undefined || !isCode) return value
  const [, called, word] =
    /^(?:(?:require|useBaseUrl|withBase)\s*\(\s*["'`]([^"'`\\$]{0,500})["'`]\s*\)(?:\.default)?|["'`]([^"'`\\$]{0,500})["'`]|true|\d{1,9})$/.exec(
      value,
    ) ?? [undefined, undefined, undefined]
  return called ?? word ?? (/^(?:true|\d{1,9})$/.test(value) ? value : undefined)
}

/** The text of a tag's attribute. */
export function textOfAttribute({ attributes }: Tag, name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.name === name || attribute.name === `:${name}`)
  return found && literalValue(found)
}
