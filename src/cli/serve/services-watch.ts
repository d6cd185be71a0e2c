import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

export interface WatchOptions {
  /** Absolute; the files are relative to it. */
  root: string
  /** The files of services as they are now. */
  list: () => Promise<string[]>
  /** Told that one has changed, come or gone. */
  onChange: () => Promise<void>
  signal: AbortSignal
}

/** How often the files are looked at, and how often new ones are looked for, in milliseconds. */
const lookMs = 2000
const listMs = 30_000

/** Watches the `services.yaml` files by their times: that works on every file system, network shares too. Ends with `signal`. */
export async function watchServices({ root, list, onChange, signal }: WatchOptions): Promise<void> {
  let files = await list()
  let stamps = await stampsOf(root, files)
  for (let looked = lookMs; !signal.aborted; looked += lookMs) {
    await pause(lookMs, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    if (looked % listMs === 0) files = await list()
    const now = await stampsOf(root, files)
    if (now === stamps) continue
    stamps = now
    await onChange()
  }
}

async function stampsOf(root: string, files: readonly string[]): Promise<string> {
  const stamps = files.map(async (file) => {
    const stats = await stat(join(root, file)).catch(() => undefined)
    return stats ? `${file}:${stats.ino}:${stats.mtimeMs}:${stats.size}` : ''
  })
  return (await Promise.all(stamps)).join(' ')
}
