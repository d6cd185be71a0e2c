/** Why a store's file cannot be used; `hint` says what to do. */
export class StoreFault extends Error {
  readonly hint: string
  constructor(message: string, hint: string) {
    super(message)
    this.name = 'StoreFault'
    this.hint = hint
  }
}
