import { statfsSync } from 'node:fs'
import os from 'node:os'

/** Where the figures were measured. */
export interface Machine {
  node: string
  platform: string
  cpu: string
  cores: number
  memoryGB: number
  /** The file system of the temp folder, where all is built: TMPDIR says which. */
  fileSystem: string
}

/** Source: statfs(2). */
const fileSystems = new Map([
  [0xef53, 'ext4'],
  [0x01021994, 'tmpfs'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x794c7630, 'overlay'],
])

export function machine(): Machine {
  const [cpu] = os.cpus()
  return {
    node: process.versions.node,
    platform: `${os.type()} ${os.release()}`,
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cores(),
    memoryGB: Math.round(os.totalmem() / 1e9),
    fileSystem: fileSystems.get(statfsSync(os.tmpdir()).type) ?? 'another file system',
  }
}

export function cores(): number {
  return os.availableParallelism()
}

/** CPU seconds that all cores together have been at work since the machine started. */
export function busySeconds(): number {
  return os.cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000
}

/** The load average of the last minute: above the number of cores, others were at work and times are too long. */
export function load(): number {
  return os.loadavg()[0] ?? Number.NaN
}
