import { createHash } from 'node:crypto'
import { existsSync, promises as fs } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { codeDigest } from '../../files/code-digest.ts'
import { realPath } from '../../files/real-path.ts'
import { isAsStamped, stampTree, type TreeStamp } from '../../files/tree-stamp.ts'
import { writeWhole } from '../../files/whole-file.ts'
import { gitStateOf } from '../../git/git-folder.ts'
import type { SiteFiles, StandingSite } from '../../site/publish/staged-files.ts'

/** What a build is asked for. All paths are absolute. */
export interface BuildRequest {
  root: string
  cache: string
  out: string
  /** The file of `--offline`. */
  offline?: string
  /** The file of `--status`. */
  status?: string
  base?: string
  site?: string
  environment?: string
  staticDiagrams: boolean
}

const stamp = z.object({ digest: z.string(), young: z.record(z.string(), z.string()) })

const lastBuild = z.object({
  /** Digest of all that decides besides files. */
  conditions: z.string(),
  /** Files and folders that were read, each with what is in it. */
  inputs: z.array(z.object({ tops: z.array(z.string()), stamp })),
  outputs: stamp,
  /** The environment's variables of which it was asked whether they are set. */
  variables: z.array(z.string()),
  /** Where states of services are kept. */
  states: z.array(z.string()),
  /** Digest of what was known of the services; absent where nothing is kept. */
  known: z.string().exactOptional(),
  /** Whether diagrams have no pictures since there was no browser. */
  lacksBrowser: z.boolean().exactOptional(),
  /** What was told on the way. */
  said: z.string(),
  pages: z.number(),
  bytes: z.number(),
  offlineBytes: z.number().exactOptional(),
})

export type LastBuild = z.infer<typeof lastBuild>

/** What is known of the files of the last build's site. */
const lastFiles = z.object({
  /** The digest of `outputs` that it belongs to. */
  of: z.string(),
  files: z.record(z.string(), z.object({ digest: z.string(), size: z.number(), key: z.string().exactOptional() })),
})

/** Where and when a build runs. */
export interface Surroundings {
  /** Digest of Waymark's own code and packages. */
  code: string
  now: Date
  env: NodeJS.ProcessEnv
}

/** Those of this process, now. */
export function surroundingsNow(): Surroundings {
  return { code: codeDigest(), now: new Date(), env: process.env }
}

/** Absolute files and folders that a build reads, as they were before that. */
export type BuildInputs = LastBuild['inputs'][number]

/** What is known once a build has ended. */
export type BuildOutcome = Pick<
  LastBuild,
  'variables' | 'states' | 'known' | 'lacksBrowser' | 'said' | 'pages' | 'bytes' | 'offlineBytes'
>

/**
 * The last build, if another one now would give the same site, byte for byte but for the moment that it names, and that
 * site still stands as it was written. Nothing is read of the pages, and git is not asked.
 *
 * What a site depends on: the files of the repository and of the clones that it names, git's branches and its index, what the machine
 * and the user let git ignore, and which git there is (`inputs`); Waymark's code and packages, the command line, the day, the
 * language, the user (`conditions`); which variables are set (`variables`); what is known of services (`known`).
 * Pictures of diagrams are made of these too: a build that left one to the browsers of readers is kept only where there is no
 * browser, and until there is one.
 *
 * `knownNow` tells the digest of what is known of the services by now; it is asked where anything is kept of them alone.
 */
export async function unchangedBuild(
  request: BuildRequest,
  knownNow: () => Promise<string>,
  surroundings = surroundingsNow(),
): Promise<LastBuild | undefined> {
  const last = await readRecord(recordIn(request.cache), lastBuild)
  if (!last || existsSync(path.join(request.cache, 'build.lock'))) return undefined
  if (last.conditions !== conditionsOf(request, last, surroundings)) return undefined
  const replacement = replacementOf(request)
  // Pages change more often than sites, and there are fewer files to look at.
  if (!last.inputs.every(({ tops, stamp }) => isAsStamped(stamp, tops, replacement))) return undefined
  if (!isAsStamped(last.outputs, outputsOf(request))) return undefined
  if (last.lacksBrowser && (await import('../../diagrams/browser.ts')).browserPlaces(surroundings.env).length > 0)
    return undefined
  if (last.known === undefined) return keepsStates(request, last.states) ? undefined : last
  return last.known === (await knownNow()) ? last : undefined
}

/** Looks at what a build is about to read, before it does, and adds it to what it looked at; `undefined` where that is too much. */
export function lookAtInputs(
  request: BuildRequest,
  tops: readonly string[],
  before: readonly BuildInputs[] = [],
): BuildInputs[] | undefined {
  // A link to a folder tells nothing of what is in that: both are looked at.
  const all = [...new Set(tops.flatMap((top) => [top, realPath(top) ?? top]))]
  const stamp = stampTree(all, replacementOf(request))
  return stamp && [...before, { tops: all, stamp }]
}

/** The site that the last build has written, where it stands as it was written. */
export async function standingSite(request: BuildRequest): Promise<StandingSite | undefined> {
  const last = await readRecord(recordIn(request.cache), lastBuild)
  const files = last && (await readRecord(filesIn(request.cache), lastFiles))
  if (!files || files.of !== last.outputs.digest || !isAsStamped(last.outputs, outputsOf(request))) return undefined
  return { folder: realPath(request.out) ?? request.out, files: files.files }
}

/** Forgets the last build: another begins. */
export async function forgetLastBuild({ cache }: Pick<BuildRequest, 'cache'>): Promise<void> {
  await fs.rm(recordIn(cache), { force: true })
}

/**
 * Remembers a build whose site stands in its place; `files` tells what is known of its files, `surroundings` where and when
 * it began: it may have ended on another day.
 */
export async function keepLastBuild(
  request: BuildRequest,
  inputs: BuildInputs[],
  outcome: BuildOutcome,
  files: SiteFiles | undefined,
  surroundings: Surroundings,
): Promise<void> {
  // With the former site one of two names of many files went a moment ago, and nothing of what is in them.
  const outputs: TreeStamp | undefined = stampTree(outputsOf(request), undefined, 'mtimeMs')
  if (!outputs) return
  const conditions = conditionsOf(request, { inputs, ...outcome }, surroundings)
  const record: LastBuild = { conditions, inputs, outputs, ...outcome }
  const written: z.infer<typeof lastFiles> = { of: outputs.digest, files: files ?? {} }
  await writeWhole(filesIn(request.cache), JSON.stringify(written))
  await writeWhole(recordIn(request.cache), JSON.stringify(record))
}

/** Whether anything is kept of the states of services. */
export function keepsStates({ status }: Pick<BuildRequest, 'status'>, states: readonly string[]): boolean {
  return status !== undefined || states.some((file) => existsSync(file))
}

/** The program `git` that is run. */
export function gitProgram(env: NodeJS.ProcessEnv): string[] {
  const folders = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter((folder) => folder !== '')
  const programs = folders.flatMap((folder) => ['git', 'git.exe'].map((name) => path.resolve(folder, name)))
  return programs.filter((file) => existsSync(file)).slice(0, 1)
}

/** The variables by which Node and git know the language, the time zone and the user's place. */
const machineVariables =
  /^(?:TZ|LANG|LANGUAGE|LC_\w+|HOME|USERPROFILE|XDG_CONFIG_HOME|GIT_EXEC_PATH|NODE_OPTIONS|NODE_ICU_DATA)$/

function conditionsOf(
  request: BuildRequest,
  { inputs, variables, states }: Pick<LastBuild, 'inputs' | 'variables' | 'states'>,
  { code, now, env }: Surroundings,
): string {
  const conditions = {
    code,
    request,
    // A banner ends and a review falls due with a day: where the reader of it counts days, and by the clock of the world.
    days: [now.toISOString().slice(0, 10), now.toDateString()],
    machine: Object.entries(env)
      .filter(([name]) => machineVariables.test(name))
      .sort(),
    git: gitProgram(env),
    user: process.getuid?.(),
    root: realPath(request.root),
    repositories: repositoriesAbove(request.root),
    read: inputs.map(({ tops }) => tops),
    states,
    // Whether alone: values may be secrets.
    variables: variables.map((name) => [name, name in env, env[name] === '']),
  }
  return createHash('sha256').update(JSON.stringify(conditions)).digest('hex')
}

/** The folders from a root upwards that git keeps a repository in: the nearest one is that of the project. */
function repositoriesAbove(root: string): string[] {
  const own = existsSync(path.join(root, '.git')) ? [root] : []
  const above = path.dirname(root)
  return above === root ? own : [...own, ...repositoriesAbove(above)]
}

/** Of git's own folders what changes counts; what a build writes does not. */
function replacementOf({ out, cache, offline }: BuildRequest): (file: string) => readonly string[] | undefined {
  const written = new Set([out, cache, offline].flatMap((file) => (file === undefined ? [] : [file, realPath(file)])))
  return (file) => {
    if (written.has(file)) return []
    return path.basename(file) === '.git' ? gitStateOf(path.dirname(file)) : undefined
  }
}

function outputsOf({ out, offline }: BuildRequest): string[] {
  const real = realPath(out) ?? out
  return [real, ...(offline === undefined ? [] : [offline])]
}

function recordIn(cache: string): string {
  return path.join(cache, 'last-build.json')
}

/** It stands beside the other record, which is read where nothing has changed, too. */
function filesIn(cache: string): string {
  return path.join(cache, 'last-files.json')
}

/** What cannot be read is as if it were not there. */
async function readRecord<T>(file: string, schema: z.ZodType<T>): Promise<T | undefined> {
  try {
    return schema.parse(JSON.parse(await fs.readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}
