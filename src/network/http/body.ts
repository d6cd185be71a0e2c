import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, zstdDecompress } from 'node:zlib'
import { codeOf } from '../network-failure.ts'

/** A body as text. */
export interface BodyText {
  text: string
  /** Nothing of it is missing. */
  isWhole: boolean
  /** Why there is none of it: how it is packed is not known, or not as the header says, or there is too much in it. */
  unread?: 'unknown-coding' | 'broken' | 'too-long'
}

const decoders = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
  zstd: promisify(zstdDecompress),
}

/** Codings that `decodeBody` understands, for `Accept-Encoding`. */
export const acceptedCodings = 'gzip, br'

/** The text of a body of at most `most` bytes after decompression: a bomb is cut off there. */
export async function decodeBody(
  bytes: Buffer,
  isWhole: boolean,
  headers: ReadonlyMap<string, string>,
  most: number,
): Promise<BodyText> {
  const coding = (headers.get('content-encoding') ?? '').trim().toLowerCase()
  const charset = /charset\s*=\s*"?([\w-]{1,40})/i.exec(headers.get('content-type') ?? '')?.[1]
  if (coding === '' || coding === 'identity') return { text: decoderOf(charset).decode(bytes), isWhole }
  const decode = Object.entries(decoders).find(([name]) => name === coding)?.[1]
  const nothing = { text: '', isWhole: false }
  if (!decode) return { ...nothing, unread: 'unknown-coding' }
  if (!isWhole) return { ...nothing, unread: 'too-long' }
  try {
    return { text: decoderOf(charset).decode(await decode(bytes, { maxOutputLength: most })), isWhole: true }
  } catch (error) {
    return { ...nothing, unread: codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? 'too-long' : 'broken' }
  }
}

function decoderOf(charset = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
