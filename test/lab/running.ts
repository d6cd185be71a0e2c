import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Lab, startLab } from './lab.ts'
import { type PageOptions, servePage } from './page-server.ts'

export interface RunningLab {
  lab: Lab
  /** The first digits of its ports. */
  block: number
  /** What tells the lab's environment of `waymark.yaml` where this one is. */
  variables: Record<string, string>
  /** Where its page is. */
  url: string
  /** Ends it and takes its files away. */
  stop(): Promise<void>
}

/** The block that `waymark.yaml` takes when it is told none. */
export const usualBlock = 184

/** Ports above these are lent to connections by one system or another. */
const lastBlock = 300

export interface RunOptions extends Pick<PageOptions, 'site' | 'onChange'> {
  /** The folder of `waymark.yaml`. */
  root: string
  /** The block to take; the first free one when absent. */
  block?: number | undefined
}

/** Starts the lab with its page, at ports that the lab's environment of `waymark.yaml` knows. */
export async function runLab({ root, block, ...page }: RunOptions): Promise<RunningLab> {
  for (let tried = block ?? usualBlock; ; tried++) {
    try {
      return await runIn(tried, root, page)
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      if (!isTaken || block !== undefined || tried === lastBlock) throw error
    }
  }
}

async function runIn(block: number, root: string, page: Pick<PageOptions, 'site' | 'onChange'>): Promise<RunningLab> {
  const lab = await startLab({ block })
  const ended = new AbortController()
  try {
    const { url, closed } = await servePage(lab, { ...page, port: block * 100, signal: ended.signal })
    const { folder, end } = await writeAuthority(root, `${block}.pem`, lab.authority)
    const stop = async () => {
      ended.abort()
      await Promise.all([closed, lab.stop(), end()])
    }
    return { lab, block, variables: variablesOf(block, folder), url, stop }
  } catch (error) {
    ended.abort()
    await lab.stop()
    throw error
  }
}

function variablesOf(block: number, folder: string | undefined): Record<string, string> {
  return {
    ...(block !== usualBlock && { WAYMARK_LAB: String(block) }),
    ...(folder !== undefined && { WAYMARK_LAB_FOLDER: folder }),
  }
}

/** Writes the certificate of the lab's authority beside the caches of other tools; elsewhere where nothing may be written. */
async function writeAuthority(root: string, name: string, pem: string) {
  const usual = join(root, 'node_modules', '.cache', 'waymark-lab')
  try {
    await mkdir(usual, { recursive: true })
    await writeFile(join(usual, name), pem)
    return { end: () => rm(join(usual, name), { force: true }) }
  } catch (error) {
    const isForbidden = error instanceof Error && 'code' in error && /^(?:EACCES|EPERM|EROFS)$/.test(String(error.code))
    if (!isForbidden) throw error
    const folder = await mkdtemp(join(tmpdir(), 'waymark-lab-'))
    await writeFile(join(folder, name), pem)
    return { folder, end: () => rm(folder, { recursive: true, force: true }) }
  }
}
