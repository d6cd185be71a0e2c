import { Failure } from '../finding/failure.ts'

/** What a terminal shows of something that went wrong: its message, and below it what to do. */
export function failureText(error: unknown): string {
  const message = `waymark: ${error instanceof Error ? error.message : String(error)}\n`
  return error instanceof Failure && error.hint !== undefined ? `${message}  ${error.hint}\n` : message
}
