import { VFile } from 'vfile'
import { type Place, wholeFile } from '../../src/finding/finding.ts'
import type { Page } from '../../src/guidebook/page.ts'
import { placeOf } from '../../src/guidebook/parse/node.ts'

/** Why a rule broke off, and where. */
export interface LintFailure {
  message: string
  place: Place
}

/** A page as the rules of remark-lint are handed it. It holds what they say, and remembers when one of them breaks off. */
export class LintFile extends VFile {
  #failure: LintFailure | undefined
  #lines: string[] | undefined

  constructor({ text, file }: Pick<Page, 'text' | 'file'>) {
    // The working directory is given because asking for it takes longer than many a rule.
    super({ value: text, path: file, cwd: '/' })
  }

  /** What rules call when an option is wrong, and what is called for them when they throw. */
  override fail(reason: unknown, at?: unknown): never {
    const message = reason instanceof Error ? reason.message : String(reason)
    this.#failure ??= { message, place: isNode(at) ? placeOf(at) : wholeFile }
    throw new Error(message)
  }

  /** A line, counted from 1, without its end. */
  lineAt(line: number): string {
    this.#lines ??= String(this.value).split(/\r\n|\n|\r/)
    return this.#lines[line - 1] ?? ''
  }

  /** Why the rule that ran last broke off, if it did. */
  takeFailure(): LintFailure | undefined {
    const failure = this.#failure
    this.#failure = undefined
    return failure
  }
}

function isNode(value: unknown): value is Parameters<typeof placeOf>[0] {
  return typeof value === 'object' && value !== null && 'position' in value
}
