import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { withCleanup } from '../../files/cleanup.ts'
import { contentTag } from './freshness.ts'

/** A file as it is sent. */
export interface StoredFile {
  path: string
  /** Bytes. */
  size: number
  modified: Date
  /** Names the content, without quotes. */
  tag: string
  /** Undefined for a file that is too large to be held in memory: it is streamed. */
  bytes: Uint8Array<ArrayBuffer> | undefined
}

/** Bytes of the largest file that is read whole; Waymark's own pages and scripts stay far below. */
const wholeLimit = 4 * 1024 * 1024
const chunkSize = 64 * 1024
// The path was resolved before, so a link in its place now was put there since.
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)

/** Reads a file. Rejects with Node's own error. */
export async function readStoredFile(path: string): Promise<StoredFile> {
  const handle = await open(path, flags)
  const read = async () => {
    const { size, mtime, mtimeMs } = await handle.stat()
    if (size > wholeLimit) {
      return { path, size, modified: mtime, tag: `${size.toString(36)}-${mtimeMs.toString(36)}`, bytes: undefined }
    }
    const bytes = await handle.readFile()
    return { path, size: bytes.length, modified: mtime, tag: contentTag(bytes), bytes }
  }
  return withCleanup(read, () => handle.close())
}

/** Streams a file. Fails, which breaks the connection, when the file is no longer the size that was announced. */
export function streamFile({ path, size }: StoredFile): ReadableStream<Uint8Array> {
  let opened: Promise<FileHandle> | undefined
  let position = 0
  // Whoever leaves may do so while the file is being opened.
  const close = async () => (await opened)?.close()
  const nextChunk = async (): Promise<Uint8Array> => {
    opened ??= open(path, flags)
    const chunk = new Uint8Array(Math.min(chunkSize, size - position))
    const { bytesRead } = await (await opened).read(chunk, 0, chunk.length, position)
    if (bytesRead === 0) throw new Error(`${path} shrank while it was sent`)
    position += bytesRead
    return chunk.subarray(0, bytesRead)
  }
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          controller.enqueue(await nextChunk())
        } catch (error) {
          await close().catch(() => {})
          throw error
        }
        if (position < size) return
        await close()
        controller.close()
      },
      cancel: close,
    },
    // Nothing is opened before somebody reads.
    { highWaterMark: 0 },
  )
}
