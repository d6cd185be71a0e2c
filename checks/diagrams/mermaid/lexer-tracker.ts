/** How far a lexer of Jison came. */
export interface LexerPosition {
  /** What it was given. */
  input: string
  /** The token that it read last, from `start` to `end` in the input. */
  start: number
  end: number
}

/** The parts of a lexer of Jison that are used. Source: jison-lex 0.3. */
interface Lexer {
  setInput: (input: string, ...more: unknown[]) => unknown
  /** What was not read yet. */
  _input?: string
  /** The text of the last token. */
  match?: string
  /** The patterns of its tokens. */
  rules?: readonly RegExp[]
}

/** Knows how far one parser's lexer came: the errors of Jison tell where the token before the wrong one ended. */
export class LexerTracker {
  #live: Lexer | undefined
  #input = ''
  readonly rules: readonly RegExp[]

  constructor(lexer: Lexer) {
    const { setInput } = lexer
    this.rules = lexer.rules ?? []
    const begin = (live: Lexer, input: string) => {
      this.#live = live
      this.#input = input
    }
    // Every run has a lexer of its own, made from this one.
    lexer.setInput = function (this: Lexer, input, ...more) {
      begin(this, input)
      return setInput.call(this, input, ...more)
    }
  }

  forget(): void {
    this.#live = undefined
  }

  /** Undefined where the lexer was not started. */
  position(): LexerPosition | undefined {
    if (!this.#live) return undefined
    const end = this.#input.length - (this.#live._input?.length ?? 0)
    return { input: this.#input, start: Math.max(0, end - (this.#live.match?.length ?? 0)), end }
  }
}

export function isLexer(value: unknown): value is Lexer {
  return typeof value === 'object' && value !== null && 'setInput' in value && typeof value.setInput === 'function'
}
