import { stat } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { findRepository, settingsFiles } from '../../config/project.ts'
import { posixRelative } from '../../files/inside.ts'
import { type NewFileOutcome, writeNewFile } from '../../files/new-file.ts'
import { makeFolder } from '../../files/new-folder.ts'
import { Failure } from '../../finding/failure.ts'
import { orList } from '../../text/quote.ts'
import { commandOptions } from '../command-options.ts'
import { interrupted } from '../interruption.ts'
import { type ExistingPages, findExistingPages } from '../starter/existing-pages.ts'
import { askPreviews } from '../starter/preview-question.ts'
import {
  ciFilesOf,
  ciNames,
  previewNames,
  previewPlacesOf,
  type StarterFile,
  settingsFile,
  settingsFor,
  starterFiles,
} from '../starter/starter.ts'

/** Adds the options of `waymark init`, and what it does. */
export function register(command: Command): void {
  command
    .argument('[dir]', 'where to write, made when it is missing; relative to the root', '.')
    .option(...commandOptions.root)
    .option('--ci <list>', `whose workflows to write: ${orList(ciNames)}`, 'github,gitea')
    .option(
      '--previews <where>',
      `where previews of pull requests go: ${orList(previewNames)} (default: asked for at a terminal where --ci is given, else none)`,
    )
    .option('--cache <dir>', 'where Waymark keeps its state (init keeps none)')
    .addHelpText('after', '\nExample:\n  $ waymark init docs --ci github --previews artifact')
    .action(async (dir: string, options: InitOptions) => {
      await init(resolve(options.root, dir), { ...options, isCiNamed: command.getOptionValueSource('ci') === 'cli' })
    })
}

interface InitOptions {
  root: string
  ci: string
  previews?: string
}

async function init(root: string, { ci, previews, isCiNamed }: InitOptions & { isCiNamed: boolean }): Promise<void> {
  // A list that holds an unknown name is told before anything is asked.
  ciFilesOf(ci)
  const { stdin, stdout } = process
  const asks = previews === undefined && isCiNamed && stdin.isTTY && stdout.isTTY
  const place = previews ?? (asks ? await askPreviews(previewPlacesOf(ci), { input: stdin, output: stdout }) : 'none')
  if (place === undefined) {
    process.exitCode = interrupted
    return
  }
  const repository = await findRepository(root)
  const folder = posixRelative(repository, root)
  const up = '../'.repeat(folder === '' ? 0 : folder.split('/').length)
  const workflows = ciFilesOf(ci, { previews: place, folder }).map((file) => ({ ...file, path: up + file.path }))
  await makeRoot(root)
  // With a folder `guidebooks/` the site shows that alone: it is not made beside pages that are there.
  const existing = (await isThere(join(root, 'guidebooks'))) ? undefined : await findExistingPages(root)
  const hasPages = existing !== undefined && existing.pages.length > 0
  const own = hasPages ? settingsFor(existing.folder) : starterFiles(new Date().toISOString().slice(0, 10))
  const outcomes = new Map<string, NewFileOutcome>()
  for (const file of [...own, ...workflows]) {
    // Settings by their other name are settings as well, and both together are an error.
    const there = file.path === settingsFile ? await settingsIn(root) : undefined
    const outcome = there === undefined ? await writeFile(root, file.path, file.text) : 'kept'
    outcomes.set(file.path, outcome)
    const told = outcome === 'written' ? `Wrote ${file.path}` : `Kept  ${there ?? file.path}, which was there`
    process.stdout.write(`${told}\n`)
  }
  if (hasPages) process.stdout.write(aboutExisting(existing, outcomes.get(settingsFile) === 'written'))
  else if (existing && (await isThere(join(root, 'README.md')))) process.stdout.write(aboutReadme)
  const kept = workflows.filter((file) => file.isForPreviews && outcomes.get(file.path) === 'kept')
  if (kept.length > 0) process.stdout.write(aboutKept(kept))
  else if (place !== 'none') process.stdout.write(aboutPreviews)
  process.stdout.write(nextSteps(relative(process.cwd(), root), hasPages))
}

/** The name of the settings that a folder has. */
async function settingsIn(root: string): Promise<string | undefined> {
  for (const file of settingsFiles(root)) if (await isThere(file)) return basename(file)
  return undefined
}

async function makeRoot(root: string): Promise<void> {
  try {
    await makeFolder(root)
  } catch (error) {
    throw explain(error, root)
  }
}

async function writeFile(root: string, path: string, text: string): Promise<NewFileOutcome> {
  try {
    return await writeNewFile(join(root, path), text)
  } catch (error) {
    throw explain(error, join(root, path))
  }
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

const reasons: Record<string, string> = {
  EACCES: 'no right to write there',
  EPERM: 'no right to write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'your share of the disk is full',
  EEXIST: 'a file stands where a folder is expected',
  ENOTDIR: 'a file stands where a folder is expected',
}

/** Only what the system refuses is the user's to mend; anything else is a bug and passes through. */
function explain(error: unknown, path: string): unknown {
  if (!(error instanceof Error && 'code' in error)) return error
  const reason = reasons[String(error.code)] ?? error.message
  return new Failure(
    `Cannot write \`${path}\`: ${reason}`,
    'Mend that or name another folder, then run it again: files that are there are kept',
  )
}

const aboutReadme = `
README.md was left as it is. The site shows what is in guidebooks/; with \`guidebooks: .\` in waymark.yaml it shows all.
`

const aboutPreviews = `
What previews of pull requests need besides, once, is on the page "Previews" of the manual.
`

function aboutKept(files: readonly StarterFile[]): string {
  return `
For previews of pull requests there have to be lines in ${files.map(({ path }) => path).join(' and ')}, which may not
be there. The page "Previews" of the manual shows them, or move the file away and run this again.
`
}

function aboutExisting({ pages, folder }: ExistingPages, isNamed: boolean): string {
  const named = pages.slice(0, 3).map((page) => `\`${page}\``)
  const rest = pages.length > named.length ? ` and ${pages.length - named.length} more` : ''
  const place = folder === '.' ? 'this folder' : `${folder}/`
  const shown = isNamed ? `The site shows what is in ${place}: \`guidebooks\` in waymark.yaml says so. ` : ''
  return `
This folder has Markdown already: ${named.join(', ')}${rest}. It was left as it is.
${shown}For an example to look at, run \`waymark init\` in an empty folder.
`
}

/** `folder` is relative to where the user stands, empty when it is there. */
function nextSteps(folder: string, hasPages: boolean): string {
  const named = folder.startsWith('..') ? resolve(folder) : folder
  const enter = named === '' ? '' : `  cd ${/^[\w./-]+$/.test(named) ? named : JSON.stringify(named)}\n`
  return `
Next:
${enter}  npx waymark dev      shows the site and how its services are, and follows your edits
  npx waymark build    builds the site into dist/
  npx waymark serve    serves what was built, and probes its services
  npx waymark check    finds dead links and other slips

Put dist/ and .waymark/ into .gitignore${hasPages ? '' : ', then make guidebooks/example/ yours'}.
`
}
