import { createApp } from '../../status/server/app.ts'
import { listen } from '../../status/server/listen.ts'
import { readSiteRecord } from '../../status/server/site-record.ts'
import { listeningFailure, readPort } from '../listening.ts'

const host = '127.0.0.1'

/** Serves a built site on this machine until it is told to end. It answers from the files alone: nothing is probed. */
export async function serveFolder(dist: string, port: string, signal: AbortSignal): Promise<void> {
  const reading = await readSiteRecord(dist)
  const base = 'record' in reading ? (reading.record?.base ?? '/') : '/'
  const log = (message: string) => void process.stderr.write(`waymark: ${message}\n`)
  const options = { host, port: readPort(port), signal }
  const listening = await listen(createApp({ dist, base, log }), options).catch((error: unknown) => {
    throw listeningFailure(error, options)
  })
  process.stdout.write(`Waymark shows the change at http://${host}:${listening.port}${base}_changes/\n`)
  await listening.closed
}
