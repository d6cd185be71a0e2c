/** A fault that the user can mend: printed as its message, without a stack; ends with exit status 2. */
export class Failure extends Error {
  /** What to do about it, printed under the message. */
  readonly hint: string | undefined
  constructor(message: string, hint?: string) {
    super(message)
    this.name = 'Failure'
    this.hint = hint
  }
}
