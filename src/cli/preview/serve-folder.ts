import { createApp } from '../../status/server/app.ts'
import { listen } from '../../status/server/listen.ts'
import { readSiteRecord } from '../../status/server/site-record.ts'
import { listeningFailure, readPort } from '../listening.ts'

const host = '127.0.0.1'

interface ServeOptions {
  /** As it was written. */
  port: string
  signal: AbortSignal
  /** Told where the list of what changed is, once it is there. */
  onListening: (url: string) => Promise<void>
}

/** Serves a built site on this machine until it is told to end. It answers from the files alone: nothing is probed. */
export async function serveFolder(dist: string, { port, signal, onListening }: ServeOptions): Promise<void> {
  const reading = await readSiteRecord(dist)
  const base = 'record' in reading ? (reading.record?.base ?? '/') : '/'
  const log = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const options = { host, port: readPort(port), signal }
  const listening = await listen(createApp({ dist, base, log }), options).catch((error: unknown) => {
    throw listeningFailure(error, options)
  })
  await onListening(new URL(`${base}_changes/`, `http://${host}:${listening.port}`).href)
  await listening.closed
}
