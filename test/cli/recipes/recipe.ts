import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { parse } from 'yaml'
import { ciFilesOf } from '../../../src/cli/starter/starter.ts'
import type { Outcome } from '../command-line.ts'

/** What `waymark init` writes for a forge with previews, by path; `folder` is where the project is in its repository. */
export function recipe(forge: string, previews: string, folder = ''): Map<string, string> {
  return new Map(ciFilesOf(forge, { previews, folder }).map((file) => [file.path, file.text]))
}

/** Every forge with every place that it can show previews at. */
export const recipes: [forge: string, previews: string][] = [
  ['github', 'artifact'],
  ['github', 'pages'],
  ['github', 'host'],
  ['gitea', 'artifact'],
  ['gitea', 'host'],
  ['gitlab', 'artifact'],
]

export interface Step {
  name?: string
  uses?: string
  run?: string
  'working-directory'?: string
  if?: string
  env?: Record<string, string>
  with?: Record<string, unknown>
}

export interface Job {
  steps: Step[]
  if?: string
  needs?: string | string[]
  environment?: string
  permissions?: Record<string, string>
}

export interface Workflow {
  on: Record<string, unknown>
  permissions: Record<string, string>
  jobs: Record<string, Job>
}

/** The workflow of previews that is written for GitHub or Gitea. */
export function previewWorkflow(forge: string, previews: string, folder = ''): Workflow {
  const file = recipe(forge, previews, folder).get(`.${forge}/workflows/previews.yml`)
  return parse(file ?? '')
}

/** The steps of a job that run something in the shell, in which nothing is written by a workflow's expression. */
export function shellSteps(job: Job | undefined): (Required<Pick<Step, 'run' | 'env'>> & { folder: string })[] {
  return (job?.steps ?? []).flatMap(({ run, env = {}, 'working-directory': folder = '.' }) =>
    run === undefined ? [] : [{ run, env, folder }],
  )
}

/** Fills in the expressions of a step's `env` as the forge does. Throws for one that is not told. */
export function environmentOf(env: Record<string, string>, values: Record<string, string>): Record<string, string> {
  const filled = (text: string) =>
    text.replaceAll(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      const value = values[expression]
      if (value === undefined) throw new Error(`No value of ${expression}`)
      return value
    })
  return Object.fromEntries(Object.entries(env).map(([name, text]) => [name, filled(text)]))
}

export interface ShellOptions {
  cwd: string
  env: Record<string, string>
  /** Run before the step, to stand in for programs. */
  before?: string
  shell?: 'bash' | 'sh'
}

/** Runs a step as a runner does, with no variable but those that are given. */
export async function runShell(
  script: string,
  { cwd, env, before = '', shell = 'bash' }: ShellOptions,
): Promise<Outcome> {
  const home = await mkdtemp(path.join(tmpdir(), 'waymark-home-'))
  const node = path.dirname(process.execPath)
  const { NODE_COMPILE_CACHE } = process.env
  const child = spawn(shell, ['-e', '-c', `${before}\n${script}`], {
    cwd,
    env: {
      ...{ PATH: `${node}:${process.env.PATH ?? ''}`, HOME: home, TMPDIR: home, LC_ALL: 'C.UTF-8' },
      // Where nothing is to be compiled that has been: a runner's folder for temporary files is empty.
      ...(NODE_COMPILE_CACHE !== undefined && { NODE_COMPILE_CACHE }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  try {
    const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)])
    return { code, stdout, stderr }
  } finally {
    await rm(home, { recursive: true, force: true })
  }
}
