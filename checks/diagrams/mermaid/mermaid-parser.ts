import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { forgetLastDiagram } from '../../../src/diagrams/page/mermaid.ts'
import { vendored } from '../../../src/files/vendored.ts'
import { type PreprocessedSource, preprocess } from '../source/preprocess.ts'
import { diagramTypes } from './diagram-types.ts'
import { grammarWords, lexerWords } from './grammar-words.ts'
import { KnownSettings } from './known-settings.ts'
import { isLexer, type LexerPosition, LexerTracker } from './lexer-tracker.ts'
import { ParserSettings } from './parser-settings.ts'

/** The parts of Mermaid that are used; most are its own business, so the version is pinned and a test holds them. */
type MermaidModule = typeof import('mermaid')['default']
type MermaidDiagram = Awaited<ReturnType<MermaidModule['mermaidAPI']['getDiagramFromText']>>

/** A diagram that Mermaid understood, or what it threw. */
type ParseOutcome = { parsed: ParsedDiagram; preprocessed: PreprocessedSource } | ParseFailure

export interface ParseFailure {
  error: unknown
  preprocessed: PreprocessedSource
  /** As Mermaid names it; undefined where it knows no such type. */
  type: string | undefined
  /** How far its lexer came, where it is one of Jison's. */
  position?: LexerPosition | undefined
  /** Whether its parser is given the comments too. */
  readsComments: boolean
}

/** What reads the diagrams of one type. */
interface TypeParser {
  /** Where it put what it read last. */
  store: () => unknown
  readsComments: boolean
  tracker: LexerTracker | undefined
  /** The words of its language. */
  keywords: readonly string[]
}

/** The build in few files: it takes a third of the memory of the one that imports packages. */
const build = () => pathToFileURL(path.join(vendored('mermaid'), 'dist', 'mermaid.esm.min.mjs')).href

/** Mermaid without a browser: reads diagrams as it does there, and draws nothing. One for a thread. */
export class MermaidParser {
  readonly #mermaid: MermaidModule
  readonly #settings: ParserSettings
  readonly #knownSettings: KnownSettings
  readonly #parsers = new Map<string, TypeParser>()

  private constructor(mermaid: MermaidModule) {
    this.#mermaid = mermaid
    this.#settings = new ParserSettings(mermaid.mermaidAPI.updateSiteConfig({}))
    this.#knownSettings = new KnownSettings(mermaid.mermaidAPI.defaultConfig)
  }

  /** Mermaid's settings are one object in each thread, and so is what narrows them. */
  static #loaded: Promise<MermaidParser> | undefined

  static load(): Promise<MermaidParser> {
    MermaidParser.#loaded ??= MermaidParser.#load()
    return MermaidParser.#loaded
  }

  static async #load(): Promise<MermaidParser> {
    openWindow()
    const { default: mermaid }: { default: MermaidModule } = await import(build())
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', logLevel: 'fatal' })
    // Code reads settings when it is loaded: all of them are there now.
    await forgetLastDiagram(mermaid)
    return new MermaidParser(mermaid)
  }

  /** What is in `parsed.store` holds until the next call. One call at a time. */
  async parse(source: string, preprocessed: PreprocessedSource = preprocess(source)): Promise<ParseOutcome> {
    const type = this.#typeOf(preprocessed.cleaned.text)
    const parser = type === undefined ? undefined : await this.#parserOf(type)
    await forgetLastDiagram(this.#mermaid)
    this.#settings.narrow(type)
    parser?.tracker?.forget()
    try {
      const { diagramType } = await this.#mermaid.mermaidAPI.parse(source)
      return {
        parsed: { type: diagramType, source, store: parser?.store(), knownSettings: this.#knownSettings },
        preprocessed,
      }
    } catch (error) {
      const readsComments = parser?.readsComments ?? false
      return { error, preprocessed, type, position: parser?.tracker?.position(), readsComments }
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
  async keywordsOf(type: string): Promise<readonly string[]> {
    return (await this.#parserOf(type))?.keywords ?? []
  }

  #typeOf(text: string): string | undefined {
    try {
      return this.#mermaid.detectType(text, {})
    } catch {
      return undefined
    }
  }

  /** Mermaid shows a type's parser with a diagram alone, so the least one is read first. */
  async #parserOf(type: string): Promise<TypeParser | undefined> {
    const known = this.#parsers.get(type)
    const { seed } = Object.hasOwn(diagramTypes, type) ? (diagramTypes[type] ?? {}) : {}
    if (known || seed === undefined) return known
    // Its code reads settings when it is loaded.
    this.#settings.narrow(undefined)
    this.#mermaid.mermaidAPI.reset()
    const parser = typeParserOf(type, await this.#mermaid.mermaidAPI.getDiagramFromText(seed))
    this.#parsers.set(type, parser)
    return parser
  }
}

/** Some parsers are told of a fresh store each time, the others have but one. */
function typeParserOf(type: string, { parser: { parser }, db }: MermaidDiagram): TypeParser {
  const lexer = parser && 'lexer' in parser ? parser.lexer : undefined
  const tracker = isLexer(lexer) ? new LexerTracker(lexer) : undefined
  const known = Object.hasOwn(grammarWords, type) ? grammarWords[type] : undefined
  return {
    store: () => parser?.yy ?? db,
    readsComments: db.preserveCommentsWhenParsing === true,
    tracker,
    keywords: tracker ? lexerWords(tracker.rules) : (known ?? []),
  }
}

/** A diagram that Mermaid understood, in the thread that parsed it. */
export interface ParsedDiagram {
  /** As Mermaid names it, such as `flowchart-v2` or `sequence`. */
  type: string
  /** As written in the fence: what offsets of problems count in. */
  source: string
  /** Mermaid's own store of what it read; which one depends on the type. */
  store: unknown
  /** What diagrams may set. */
  knownSettings: KnownSettings
}

/**
 * What Mermaid asks of a browser to read a diagram, and nothing more. It asks its sanitizer, DOMPurify, about every
 * label: without a document to work with, DOMPurify gives each text back as it is, which is what checks want to see.
 */
function openWindow(): void {
  if ('window' in globalThis) return
  const document = { nodeType: 9, createElement: () => ({}), getElementById: () => null }
  const window = { document, Element: class {}, addEventListener() {}, CSS: { supports: isColor } }
  Object.assign(globalThis, { window, document })
}

/** Sequence diagrams tell a colour from a name by it: `box rgb(30, 30, 30) Title`, `box Purple Title`. */
function isColor(property: string, value: string): boolean {
  return property === 'color' && /^(?:#[\da-f]{3,8}|(?:rgb|hsl)a?\(.*\)|transparent|[a-z]+)$/i.test(value)
}
