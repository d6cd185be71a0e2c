import type { Context } from 'hono'
import { type CompressedBodies, negotiateEncoding } from '../server/compression.ts'
import { contentTag, matchesTag } from '../server/freshness.ts'
import type { HonoEnv } from '../server/hono-env.ts'

/** Bytes below which compressing costs more than it saves. */
const smallest = 1024

/** A JSON text, ready to be sent again and again. */
export interface JsonBody {
  bytes: Uint8Array<ArrayBuffer>
  /** Names the content, without quotes. */
  tag: string
}

export function jsonBody(value: unknown): JsonBody {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`)
  return { bytes, tag: contentTag(bytes) }
}

/** Sends JSON: compressed where that is wanted, and not at all to a reader that has it. */
export async function sendJson(c: Context<HonoEnv>, { bytes, tag }: JsonBody, bodies: CompressedBodies) {
  const encoding = bytes.length > smallest ? negotiateEncoding(c.req.header('Accept-Encoding')) : undefined
  const quoted = encoding ? `"${tag}-${encoding}"` : `"${tag}"`
  c.header('ETag', quoted)
  c.header('Cache-Control', 'no-cache')
  c.header('Vary', 'Accept-Encoding', { append: true })
  if (matchesTag(c.req.header('If-None-Match') ?? '', quoted)) return c.body(null, 304)
  c.header('Content-Type', 'application/json; charset=utf-8')
  if (encoding) c.header('Content-Encoding', encoding)
  const body = encoding ? await bodies.get(tag, encoding, bytes) : bytes
  c.header('Content-Length', String(body.length))
  return c.body(c.req.method === 'HEAD' ? '' : body)
}
