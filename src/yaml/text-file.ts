import { readFile, stat } from 'node:fs/promises'
import { Failure } from '../finding/failure.ts'
import { wholeFile } from '../finding/finding.ts'
import { decode } from '../text/source.ts'
import type { YamlProblem } from './problem.ts'

/** Longer files are refused, in bytes of UTF-8. */
export const largestFile = 1_000_000

/** Reads a file of text. What is wrong with its bytes is a problem; a file that cannot be read is a `Failure`. */
export async function readText(
  path: string,
  signal?: AbortSignal,
): Promise<{ text: string } | { problem: YamlProblem }> {
  const bytes = await readBytes(path, signal)
  return typeof bytes === 'number' ? { problem: tooLargeProblem(bytes) } : decodeText(bytes)
}

/** The text that bytes are, or what is wrong with them. */
export function decodeText(bytes: Uint8Array): { text: string } | { problem: YamlProblem } {
  const { text, invalidAt } = decode(bytes)
  if (invalidAt !== undefined) {
    const before = decode(bytes.subarray(0, invalidAt)).text
    return { problem: syntaxProblem(before, 'Unexpected byte, expected UTF-8 text', 'Save the file as UTF-8') }
  }
  // What YAML 1.2, section 5.1, allows.
  const control = text.search(/(?![\t\n\r\u0085])\p{Cc}/u)
  if (control < 0) return { text }
  const name = (text.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return { problem: syntaxProblem(text.slice(0, control), `Unexpected control character U+${name}, expected text`) }
}

/** The bytes, or the size of a file that is too large. */
async function readBytes(path: string, signal?: AbortSignal): Promise<Buffer | number> {
  try {
    const stats = await stat(path)
    // Reading a pipe could wait for ever.
    if (!stats.isFile()) throw new Failure(`Unexpected \`${path}\`, expected a file`)
    return stats.size > largestFile ? stats.size : await readFile(path, { signal })
  } catch (error) {
    if (error instanceof Failure || signal?.aborted) throw error
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'
    throw new Failure(`Unexpected \`${path}\` (${reason}), expected a file that can be read`, 'Check its permissions')
  }
}

function syntaxProblem(before: string, message: string, hint?: string): YamlProblem {
  const lines = before.split('\n')
  const [line, column] = [lines.length, (lines.at(-1)?.length ?? 0) + 1]
  return {
    code: 'config/syntax',
    message,
    hint,
    place: { ...wholeFile, line, column, endLine: line, endColumn: column + 1 },
  }
}

/** What is said of a file that is not read at all. */
export function tooLargeProblem(bytes: number): YamlProblem {
  const message = `Unexpected file of ${bytes} bytes, expected at most ${largestFile}`
  return { code: 'config/too-large', message, place: wholeFile }
}
