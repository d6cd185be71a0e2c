import type { Command } from 'commander'
import { openProject } from '../../config/project.ts'
import { type DevServer, startDev } from '../../site/dev.ts'
import { printFindings } from '../findings.ts'
import { listeningFault, readHost, readPort } from '../listening.ts'
import { applySiteOptions, type SiteOptions } from '../site-options.ts'

interface DevOptions extends SiteOptions {
  host: string
  port: string
}

/** Adds `waymark dev`. */
export function register(program: Command): void {
  program
    .command('dev')
    .description('serves the site as it is written, with live reload')
    .option('--root <dir>', 'the project', '.')
    .option('--cache <dir>', 'where Waymark keeps its state (default: .waymark in the root)')
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--port <number>', 'the port to listen on, 0 for any free one', '4321')
    .option('--base <path>', 'the path to serve under (default: base of waymark.yaml)')
    .option('--site <url>', 'where the site is published (default: site of waymark.yaml)')
    .addHelpText('after', '\nExample:\n  $ waymark dev --root docs')
    .action(serve)
}

/** A changed `waymark.yaml` can change everything, so the server is started again with it, on the same port. */
async function serve(options: DevOptions): Promise<void> {
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  let port = readPort(options.port)
  while (!stop.signal.aborted) {
    const change = Promise.withResolvers<void>()
    const server = await start(options, port, stop.signal, change.resolve)
    port = Number(new URL(server.url).port)
    process.stdout.write(`Waymark shows ${options.root} at ${server.url}\n`)
    stop.signal.addEventListener('abort', () => change.resolve(), { once: true })
    await change.promise
    await server.stop()
  }
}

async function start(
  options: DevOptions,
  port: number,
  signal: AbortSignal,
  onConfigChange: () => void,
): Promise<DevServer> {
  const host = readHost(options.host)
  const opened = await openProject(options)
  const project = applySiteOptions(opened.project, options)
  try {
    return await startDev(project, {
      host,
      port,
      onFindings: (findings) => void printFindings([...opened.findings, ...findings], process.stderr),
      onFailure: (error) =>
        void process.stderr.write(`waymark: ${error instanceof Error ? error.message : String(error)}\n`),
      onConfigChange,
      signal,
    })
  } catch (error) {
    throw listeningFault(error, { host, port })
  }
}
