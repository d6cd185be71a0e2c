import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { Zip, ZipDeflate } from 'fflate'
import { makeFolder } from './new-folder.ts'

/** A file of an archive, by its name with slashes. */
export interface ZipEntry {
  name: string
  bytes: Uint8Array
}

/**
 * Writes an archive into the place of an absolute file, whole or not at all. The same entries make the same bytes: all have
 * the one date, without a time. Returns its bytes.
 */
export async function writeZip(
  file: string,
  entries: AsyncIterable<ZipEntry>,
  { year, month, day }: { year: number; month: number; day: number },
): Promise<number> {
  await makeFolder(path.dirname(file))
  const fresh = path.join(path.dirname(file), `.${path.basename(file).slice(0, 40)}.${randomUUID()}`)
  try {
    const handle = await fs.open(fresh, 'wx')
    try {
      let waiting: Uint8Array[] = []
      let size = 0
      const zip = new Zip((error, chunk) => {
        if (error) throw error
        waiting.push(chunk)
      })
      const flush = async () => {
        const chunk = Buffer.concat(waiting)
        waiting = []
        size += chunk.length
        await handle.writeFile(chunk)
      }
      // An archive knows no time zone: its moment is that of a clock on the wall.
      const mtime = new Date(year, month - 1, day)
      for await (const { name, bytes } of entries) {
        const entry = new ZipDeflate(name, { level: 9 })
        entry.mtime = mtime
        zip.add(entry)
        entry.push(bytes, true)
        await flush()
      }
      zip.end()
      await flush()
      await handle.close()
      await fs.rename(fresh, file)
      return size
    } finally {
      await handle.close().catch(() => {})
    }
  } catch (error) {
    await fs.rm(fresh, { force: true }).catch(() => {})
    throw error
  }
}

/** The name of the first entry of an archive; undefined for a file that is none. */
export async function firstZipEntry(file: string): Promise<string | undefined> {
  const handle = await fs.open(file)
  try {
    // Source: PKWARE, APPNOTE 4.3.7.
    const head = Buffer.alloc(30 + 512)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    if (bytesRead < 30 || head.readUInt32LE(0) !== 0x04034b50) return undefined
    return head.subarray(30, Math.min(30 + head.readUInt16LE(26), bytesRead)).toString('utf8')
  } finally {
    await handle.close()
  }
}
