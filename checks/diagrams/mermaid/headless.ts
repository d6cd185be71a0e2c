import { forgetLastDiagram } from '../../../src/diagrams/page/configuration.ts'
import type { Parsed } from '../parsed.ts'
import { type Preprocessed, preprocess } from '../source/preprocess.ts'
import { settingsOf } from '../source/settings.ts'
import { grammarWords, lexerWords } from './grammar-words.ts'
import { isLexer, LexerWatch, type Reach } from './lexer-watch.ts'
import { Settings } from './settings.ts'
import { diagramTypes } from './types.ts'
import { openWindow } from './window.ts'

/** The parts of Mermaid that are used; most are its own business, so the version is pinned and a test holds them. */
type Mermaid = typeof import('mermaid')['default']
type Diagram = Awaited<ReturnType<Mermaid['mermaidAPI']['getDiagramFromText']>>

/** A diagram that Mermaid understood, or what it threw. */
export type ParseOutcome = { parsed: Parsed; prepared: Preprocessed } | ParseFailure

export interface ParseFailure {
  error: unknown
  prepared: Preprocessed
  /** As Mermaid names it; undefined where it knows no such type. */
  type: string | undefined
  /** How far its lexer came, where it is one of Jison's. */
  reach?: Reach | undefined
  /** Whether its parser is given the comments too. */
  readsComments: boolean
}

/** What reads the diagrams of one type. */
interface Reader {
  /** Where it put what it read last. */
  store: () => unknown
  readsComments: boolean
  watch: LexerWatch | undefined
  /** The words of its language. */
  words: readonly string[]
}

/** The build in few files: it takes a third of the memory of the one that imports packages. */
const build = 'mermaid/dist/mermaid.esm.min.mjs'

/** Mermaid without a browser: reads diagrams as it does there, and draws nothing. One for a thread. */
export class Headless {
  readonly #mermaid: Mermaid
  readonly #settings: Settings
  readonly #readers = new Map<string, Reader>()

  private constructor(mermaid: Mermaid) {
    this.#mermaid = mermaid
    this.#settings = new Settings(mermaid.mermaidAPI.updateSiteConfig({}))
  }

  static async load(): Promise<Headless> {
    openWindow()
    const { default: mermaid }: { default: Mermaid } = await import(import.meta.resolve(build))
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', logLevel: 'fatal' })
    // Code reads settings when it is loaded: all of them are there now.
    await forgetLastDiagram(mermaid)
    return new Headless(mermaid)
  }

  /** What is in `parsed.db` holds until the next call. One call at a time. */
  async parse(source: string, prepared: Preprocessed = preprocess(source)): Promise<ParseOutcome> {
    const type = this.#typeOf(prepared.cleaned.text)
    const reader = type === undefined ? undefined : await this.#readerOf(type)
    await forgetLastDiagram(this.#mermaid)
    this.#settings.narrow(type)
    reader?.watch?.forget()
    try {
      const { diagramType } = await this.#mermaid.mermaidAPI.parse(source)
      return {
        parsed: { type: diagramType, source, db: reader?.store(), config: settingsOf(prepared) },
        prepared,
      }
    } catch (error) {
      const readsComments = reader?.readsComments ?? false
      return { error, prepared, type, reach: reader?.watch?.reach(), readsComments }
    }
  }

  /** Whether a text, already without frontmatter and the like, fails with this message; for places that errors lack. */
  async fails(text: string, message: string): Promise<boolean> {
    try {
      await this.#mermaid.mermaidAPI.parse(text)
      return false
    } catch (error) {
      return error instanceof Error && error.message === message
    }
  }

  /** The words that statements of a type consist of, besides names and texts. */
  async wordsOf(type: string): Promise<readonly string[]> {
    return (await this.#readerOf(type))?.words ?? []
  }

  #typeOf(text: string): string | undefined {
    try {
      return this.#mermaid.detectType(text, {})
    } catch {
      return undefined
    }
  }

  /** Mermaid shows a type's parser with a diagram alone, so the least one is read first. */
  async #readerOf(type: string): Promise<Reader | undefined> {
    const known = this.#readers.get(type)
    const { seed } = Object.hasOwn(diagramTypes, type) ? (diagramTypes[type] ?? {}) : {}
    if (known || seed === undefined) return known
    // Its code reads settings when it is loaded.
    this.#settings.narrow(undefined)
    this.#mermaid.mermaidAPI.reset()
    const reader = readerOf(type, await this.#mermaid.mermaidAPI.getDiagramFromText(seed))
    this.#readers.set(type, reader)
    return reader
  }
}

/** Some parsers are told of a fresh store each time, the others have but one. */
function readerOf(type: string, { parser: { parser }, db }: Diagram): Reader {
  const lexer = parser && 'lexer' in parser ? parser.lexer : undefined
  const watch = isLexer(lexer) ? new LexerWatch(lexer) : undefined
  const known = Object.hasOwn(grammarWords, type) ? grammarWords[type] : undefined
  return {
    store: () => parser?.yy ?? db,
    readsComments: db.preserveCommentsWhenParsing === true,
    watch,
    words: watch ? lexerWords(watch.rules) : (known ?? []),
  }
}
