#!/usr/bin/env node
import * as module from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 24 || (major === 24 && minor < 6)) {
  process.stderr.write(`waymark: Node ${process.versions.node} is too old, expected Node 24.6 or later\n`)
  process.stderr.write('  Install it from nodejs.org, or run `npm install --save-dev node@24` beside waymark\n')
  process.exitCode = 2
} else {
  const argv = process.argv.slice(2)
  const { endOnBrokenStream } = await import('./broken-stream.ts')
  process.stdout.on('error', endOnBrokenStream)
  const { asksForVersion, printVersion } = await import('./version.ts')
  if (asksForVersion(argv)) printVersion()
  else {
    process.stderr.on('error', endOnBrokenStream)
    await run(argv)
  }
}

async function run(argv: string[]): Promise<void> {
  // Half a second of each start is the compiling of modules that have not changed.
  module.enableCompileCache?.()
  // Astro would go to the network for both.
  process.env.ASTRO_TELEMETRY_DISABLED = '1'
  process.env.ASTRO_DISABLE_UPDATE_CHECK = 'true'
  // Vite would take a shell's word for it, and a build would be one for developers.
  delete process.env.NODE_ENV
  const { main } = await import('./main.ts')
  process.exitCode = await main(argv)
  // A server that could not start leaves its watchers behind.
  setTimeout(() => process.exit(), 500).unref()
}
