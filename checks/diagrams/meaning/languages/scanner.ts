import type { Part, Written } from '../written.ts'

/** Reads a diagram's text from its beginning, token by token. */
export class Scanner {
  at = 0
  readonly #written: Written

  constructor(written: Written) {
    this.#written = written
  }

  get text(): string {
    return this.#written.text
  }

  get done(): boolean {
    return this.at >= this.text.length
  }

  /** What a pattern with the flag `y` matches here, if it does; the scanner goes on behind it. */
  take(pattern: RegExp): Part | undefined {
    pattern.lastIndex = this.at
    const match = pattern.exec(this.text)?.[0]
    if (match === undefined) return undefined
    const part = this.#written.part(this.at, this.at + match.length)
    this.at = part.end
    return part
  }

  part(start: number, end: number): Part {
    return this.#written.part(start, end)
  }

  /** Up to the end of the statement: a line break, or `;` outside of quotes. */
  rest(): Part {
    const start = this.at
    this.take(/(?:"[^"\n]*"|[^\n;"]|"(?![^"\n]*"))*/y)
    return trimmed(this.part(start, this.at))
  }
}

export function trimmed({ text, start }: Part): Part {
  const from = start + text.length - text.trimStart().length
  const inner = text.trim()
  return { text: inner, start: from, end: from + inner.length }
}

/** The parts between separators, trimmed. */
export function split(part: Part, separator: string): Part[] {
  let at = part.start
  return part.text.split(separator).map((text) => {
    const piece = trimmed({ text, start: at, end: at + text.length })
    at += text.length + separator.length
    return piece
  })
}

/** The words of a part. */
export function words({ text, start }: Part): Part[] {
  return [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => ({
    text: word,
    start: start + index,
    end: start + index + word.length,
  }))
}

/** From a part's offset on. */
export function from({ text, start, end }: Part, offset: number): Part {
  return { text: text.slice(offset), start: start + offset, end }
}
