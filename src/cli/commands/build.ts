import path from 'node:path'
import type { WriteStream } from 'node:tty'
import type { Command } from 'commander'
import { openProject, type Project } from '../../config/project.ts'
import { Failure } from '../../finding/failure.ts'
import { type BuildOptions, buildSite, type Progress } from '../../site/build.ts'
import { plural } from '../../text/plural.ts'
import { commandOptions } from '../command-options.ts'
import { printFindings } from '../findings.ts'
import { interrupted, interruption } from '../interruption.ts'
import type { LastKnown } from '../last-known.ts'
import { applySiteOptions, type SiteOptions } from '../site-options.ts'

interface BuildCommandOptions extends SiteOptions {
  out?: string
  staticDiagrams?: boolean
  environment?: string
  status?: string
  offline?: string
}

/** Adds the options of `waymark build`, and what it does. */
export function register(command: Command): void {
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
    .action(build)
}

async function build(options: BuildCommandOptions): Promise<void> {
  const started = performance.now()
  const opened = await openProject(options)
  const project = applySiteOptions(opened.project, options)
  const out = path.resolve(options.out ?? path.join(project.root, 'dist'))
  const stop = interruption()
  const progress = progressLine(process.stderr)
  try {
    const status = await lastKnown(project, options, progress.clear)
    const built = await buildSite(project, {
      out,
      status,
      onProgress: progress.show,
      onNote: (note) => {
        progress.clear()
        process.stderr.write(`${note}\n`)
      },
      onFindings: (found) => {
        progress.clear()
        return printFindings([...opened.findings, ...found], process.stderr)
      },
      signal: stop.signal,
      staticDiagrams: options.staticDiagrams ?? false,
      ...(options.offline !== undefined && { offline: path.resolve(options.offline) }),
      ...(project.config.claims.pages && { judge: claimsJudge(project) }),
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
    if (options.offline !== undefined)
      process.stdout.write(`Wrote ${path.resolve(options.offline)}, ${megabytes(built.offlineBytes ?? 0)}\n`)
  } catch (error) {
    progress.clear()
    if (stop.signal.aborted) process.exitCode = interrupted
    else throw failureOf(error, out)
  }
}

/** Loaded only here: the checks are much of the program. */
function claimsJudge(project: Project): NonNullable<BuildOptions['judge']> {
  return async ({ sources, cache, inventory }, signal) => {
    const { judgeClaims } = await import('../../../checks/engine/claims.ts')
    const report = await judgeClaims(project, sources, { cache, inventory, env: process.env, signal, now: Date.now })
    // A cache that cannot be written costs the next build time alone.
    await cache.save().catch(() => {})
    return report
  }
}

/** Loaded only here: most of it opens the history. */
async function lastKnown(project: Project, options: BuildCommandOptions, clear: () => void): Promise<LastKnown> {
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
  return `Built ${plural(pages, 'page')}${note} in ${(milliseconds / 1000).toFixed(1)} s, ${megabytes(bytes)}, in ${out}\n`
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`
}

const stageTexts: Record<Progress['stage'], string> = {
  reading: 'Reading the guidebooks',
  drawing: 'Drawing diagrams',
  bundling: 'Bundling the templates',
  rendering: 'Rendering pages',
  indexing: 'Indexing for search',
  writing: 'Writing the site',
}

/** Shows progress on one line of a terminal, and nothing elsewhere. */
function progressLine(stream: WriteStream): { show: (progress: Progress) => void; clear: () => void } {
  if (!stream.isTTY) return { show: () => {}, clear: () => {} }
  let last = 0
  return {
    show({ stage, done, total }) {
      const isCounting = done !== undefined
      if (isCounting && Date.now() - last < 100) return
      last = Date.now()
      stream.write(`\r\u001b[K${stageTexts[stage]}${isCounting ? ` ${done} of ${total}` : ''} …`)
    },
    clear: () => stream.write('\r\u001b[K'),
  }
}

const writeFailures: Record<string, [message: string, hint: string]> = {
  ENOSPC: [
    'There is no space left to write the site',
    'Free some space, or build elsewhere with `--out DIR` and `--cache DIR`',
  ],
  EACCES: ['Not allowed to write', 'Give the right to, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EPERM: ['Not allowed to write', 'Give the right to, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EROFS: ['The file system is read-only', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  ENOTDIR: ['Unexpected file on the way, expected a folder', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EEXIST: ['Unexpected file on the way, expected a folder', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EDQUOT: ['The disk quota is used up', 'Free some space, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EISDIR: ['Unexpected folder, expected a file', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EBUSY: ['The folder is in use, it may be a mount', 'Build into a folder inside of it with `--out DIR`'],
}

/** Says in words why the file system refuses; another error is a bug of Waymark's and stays what it is. */
function failureOf(error: unknown, out: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const wording = Object.hasOwn(writeFailures, code) ? writeFailures[code] : undefined
  if (!wording) return mdxFailure(error)
  const where = 'path' in error && typeof error.path === 'string' ? error.path : out
  return new Failure(`${wording[0]}: \`${where}\``, `${wording[1]}; what was built before is as it was`)
}

/** The code of an `.mdx` page is its author's: what goes wrong in it is told without Waymark's own stack. */
function mdxFailure(error: Error): unknown {
  const file = /[^\s"'()]+\.mdx/.exec(`${error.message}\n${error.stack}`)?.[0]
  if (file === undefined) return error
  const [message = ''] = error.message
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(Build failed|\[plugin)/.test(line))
  return new Failure(`The code of \`${file}\` fails: ${message}`, 'Mend the page, or turn `mdx` off in `waymark.yaml`')
}
