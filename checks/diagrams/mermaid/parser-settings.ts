/** What stores of several types read, and whose settings a type reads besides. */
const shared = 'flowchart'
const borrowed: Readonly<Record<string, string>> = { kanban: 'mindmap' }

/**
 * Mermaid's settings, cut down to what the parser of one type reads. Mermaid copies all of them for every label: half
 * of them are colours, and most of the others are those of other types, so that copies took most of the time.
 */
export class ParserSettings {
  readonly #live: object
  readonly #sections: [name: string, section: object][]
  readonly #theme: unknown
  #type: string | undefined

  /** `live` is Mermaid's own object, not a copy. */
  constructor(live: object) {
    this.#live = live
    this.#theme = Reflect.get(live, 'theme')
    this.#sections = Object.entries(live).filter(
      (entry): entry is [string, object] =>
        typeof entry[1] === 'object' && entry[1] !== null && !Array.isArray(entry[1]),
    )
  }

  /** Undefined: all of them. They hold from Mermaid's next start with a diagram on. */
  narrow(type: string | undefined): void {
    if (type === this.#type) return
    this.#type = type
    Reflect.set(this.#live, 'theme', this.#themeOf(type))
    for (const [name, section] of this.#sections) {
      if (type === undefined || isOf(name, type)) Reflect.set(this.#live, name, section)
      else if (name === 'themeVariables') Reflect.set(this.#live, name, {})
      else Reflect.deleteProperty(this.#live, name)
    }
  }

  /** A type whose own theme is another than the general one has all its colours computed, for each diagram anew. */
  #themeOf(type: string | undefined): unknown {
    const own = this.#sections.find(([name]) => type !== undefined && isOwn(name, type))
    return (own && Reflect.get(own[1], 'theme')) ?? this.#theme
  }
}

function isOf(section: string, type: string): boolean {
  return isOwn(section, type) || section === shared || borrowed[type] === section
}

/** Sections are named as their types, more or less: `class` of `classDiagram`, `railroad` of `railroadEbnf`. */
function isOwn(section: string, type: string): boolean {
  return type.toLowerCase().startsWith(section.toLowerCase())
}
