import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Measurement, measure } from './measure.ts'

/** The program that is measured: the sources, unless another was named. */
export let bin = fileURLToPath(new URL('../../src/cli/bin.ts', import.meta.url))

/** Has another program measured, such as that of the installed package. */
export function measureProgram(file: string): void {
  bin = file
}

/** A project, and where it is built. */
export interface Workplace {
  root: string
  out: string
  cache: string
}

/**
 * Where a project is built for the first time. Each round takes a place of its own, and all of them stay until the
 * end: ext4 is slow to create files for minutes after many were deleted, by a third of a build's time.
 */
export function workplace(folder: string, round = 1): Workplace {
  const place = path.join(folder, `round-${round}`)
  return { root: path.join(folder, 'root'), out: path.join(place, 'dist'), cache: path.join(place, 'cache') }
}

/** Builds with Waymark's command line, as a process of its own. `limit` is in seconds. */
export function build({ root, out, cache }: Workplace, signal: AbortSignal, limit = 180): Promise<Measurement> {
  const args = [bin, 'build', '--root', root, '--out', out, '--cache', cache]
  return measure(process.execPath, args, { signal, limit })
}
