import { setTimeout as pause } from 'node:timers/promises'
import { fileStamp } from '../../files/file-stamp.ts'

export interface WatchOptions {
  /** The files as they are now, absolute; they need not be there. */
  list: () => Promise<string[]>
  /** Told that one has changed, come or gone. Must not reject. */
  onChange: () => Promise<void>
  /** When they were begun to be read, in milliseconds since 1970: what has changed since is a change at the first look. */
  since: number
  signal: AbortSignal
  /** How often the files are looked at, and how often new ones are looked for, in milliseconds. */
  lookMs?: number
  listMs?: number
}

/** How far the clock of files may be behind that of programs, in milliseconds: two ticks of a slow one. */
const clockLagMs = 20

/** To look for new files takes at most this part of the time, however many there are. */
const listShare = 1 / 100

/**
 * Watches files by their times: that works on every file system, network shares too. Resolves after the first look, and
 * goes on until `signal`.
 */
export async function watchFiles(options: WatchOptions): Promise<void> {
  const { list, onChange, since, signal } = options
  const files = await list().catch(() => [])
  const { stamps, changedMs } = await lookAt(files)
  if (changedMs >= since - clockLagMs && !signal.aborted) await onChange()
  void follow(files, stamps, options)
}

async function follow(
  known: string[],
  seen: string,
  { list, onChange, signal, lookMs = 2000, listMs = 30_000 }: WatchOptions,
): Promise<void> {
  let files = known
  let stamps = seen
  let listAt = performance.now() + listMs
  await pause(lookMs, undefined, { signal }).catch(() => {})
  while (!signal.aborted) {
    if (performance.now() >= listAt) {
      const begin = performance.now()
      // A folder that cannot be read for a moment is no change.
      files = await list().catch(() => files)
      const end = performance.now()
      listAt = end + Math.max(listMs, (end - begin) / listShare)
    }
    const now = await lookAt(files)
    if (stamps !== now.stamps && !signal.aborted) await onChange()
    stamps = now.stamps
    await pause(lookMs, undefined, { signal }).catch(() => {})
  }
}

/** What tells the files as they are now from others, and when the last of them has changed. */
async function lookAt(files: readonly string[]): Promise<{ stamps: string; changedMs: number }> {
  const stamps = await Promise.all(files.map(fileStamp))
  const found = stamps.flatMap((stamp, index) => (stamp ? [{ file: files[index], ...stamp }] : []))
  const changedMs = found.reduce((last, file) => Math.max(last, file.changedMs), 0)
  return { stamps: found.map(({ file, version }) => `${file}:${version}`).join(' '), changedMs }
}
