import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type EncodedBodies, negotiate } from '../server/compression.ts'
import { listsTag } from '../server/freshness.ts'
import type { Environment } from '../server/hono-env.ts'

/** Bytes below which compressing costs more than it saves. */
const smallest = 1024

/** A JSON text, ready to be sent again and again. */
export interface JsonText {
  bytes: Uint8Array<ArrayBuffer>
  /** Names the content, without quotes. */
  tag: string
}

export function jsonText(value: unknown): JsonText {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`)
  return { bytes, tag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22) }
}

/** Sends JSON: compressed where that is wanted, and not at all to who has it. */
export async function sendJson(c: Context<Environment>, { bytes, tag }: JsonText, bodies: EncodedBodies) {
  const encoding = bytes.length > smallest ? negotiate(c.req.header('Accept-Encoding')) : undefined
  const quoted = encoding ? `"${tag}-${encoding}"` : `"${tag}"`
  c.header('ETag', quoted)
  c.header('Cache-Control', 'no-cache')
  c.header('Vary', 'Accept-Encoding', { append: true })
  if (listsTag(c.req.header('If-None-Match') ?? '', quoted)) return c.body(null, 304)
  c.header('Content-Type', 'application/json; charset=utf-8')
  if (encoding) c.header('Content-Encoding', encoding)
  const body = encoding ? await bodies.get(tag, encoding, bytes) : bytes
  c.header('Content-Length', String(body.length))
  return c.body(c.req.method === 'HEAD' ? '' : body)
}
