import path from 'node:path'
import type { Command } from 'commander'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { type BuildRequest, unchangedBuild } from '../build/last-build.ts'
import { summary } from '../build/summary.ts'
import { commandOptions } from '../command-options.ts'

interface BuildCommandOptions {
  root: string
  cache?: string
  base?: string
  site?: string
  out?: string
  staticDiagrams?: boolean
  environment?: string
  status?: string
  offline?: string
}

/** Adds the options of `waymark build`, and what it does. */
export function register(command: Command, idleThread: IdleThread): void {
  command
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option('--out <dir>', 'the folder to build into (default: dist in the root)')
    .option(
      '--environment <name>',
      'whose last known states the pages show (default: environment of waymark.yaml, else production)',
    )
    .option('--status <file>', 'the last known states, as `waymark probe --snapshot` wrote them')
    .option('--base <path>', 'the path that the site is published under (default: base of waymark.yaml)')
    .option(...commandOptions.site)
    .option(
      '--static-diagrams',
      'fail where a diagram cannot be drawn, in place of leaving it to the browsers of readers',
    )
    .option('--offline <file>', 'write the site as well as a ZIP file whose folder opens without a server')
    .addHelpText('after', '\nExample:\n  $ waymark build --root docs --out public --base /runbooks/')
    .action((options: BuildCommandOptions) => build(options, idleThread))
}

/** Loaded only where it is needed: what builds is most of the program. */
async function build(options: BuildCommandOptions, idleThread: IdleThread): Promise<void> {
  const started = performance.now()
  const request = requestOf(options)
  const last = await unchangedBuild(request, async () => {
    const { digestOfKnown } = await import('../build/known-states.ts')
    return digestOfKnown(request)
  })
  if (last) {
    process.stderr.write(last.said)
    process.stdout.write(summary({ ...last, rendered: 0 }, request, performance.now() - started))
    return
  }
  const { runBuild } = await import('../build/run.ts')
  await runBuild(request, started, idleThread)
}

function requestOf({ root, cache, out, offline, status, ...options }: BuildCommandOptions): BuildRequest {
  const absolute = path.resolve(root)
  return {
    ...options,
    root: absolute,
    cache: cache === undefined ? path.join(absolute, '.waymark') : path.resolve(cache),
    out: path.resolve(out ?? path.join(absolute, 'dist')),
    ...(offline !== undefined && { offline: path.resolve(offline) }),
    ...(status !== undefined && { status }),
    staticDiagrams: options.staticDiagrams ?? false,
  }
}
