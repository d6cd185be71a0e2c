import { readdirSync, readFileSync } from 'node:fs'

/** Linux tells times in ticks of 10 ms on every machine that Node runs on. Source: proc(5), sysconf(3). */
const ticksPerSecond = 100

interface Process {
  parent: number
  /** Seconds of CPU time of the process itself. */
  seconds: number
}

/** Watches a process and all below it, by /proc. Without /proc, nothing is ever seen. */
export class ProcessTree {
  readonly #root: number
  readonly #seconds = new Map<number, number>()
  #peak = 0

  /** `root` is a process id. */
  constructor(root: number) {
    this.#root = root
  }

  /** Looks once. What happens between two looks is seen of memory by the kernel's own high-water marks alone. */
  look(): void {
    const members = this.#members()
    let resident = 0
    for (const [id, { seconds }] of members) {
      this.#seconds.set(id, seconds)
      const memory = memoryOf(id)
      resident += memory.resident
      this.#peak = Math.max(this.#peak, memory.most)
    }
    this.#peak = Math.max(this.#peak, resident)
  }

  /** The most bytes that were in memory at once; pages that processes share are counted for each. */
  get peakBytes(): number | undefined {
    return this.#peak === 0 ? undefined : this.#peak
  }

  /** CPU time of all processes up to the last look at each. */
  get seconds(): number {
    return [...this.#seconds.values()].reduce((sum, seconds) => sum + seconds, 0)
  }

  #members(): Map<number, Process> {
    const all = processes()
    const members = new Map<number, Process>()
    const root = all.get(this.#root)
    if (!root) return members
    members.set(this.#root, root)
    for (let before = 0; before < members.size; ) {
      before = members.size
      for (const [id, found] of all) if (members.has(found.parent)) members.set(id, found)
    }
    return members
  }
}

/** CPU seconds of all children of this process that have ended, and of theirs. */
export function childSeconds(): number {
  const fields = statFields('self')
  return (Number(fields?.[13] ?? 0) + Number(fields?.[14] ?? 0)) / ticksPerSecond
}

function processes(): Map<number, Process> {
  const found = new Map<number, Process>()
  for (const name of list('/proc')) {
    const fields = /^\d+$/.test(name) ? statFields(name) : undefined
    if (!fields) continue
    const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
    found.set(Number(name), { parent: Number(fields[1]), seconds })
  }
  return found
}

/** The fields of /proc/ID/stat that follow the command's name: the state is the first, the parent the second. */
function statFields(id: string): string[] | undefined {
  const text = read(`/proc/${id}/stat`)
  return text?.slice(text.lastIndexOf(')') + 2).split(' ')
}

function memoryOf(id: number): { resident: number; most: number } {
  const text = read(`/proc/${id}/status`) ?? ''
  const bytes = (key: string) => 1024 * Number(new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0)
  return { resident: bytes('VmRSS'), most: bytes('VmHWM') }
}

/** A process may end at any time. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
