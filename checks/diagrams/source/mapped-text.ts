/** A text made from another, which knows for each of its characters where it comes from. */
export class MappedText {
  readonly text: string
  /** For each UTF-16 code unit its offset in the first text; one more for the end. */
  readonly #origins: Int32Array

  private constructor(text: string, origins: Int32Array) {
    this.text = text
    this.#origins = origins
  }

  static of(text: string): MappedText {
    return new MappedText(
      text,
      Int32Array.from({ length: text.length + 1 }, (_, index) => index),
    )
  }

  /** Where in the first text a character comes from. */
  origin(offset: number): number {
    return this.#origins[Math.max(0, Math.min(offset, this.text.length))] ?? 0
  }

  slice(start: number, end = this.text.length): MappedText {
    return new MappedText(this.text.slice(start, end), this.#origins.slice(start, end + 1))
  }

  /** As `replaceAll` of a string. What replaces a match comes from there, as far as it is the same from its start. */
  replace(pattern: RegExp, replacement: (match: string) => string): MappedText {
    const parts: string[] = []
    const origins: number[] = []
    let done = 0
    const keep = (end: number) => {
      parts.push(this.text.slice(done, end))
      for (let index = done; index < end; index++) origins.push(this.origin(index))
    }
    for (const { 0: match, index } of this.text.matchAll(pattern)) {
      keep(index)
      const text = replacement(match)
      parts.push(text)
      const same = text.length === match.length ? text.length : samePrefix(match, text)
      for (let at = 0; at < text.length; at++) origins.push(this.origin(index + Math.min(at, same)))
      done = index + match.length
    }
    if (done === 0 && parts.length === 0) return this
    keep(this.text.length)
    origins.push(this.origin(this.text.length))
    return new MappedText(parts.join(''), Int32Array.from(origins))
  }

  trim(): MappedText {
    const start = this.text.length - this.text.trimStart().length
    return this.slice(start, Math.max(start, this.text.trimEnd().length))
  }

  /** With a text that stands nowhere in the first one. */
  append(text: string): MappedText {
    const end = this.origin(this.text.length)
    const origins = new Int32Array(this.#origins.length + text.length).fill(end)
    origins.set(this.#origins)
    return new MappedText(this.text + text, origins)
  }
}

function samePrefix(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length++
  return length
}
