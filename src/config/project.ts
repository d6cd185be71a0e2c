import { createHash } from 'node:crypto'
import { lstat, realpath, stat } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { isGits } from '../files/disclosure.ts'
import { DiskTree } from '../files/disk-tree.ts'
import { isInside } from '../files/inside.ts'
import { Failure } from '../finding/failure.ts'
import type { Finding } from '../finding/finding.ts'
import { commonFolder } from '../guidebook/paths/path.ts'
import type { Locator } from '../yaml/document.ts'
import { findingsOf } from '../yaml/problem.ts'
import { readText } from '../yaml/text-file.ts'
import { type WaymarkConfig, waymarkSchema } from './schema/waymark.ts'
import { readYaml, type YamlFileKind } from './yaml-file.ts'

/** Where everything is. All paths are absolute. */
export interface Project {
  /** The folder that `waymark.yaml` stands in; files of findings are relative to it. */
  root: string
  /** The guidebooks root: inside of `root`, or `root` itself. */
  guidebooks: string
  /** The nearest folder, from the root upwards, that Git knows as a repository; else the root. */
  repository: string
  config: WaymarkConfig
  /** Where the settings stand; absent where there is no `waymark.yaml`. */
  settings?: SettingsFile
  /** Where Waymark keeps what it can make again. It may not exist yet. */
  cache: string
}

/** The project's `waymark.yaml`, to say what is wrong in it later on. */
export interface SettingsFile {
  /** Relative to the root. */
  file: string
  locate: Locator
  /** SHA-256 of its text. */
  digest: string
}

export interface OpenOptions {
  /** Relative to the working directory, as all paths of a command line. */
  root: string
  /** `.waymark` in the root when absent. */
  cache?: string | undefined
  signal?: AbortSignal | undefined
}

/** The names that the settings of a project may have. */
const settingsNames = ['waymark.yaml', 'waymark.yml'] as const

/** The files that may hold the settings of a project, absolute; neither need be there. */
export function settingsFiles(root: string): string[] {
  return settingsNames.map((name) => resolve(root, name))
}

const format: YamlFileKind<WaymarkConfig> = { schema: waymarkSchema, check: 'structure' }

/**
 * Finds a project and reads its configuration. What is wrong inside `waymark.yaml` is findings, and a default in its
 * place; a root, a folder of guidebooks or a file that cannot be read is a `Failure`.
 */
export async function openProject(options: OpenOptions): Promise<{ project: Project; findings: Finding[] }> {
  const root = resolve(options.root)
  if (!(await isFolder(root))) {
    throw new Failure(
      `Unexpected root \`${options.root}\`, expected a folder`,
      'Name the project’s folder with `--root DIR`',
    )
  }
  const repository = await findRepository(root)
  const { config, findings, settings } = await readConfig(root, repository, options.signal)
  const cache = options.cache === undefined ? join(root, '.waymark') : resolve(options.cache)
  const guidebooks = await findGuidebooks({ root, repository }, config)
  return { project: { root, guidebooks, repository, config, ...(settings && { settings }), cache }, findings }
}

interface ReadConfig {
  config: WaymarkConfig
  findings: Finding[]
  settings?: SettingsFile
}

async function readConfig(root: string, repository: string, signal?: AbortSignal): Promise<ReadConfig> {
  const file = await findConfig(root)
  if (file === undefined) return { config: waymarkSchema.parse({}), findings: [] }
  await expectInside(repository, join(root, file))
  const read = await readText(join(root, file), signal)
  if ('problem' in read)
    return { config: waymarkSchema.parse({}), findings: findingsOf([read.problem], file, format.check) }
  const { value, findings, locate } = readYaml(read.text, file, format)
  return {
    config: value ?? waymarkSchema.parse({}),
    findings,
    settings: { file, locate, digest: createHash('sha256').update(read.text).digest('hex') },
  }
}

/** What is wrong in a file is told with what stands there, which may be any file of the machine. */
async function expectInside(repository: string, file: string): Promise<void> {
  // A link that leads nowhere is told when it is read.
  const [folder, real] = await Promise.all([realpath(repository), realpath(file).catch(() => file)])
  if (isInside(folder, real) || real === file) return
  throw new Failure(
    `Unexpected symbolic link \`${file}\` out of the repository, expected a file inside of it`,
    'Put the file in its place',
  )
}

async function findConfig(root: string): Promise<string | undefined> {
  const [long, short] = settingsNames
  const [hasLong, hasShort] = await Promise.all([exists(join(root, long)), exists(join(root, short))])
  if (hasLong && hasShort)
    throw new Failure(`Unexpected \`${short}\` beside \`${long}\`, expected one`, `Remove \`${short}\``)
  if (hasShort) return short
  return hasLong ? long : undefined
}

async function findGuidebooks(
  { root, repository }: Pick<Project, 'root' | 'repository'>,
  { guidebooks: configured, dialect }: Pick<WaymarkConfig, 'guidebooks' | 'dialect'>,
): Promise<string> {
  const own = resolve(root, configured ?? 'guidebooks')
  const isThere = await isFolder(own)
  if (!isThere && configured !== undefined) throw unfit(configured, 'a folder that exists')
  const folder = isThere ? own : ((await generatorFolder({ root, repository }, dialect)) ?? root)

  // A symbolic link could lead readers to any file of the machine.
  const [realRoot, realFolder] = await Promise.all([realpath(root), realpath(folder)])
  const way = relative(realRoot, realFolder).split(sep).join('/')
  if (!isInside(realRoot, realFolder) || !isInside(root, folder) || isGits(way)) {
    throw unfit(configured ?? 'guidebooks', 'a folder inside of the project’s root')
  }
  return folder
}

/** The folder of pages that another generator is configured for beside the root's own files. */
async function generatorFolder(
  { root, repository }: Pick<Project, 'root' | 'repository'>,
  dialect: WaymarkConfig['dialect'],
): Promise<string | undefined> {
  if (dialect === 'github') return undefined
  // Most projects have a folder of guidebooks, and their command may want nothing of the pages.
  const { DialectDetector } = await import('../guidebook/dialects/detection.ts')
  const tree = new DiskTree(repository)
  const inTree = relative(repository, root).split(sep).join('/')
  const detected = await new DialectDetector(tree, dialect).detectIn(inTree)
  if (!detected) return undefined
  const kinds = await Promise.all(detected.folders.map((folder) => tree.kind(folder)))
  const folders = detected.folders.filter((_, index) => kinds[index] === 'folder')
  // Where a generator publishes several folders, they are read from the one that holds them all.
  const isOne = detected.dialect.name === 'docusaurus'
  const chosen = isOne ? folders[0] : commonFolder(folders.map((folder) => `${folder.replace(/\/$/, '')}/README.md`))
  return chosen === undefined || folders.length === 0 ? undefined : resolve(repository, chosen)
}

function unfit(folder: string, expected: string): Failure {
  return new Failure(
    `Unexpected \`guidebooks: ${folder}\`, expected ${expected}`,
    'Change `guidebooks` in `waymark.yaml`',
  )
}

/** The nearest folder, from an absolute one upwards, that Git knows as a repository; else that one. */
export async function findRepository(root: string): Promise<string> {
  let folder = root
  while (!(await exists(join(folder, '.git')))) {
    const above = dirname(folder)
    if (above === folder) return root
    folder = above
  }
  return folder
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  )
}

/** A symbolic link to nothing exists too: reading it then says what is wrong. */
async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/**
 * Whether the folder of the guidebooks is gone, so that the root stands in its place though the settings name no other: as
 * while git checks out another branch.
 */
export function lostGuidebooks(before: Project, now: Project): boolean {
  const isAsSet = now.config.guidebooks === before.config.guidebooks
  return isAsSet && now.guidebooks !== before.guidebooks && now.guidebooks === now.root
}
