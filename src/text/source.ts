import { hash } from 'node:crypto'
import type { Place } from '../finding/finding.ts'

/** A page's text as read from its bytes. */
export interface DecodedText {
  /** Without a byte order mark; line endings as they are. */
  text: string
  /** SHA-256 of the bytes, in hexadecimal. */
  digest: string
  /** Offset in bytes of the first one that is not UTF-8; the text then holds U+FFFD in its place. */
  invalidAt?: number
}

/** Decodes a page's bytes as UTF-8. Never throws: bytes that are not UTF-8 are replaced and told. */
export function decode(bytes: Uint8Array): DecodedText {
  const digest = hash('sha256', bytes)
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('utf8')
    .replace(/^\uFEFF/, '')
  if (!text.includes('\uFFFD')) return { text, digest }
  const invalidAt = firstInvalid(bytes)
  return invalidAt === undefined ? { text, digest } : { text, digest, invalidAt }
}

/** The first byte that is not text: one that is not UTF-8, or a NUL, which only other encodings and programs write. */
export function findEncodingProblem(
  bytes: Uint8Array,
  text: string,
  invalidAt: number | undefined,
): (Place & { message: string }) | undefined {
  const nul = text.includes('\0') ? bytes.indexOf(0) : undefined
  const at = Math.min(invalidAt ?? Number.POSITIVE_INFINITY, nul ?? Number.POSITIVE_INFINITY)
  if (at === Number.POSITIVE_INFINITY) return undefined
  const lines = new TextDecoder().decode(bytes.subarray(0, at)).split(/\r\n|\n|\r/)
  const column = (lines.at(-1) ?? '').length + 1
  const byte = (bytes[at] ?? 0).toString(16).padStart(2, '0')
  const expected = at === invalidAt ? 'UTF-8' : 'text in UTF-8'
  return {
    message: `Unexpected byte \`0x${byte}\`, expected ${expected}`,
    line: lines.length,
    column,
    endLine: lines.length,
    endColumn: column + 1,
  }
}

/** Halves its way to the first byte that strict decoding refuses, and back to where its character begins. */
function firstInvalid(bytes: Uint8Array): number | undefined {
  if (isPrefixValid(bytes, bytes.length, false)) return undefined
  let [valid, invalid] = [0, bytes.length]
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1
    if (isPrefixValid(bytes, middle, true)) valid = middle
    else invalid = middle
  }
  while (valid > 0 && !isPrefixValid(bytes, valid, false)) valid--
  return valid
}

/** With `open`, a sequence that is cut off at the end counts as valid. */
function isPrefixValid(bytes: Uint8Array, length: number, open: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: open })
    return true
  } catch {
    return false
  }
}
