import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5'

/** An attribute as written, and where: offsets count from the beginning of the piece of HTML. */
export interface HtmlAttribute {
  name: string
  value: string
  start: number
  end: number
}

/** A part of a piece of raw HTML. Comments and doctypes are left out, character references are decoded. */
export type HtmlPart =
  | { kind: 'open'; name: string; attributes: HtmlAttribute[]; start: number; end: number }
  | { kind: 'close'; name: string; start: number; end: number }
  | { kind: 'text'; value: string }

/** What stands in these is text up to their end tag. */
const textModes: Record<string, 0 | 1 | 2 | 3 | 4> = {
  title: TokenizerMode.RCDATA,
  textarea: TokenizerMode.RCDATA,
  style: TokenizerMode.RAWTEXT,
  xmp: TokenizerMode.RAWTEXT,
  iframe: TokenizerMode.RAWTEXT,
  noembed: TokenizerMode.RAWTEXT,
  noframes: TokenizerMode.RAWTEXT,
  script: TokenizerMode.SCRIPT_DATA,
}

/**
 * Takes a piece of raw HTML apart as a browser's tokenizer does. A tree would say less: Markdown cuts HTML where a tree
 * would not, and tags that a tree has no place for would be missing.
 */
export function htmlParts(html: string): HtmlPart[] {
  const collector = new Collector(html)
  collector.read()
  return collector.parts
}

class Collector implements TokenHandler {
  readonly parts: HtmlPart[] = []
  readonly #tokenizer: Tokenizer
  readonly #html: string
  readonly #lastEnds = new Map<string, number>()

  constructor(html: string) {
    this.#html = html
    this.#tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this)
  }

  read(): void {
    this.#tokenizer.write(this.#html, true)
  }

  onStartTag({ tagName: name, attrs, location }: Token.TagToken): void {
    const attributes = attrs.map((attribute): HtmlAttribute => {
      const at = location?.attrs?.[attribute.name]
      return { name: attribute.name, value: attribute.value, start: at?.startOffset ?? 0, end: at?.endOffset ?? 0 }
    })
    const end = location?.endOffset ?? 0
    this.parts.push({ kind: 'open', name, attributes, start: location?.startOffset ?? 0, end })
    const mode = Object.hasOwn(textModes, name) ? textModes[name] : undefined
    if (mode !== undefined && this.#lastEnd(name) >= end) this.#tokenizer.state = mode
  }

  onEndTag({ tagName: name, location }: Token.TagToken): void {
    this.parts.push({ kind: 'close', name, start: location?.startOffset ?? 0, end: location?.endOffset ?? 0 })
  }

  onCharacter({ chars }: Token.CharacterToken): void {
    this.parts.push({ kind: 'text', value: chars })
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.onCharacter(token)
  }

  onNullCharacter(): void {}
  onComment(): void {}
  onDoctype(): void {}
  onEof(): void {}

  /** A `<title>` that is never closed is a slip, or a placeholder: what follows it is not its text. */
  #lastEnd(name: string): number {
    const known = this.#lastEnds.get(name)
    const last = known ?? this.#html.toLowerCase().lastIndexOf(`</${name}`)
    this.#lastEnds.set(name, last)
    return last
  }
}
