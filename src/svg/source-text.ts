import { gunzipSync } from 'node:zlib'

/** The largest picture that is published, in bytes; unpacked, where it is packed. */
export const mostBytes = 10_000_000

/**
 * The text of an XML file, in whatever encoding it is. Source: XML 1.0, appendix F.
 *
 * @throws Error that says what is wrong with the file
 */
export function sourceText(file: Uint8Array): string {
  const bytes = unpacked(file)
  if (bytes.length > mostBytes) throw new Error(`it has more than ${mostBytes / 1e6} MB`)
  const encoding = encodingOf(bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    throw new Error(`it is no text in ${encoding.toUpperCase()}`)
  }
}

function unpacked(file: Uint8Array): Uint8Array {
  if (file[0] !== 0x1f || file[1] !== 0x8b) return file
  try {
    return gunzipSync(file, { maxOutputLength: mostBytes })
  } catch {
    throw new Error(`it cannot be unpacked, or has more than ${mostBytes / 1e6} MB then`)
  }
}

function encodingOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  if (head.startsWith('\xef\xbb\xbf')) return 'utf-8'
  if (head.startsWith('\xff\xfe') || head.startsWith('<\0')) return 'utf-16le'
  if (head.startsWith('\xfe\xff') || head.startsWith('\0<')) return 'utf-16be'
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  // What reads as ASCII this far is not UTF-16, whatever it says of itself.
  return /^(?:utf-16|ucs-2|iso-10646-ucs-2)/.test(declared) ? 'utf-8' : declared
}
