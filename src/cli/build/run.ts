import { existsSync } from 'node:fs'
import path from 'node:path'
import type { WriteStream } from 'node:tty'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { environmentNameOf } from '../../../checks/probes/environment/environment-name.ts'
import { findRepository, openProject, type Project } from '../../config/project.ts'
import { codeDigest } from '../../files/code-digest.ts'
import { Failure } from '../../finding/failure.ts'
import { readIgnoreSettings } from '../../git/git-ignored.ts'
import { type BuildOptions, buildSite, type Progress } from '../../site/build.ts'
import { historyPath } from '../../status/history/history-file.ts'
import { runsPath } from '../../status/runs/run-log.ts'
import { printFindings } from '../findings.ts'
import { interrupted, interruption } from '../interruption.ts'
import { readLastKnown } from '../last-known.ts'
import { applySiteOptions } from '../site-options.ts'
import { digestOfStates } from './known-states.ts'
import {
  type BuildInputs,
  type BuildRequest,
  forgetLastBuild,
  gitProgram,
  keepLastBuild,
  keepsStates,
  lookAtInputs,
  standingSite,
  surroundingsNow,
} from './last-build.ts'
import { summary } from './summary.ts'

/** Builds a site, and remembers how it came about. `started` is when that began, by `performance.now()`. */
export async function runBuild(request: BuildRequest, started: number, idleThread: IdleThread): Promise<void> {
  const { out, offline, staticDiagrams } = request
  const stop = interruption()
  const surroundings = surroundingsNow()
  const own = await lookAtProject(request, stop.signal)
  const opened = await openProject(request)
  const project = applySiteOptions(opened.project, request)
  const inputs = own && lookAtInputs(request, clonesOf(project), own)
  const progress = progressLine(process.stderr)
  const told: string[] = []
  const say = (text: string) => {
    progress.clear()
    told.push(text)
    return process.stderr.write(text)
  }
  const { env, names } = watchedEnvironment(process.env)
  try {
    const standing = await standingSite(request)
    await forgetLastBuild(request)
    const status = await readLastKnown(project, { ...request, warn: (message) => void say(`waymark: ${message}\n`) })
    const built = await buildSite(project, {
      ...{ out, standing, status, staticDiagrams, signal: stop.signal },
      onProgress: progress.show,
      onNote: (note) => say(`${note}\n`),
      onFindings: (found) => printFindings([...opened.findings, ...found], { write: say }),
      ...(offline !== undefined && { offline }),
      ...(project.config.claims.pages && { judge: claimsJudge(project, { env, idleThread }) }),
    })
    progress.clear()
    if ('refused' in built) {
      printFindings(built.refused, process.stderr)
      // A diagram that cannot be drawn is a finding; a configuration that cannot be read is misuse.
      process.exitCode = built.refused.length > 0 ? 1 : 2
      return
    }
    printFindings(built.findings, { write: say })
    for (const note of built.notes) say(`${note}\n`)
    if (inputs && built.isRepeatable) {
      const { pages, bytes, offlineBytes, lacksBrowser } = built
      const states = statesOf(project, request)
      const outcome = {
        ...{ pages, bytes, said: told.join(''), variables: names(), states },
        ...(offlineBytes !== undefined && { offlineBytes }),
        ...(lacksBrowser && { lacksBrowser }),
        ...(keepsStates(request, states) && { known: digestOfStates(status) }),
      }
      await keepLastBuild(request, inputs, outcome, built.files, surroundings)
    }
    process.stdout.write(summary(built, request, performance.now() - started))
  } catch (error) {
    progress.clear()
    if (stop.signal.aborted) process.exitCode = interrupted
    else throw failureOf(error, out)
  }
}

/** Looks at the repository, and at what decides what git says of it, before anything is read; `undefined` where that is too much. */
async function lookAtProject(request: BuildRequest, signal: AbortSignal): Promise<BuildInputs[] | undefined> {
  if (!existsSync(request.root)) return undefined
  const repository = await findRepository(request.root)
  const ofGit = [...(await readIgnoreSettings(repository, signal)), ...gitProgram(process.env)]
  return lookAtInputs(request, [repository, ...ofGit])
}

/** The clones of other repositories that pages are held against, wherever they stand. */
function clonesOf({ root, config }: Project): string[] {
  const written = [...config.inventory.clones, ...Object.values(config.checks.links.map)]
  return written.map((folder) => path.resolve(root, folder))
}

/** Where states of the services are kept. */
function statesOf(project: Project, { environment }: BuildRequest): string[] {
  const history = historyPath(project.cache, environmentNameOf(project.config, environment) ?? null)
  return [history, runsPath(history)]
}

/** An environment that remembers which of its variables were asked for. */
function watchedEnvironment(from: NodeJS.ProcessEnv): { env: NodeJS.ProcessEnv; names: () => string[] } {
  const asked = new Set<string>()
  const seen = <Result>(name: string | symbol, result: Result): Result => {
    if (typeof name === 'string') asked.add(name)
    return result
  }
  const env = new Proxy(from, {
    get: (_, name) => seen(name, Reflect.get(from, name)),
    has: (_, name) => seen(name, Reflect.has(from, name)),
    getOwnPropertyDescriptor: (_, name) => seen(name, Reflect.getOwnPropertyDescriptor(from, name)),
  })
  return { env, names: () => [...asked].sort() }
}

/** Loaded only here: the checks are much of the program. */
function claimsJudge(
  project: Project,
  { env, idleThread }: { env: NodeJS.ProcessEnv; idleThread: IdleThread },
): NonNullable<BuildOptions['judge']> {
  return async ({ sources, cache, inventory, pages, guidebooks }, signal) => {
    const [{ judgeClaims }, { keptReadings }] = await Promise.all([
      import('../../../checks/engine/claims.ts'),
      import('../../../checks/page-readings.ts'),
    ])
    const readings = keptReadings(pages, codeDigest())
    const options = { cache, pages, inventory, guidebooks, env, signal, now: Date.now, idleThread, readings }
    const report = await judgeClaims(project, sources, options)
    // A cache that cannot be written costs the next build time alone.
    await cache.save().catch(() => {})
    return report
  }
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
