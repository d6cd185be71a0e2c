import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Lab, startLab } from './lab.ts'
import { type PageOptions, servePage } from './page-server.ts'

export interface RunningLab {
  lab: Lab
  /** The first digits of its ports, which `WAYMARK_LAB` tells the lab's environment in `waymark.yaml`. */
  block: number
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
    const file = join(root, 'node_modules', '.cache', 'waymark-lab', `${block}.pem`)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, lab.authority)
    const stop = async () => {
      ended.abort()
      await Promise.all([closed, lab.stop(), rm(file, { force: true })])
    }
    return { lab, block, url, stop }
  } catch (error) {
    ended.abort()
    await lab.stop()
    throw error
  }
}
