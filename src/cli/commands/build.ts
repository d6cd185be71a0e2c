import path from 'node:path'
import type { Command } from 'commander'
import { openProject, type Project } from '../../config/project.ts'
import { buildSite } from '../../site/build.ts'
import { faultOf } from '../fault.ts'
import { printFindings } from '../findings.ts'
import type { LastKnown } from '../last-known.ts'
import { progressLine } from '../progress.ts'
import { applySiteOptions, type SiteOptions } from '../site-options.ts'

interface BuildOptions extends SiteOptions {
  out?: string
  staticDiagrams?: boolean
  environment?: string
  status?: string
}

/** Adds the options of `waymark build`, and what it does. */
export function register(command: Command): void {
  command
    .option('--root <dir>', 'the project', '.')
    .option('--cache <dir>', 'where Waymark keeps its state (default: .waymark in the root)')
    .option('--out <dir>', 'the folder to build into (default: dist in the root)')
    .option(
      '--environment <name>',
      'whose last known states the pages show (default: environment of waymark.yaml, else production)',
    )
    .option('--status <file>', 'the last known states, as `waymark probe --snapshot` wrote them')
    .option('--base <path>', 'the path that the site is published under (default: base of waymark.yaml)')
    .option('--site <url>', 'where the site is published (default: site of waymark.yaml)')
    .option(
      '--static-diagrams',
      'fail where a diagram cannot be drawn, in place of leaving it to the browsers of readers',
    )
    .addHelpText('after', '\nExample:\n  $ waymark build --root docs --out public --base /runbooks/')
    .action(build)
}

async function build(options: BuildOptions): Promise<void> {
  const started = performance.now()
  const opened = await openProject(options)
  const project = applySiteOptions(opened.project, options)
  const out = path.resolve(options.out ?? path.join(project.root, 'dist'))
  const stop = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort())
  const progress = progressLine(process.stderr)
  try {
    const status = await lastKnown(project, options, progress.clear)
    const built = await buildSite(project, {
      out,
      status,
      onProgress: progress.show,
      onFindings: (found) => {
        progress.clear()
        return printFindings([...opened.findings, ...found], process.stderr)
      },
      signal: stop.signal,
      staticDiagrams: options.staticDiagrams ?? false,
    })
    progress.clear()
    if ('refused' in built) {
      printFindings(built.refused, process.stderr)
      // A diagram that cannot be drawn is a finding; a configuration that cannot be read is misuse.
      process.exitCode = built.refused.length > 0 ? 1 : 2
      return
    }
    printFindings(built.findings, process.stderr)
    for (const note of built.notes) process.stderr.write(`${note}\n`)
    process.stdout.write(summary(built, out, performance.now() - started))
  } catch (error) {
    progress.clear()
    if (stop.signal.aborted) process.exitCode = 130
    else throw faultOf(error, out)
  }
}

/** Loaded only here: most of it opens the history. */
async function lastKnown(project: Project, options: BuildOptions, clear: () => void): Promise<LastKnown> {
  const { readLastKnown } = await import('../last-known.ts')
  const warn = (message: string) => {
    clear()
    process.stderr.write(`waymark: ${message}\n`)
  }
  return readLastKnown(project, { ...options, warn })
}

function summary(
  { pages, rendered, bytes }: { pages: number; rendered: number; bytes: number },
  out: string,
  milliseconds: number,
): string {
  const kept = pages - rendered
  const note = kept > 0 ? ` (${kept} unchanged)` : ''
  return `Built ${pages} ${pages === 1 ? 'page' : 'pages'}${note} in ${(milliseconds / 1000).toFixed(1)} s, ${(bytes / 1e6).toFixed(1)} MB, in ${out}\n`
}
