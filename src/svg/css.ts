import { type CSSToken, TokenType, tokenize } from '@csstools/css-tokenizer'
import { allowedProperties, fontProperties, functions } from './allow-list.ts'

/** What of a piece of CSS is kept. */
export interface SafeCss {
  css: string
  /** What would have been loaded, or run. */
  dropped: string[]
}

/** An address as it stays; undefined where it goes. */
export type UrlRule = (url: string) => string | undefined

interface Rules {
  names: ReadonlySet<string>
  url: UrlRule
}

/** How deep rules may stand in rules, such as `@media` in `@supports`. */
const deepest = 8

/** A value, as of `fill`; undefined where it calls what is not known to be harmless. */
export function safeValue(text: string, url: UrlRule): string | undefined {
  return written(tokensOf(text), url)
}

/** Declarations, as of a `style` attribute. */
export function safeDeclarations(text: string, url: UrlRule): SafeCss {
  return declarations(tokensOf(text), { names: allowedProperties, url })
}

/** A style sheet. `font` says which addresses a `@font-face` may name. */
export function safeStyleSheet(text: string, url: UrlRule, font: UrlRule): SafeCss {
  return rules(tokensOf(text), { url, font, depth: 0 })
}

/** Source of what comes out: CSS Syntax Module Level 3, which browsers follow to the letter. */
function tokensOf(css: string): CSSToken[] {
  return tokenize({ css }).filter(([type]) => type !== TokenType.EOF)
}

interface Sheet {
  url: UrlRule
  font: UrlRule
  depth: number
}

function rules(tokens: readonly CSSToken[], sheet: Sheet): SafeCss {
  const kept: SafeCss = { css: '', dropped: [] }
  for (let at = 0; at < tokens.length; ) {
    const first = tokens[at]
    if (!first || isBetweenRules(first)) {
      at++
      continue
    }
    const isAtRule = first[0] === TokenType.AtKeyword
    const bodyAt = endOf(
      tokens,
      at,
      (type) => type === TokenType.OpenCurly || (isAtRule && type === TokenType.Semicolon),
    )
    const hasBody = tokens[bodyAt]?.[0] === TokenType.OpenCurly
    const end = hasBody ? endOf(tokens, bodyAt + 1, (type) => type === TokenType.CloseCurly) : bodyAt
    const body = hasBody ? tokens.slice(bodyAt + 1, end) : undefined
    add(kept, rule(tokens.slice(at, bodyAt), body, sheet))
    at = end + 1
  }
  return kept
}

function isBetweenRules([type]: CSSToken): boolean {
  return isSpace(type) || type === TokenType.CDO || type === TokenType.CDC || type === TokenType.Semicolon
}

function isSpace(type: TokenType): boolean {
  return type === TokenType.Whitespace || type === TokenType.Comment
}

/** Where a token of some type stands that is in no bracket; the end where there is none. */
function endOf(tokens: readonly CSSToken[], from: number, isEnd: (type: TokenType) => boolean): number {
  const open: TokenType[] = []
  for (let at = from; at < tokens.length; at++) {
    const type = tokens[at]?.[0] ?? TokenType.EOF
    if (open.length === 0 && isEnd(type)) return at
    const closing = closings.get(type)
    if (closing) open.push(closing)
    else if (type === open.at(-1)) open.pop()
  }
  return tokens.length
}

const closings: ReadonlyMap<TokenType, TokenType> = new Map([
  [TokenType.Function, TokenType.CloseParen],
  [TokenType.OpenParen, TokenType.CloseParen],
  [TokenType.OpenSquare, TokenType.CloseSquare],
  [TokenType.OpenCurly, TokenType.CloseCurly],
])

function rule(head: readonly CSSToken[], body: readonly CSSToken[] | undefined, sheet: Sheet): SafeCss {
  const [first] = head
  const name = first?.[0] === TokenType.AtKeyword ? first[4].value.toLowerCase() : undefined
  if (name === 'import') return { css: '', dropped: ['@import'] }
  if (!body) return { css: '', dropped: [] }
  const { url, font } = sheet
  if (name === undefined) return block(written(head, url), declarations(body, { names: allowedProperties, url }))
  const prelude = written(head.slice(1), url)
  if (name === 'font-face') return block('@font-face', declarations(body, { names: fontProperties, url: font }))
  if (!/^(?:media|supports|layer|container|(?:-webkit-)?keyframes)$/.test(name) || sheet.depth >= deepest)
    return { css: '', dropped: [] }
  return block(
    prelude === undefined ? undefined : `@${name} ${prelude.trim()}`,
    rules(body, { ...sheet, depth: sheet.depth + 1 }),
  )
}

function block(head: string | undefined, { css, dropped }: SafeCss): SafeCss {
  return { css: head === undefined || css === '' ? '' : `${head.trim()}{${css}}`, dropped }
}

function add(kept: SafeCss, { css, dropped }: SafeCss): void {
  kept.css += css
  kept.dropped.push(...dropped)
}

function declarations(tokens: readonly CSSToken[], rules: Rules): SafeCss {
  const kept: SafeCss = { css: '', dropped: [] }
  for (let at = 0; at < tokens.length; ) {
    const end = endOf(tokens, at, (type) => type === TokenType.Semicolon)
    add(kept, declaration(tokens.slice(at, end), rules))
    at = end + 1
  }
  return kept
}

function declaration(tokens: readonly CSSToken[], { names, url }: Rules): SafeCss {
  const none: SafeCss = { css: '', dropped: [] }
  const said = tokens.slice(tokens.findIndex(([type]) => !isSpace(type)))
  const [name] = said
  const colon = said.findIndex(([type], index) => index > 0 && !isSpace(type))
  if (name?.[0] !== TokenType.Ident || said[colon]?.[0] !== TokenType.Colon) return none
  const property = name[4].value
  const isKnown = /^--[\w-]+$/.test(property) || names.has(property.toLowerCase())
  const value = isKnown ? written(said.slice(colon + 1), url) : undefined
  if (value !== undefined) return { css: `${property}:${value.trim()};`, dropped: [] }
  const loads = said.some(
    ([type, raw]) => type === TokenType.URL || (type === TokenType.Function && /^url\(/i.test(raw)),
  )
  return loads ? { css: '', dropped: [`url() of \`${property.replaceAll('`', '')}`] } : none
}

/** Tokens as a text that reads as they do, with brackets that match; undefined where one of them may not be. */
function written(tokens: readonly CSSToken[], url: UrlRule): string | undefined {
  const open: TokenType[] = []
  let text = ''
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]
    if (!token) break
    const [type] = token
    if (type === TokenType.Function && token[4].value.toLowerCase() === 'url') {
      const end = endOf(tokens, at + 1, (next) => next === TokenType.CloseParen)
      const address = onlyString(tokens.slice(at + 1, end))
      const kept = end < tokens.length && address !== undefined ? url(address) : undefined
      if (kept === undefined) return undefined
      text += `url(${quoted(kept)})`
      at = end
      continue
    }
    const closing = closings.get(type)
    if (closing) open.push(closing)
    else if (closes.has(type) && open.pop() !== type) return undefined
    const one = tokenText(token, url)
    if (one === undefined) return undefined
    text += one
  }
  return open.length === 0 ? text : undefined
}

const closes: ReadonlySet<TokenType> = new Set(closings.values())

function onlyString(tokens: readonly CSSToken[]): string | undefined {
  const [one, ...more] = tokens.filter(([type]) => !isSpace(type))
  return one?.[0] === TokenType.String && more.length === 0 ? one[4].value : undefined
}

function tokenText(token: CSSToken, url: UrlRule): string | undefined {
  const [type, raw] = token
  switch (type) {
    case TokenType.Comment:
      return '/**/'
    case TokenType.String:
      return quoted(token[4].value)
    case TokenType.URL: {
      const kept = url(token[4].value)
      return kept === undefined ? undefined : `url(${quoted(kept)})`
    }
    case TokenType.Ident:
      return raw.includes('\\') ? escapedName(token[4].value) : raw
    case TokenType.Hash:
      return raw.includes('\\') ? `#${escapedName(token[4].value)}` : raw
    case TokenType.Function:
      return functions.has(token[4].value.toLowerCase()) && !raw.includes('\\') ? raw : undefined
    case TokenType.OpenCurly:
    case TokenType.AtKeyword:
    case TokenType.BadString:
    case TokenType.BadURL:
    case TokenType.CDO:
    case TokenType.CDC:
      return undefined
    default:
      return raw.includes('\\') ? undefined : raw
  }
}

/** Source: CSSOM, "serialize a string"; quotes and backslashes are written as numbers as well. */
function quoted(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a string of CSS holds none of them as they are
  return `"${text.replace(/[\0-\x1f\x7f"\\]/g, escapedCode)}"`
}

/** A name, each of whose characters means itself. */
function escapedName(name: string): string {
  return name.replace(/[^\w\u{80}-\u{10ffff}-]|^\d|^-(?=\d|$)/gu, escapedCode)
}

function escapedCode(character: string): string {
  return `\\${(character.codePointAt(0) ?? 0).toString(16)} `
}
