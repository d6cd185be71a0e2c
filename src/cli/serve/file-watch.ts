import { stat } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export interface WatchOptions {
  /** The files as they are now, absolute; they need not be there. */
  list: () => Promise<string[]>
  /** Told that one has changed, come or gone. Must not reject. */
  onChange: () => Promise<void>
  signal: AbortSignal
  /** How often the files are looked at, and how often new ones are looked for, in milliseconds. */
  lookMs?: number
  listMs?: number
}

/** To look for new files takes at most this part of the time, however many there are. */
const listShare = 1 / 100

/** Watches files by their times: that works on every file system, network shares too. Ends with `signal`. */
export async function watchFiles({
  list,
  onChange,
  signal,
  lookMs = 2000,
  listMs = 30_000,
}: WatchOptions): Promise<void> {
  let files: string[] = []
  let listAt = 0
  let stamps: string | undefined
  while (!signal.aborted) {
    if (performance.now() >= listAt) {
      const begin = performance.now()
      // A folder that cannot be read for a moment is no change.
      files = await list().catch(() => files)
      const end = performance.now()
      listAt = end + Math.max(listMs, (end - begin) / listShare)
    }
    const now = await stampsOf(files)
    if (stamps !== undefined && now !== stamps && !signal.aborted) await onChange()
    stamps = now
    await pause(lookMs, undefined, { signal }).catch(() => {})
  }
}

async function stampsOf(files: readonly string[]): Promise<string> {
  const stamps = files.map(async (file) => {
    const stats = await stat(file).catch(() => undefined)
    return stats ? `${file}:${stats.ino}:${stats.mtimeMs}:${stats.size}` : ''
  })
  return (await Promise.all(stamps)).filter(Boolean).join(' ')
}
