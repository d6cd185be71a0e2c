import { stat } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import type { Command } from 'commander'
import { makeFolder } from '../../config/new-folder.ts'
import { Failure } from '../../guidebook/failure.ts'
import { ciFiles } from '../starter/ci.ts'
import { type Outcome, writeNewFile } from '../starter/new-file.ts'
import { starterFiles } from '../starter/starter.ts'
import { findStrayPages } from '../starter/stray-pages.ts'

/** Adds `waymark init`. */
export function register(program: Command): void {
  program
    .command('init')
    .description('writes a first guidebook, waymark.yaml and the workflows of CI; never overwrites')
    .argument('[dir]', 'where to write, made when it is missing; relative to the root', '.')
    .option('--root <dir>', 'the project', '.')
    .option('--ci <list>', 'whose workflows to write: github, gitea, gitlab, pre-commit or none', 'github,gitea')
    .option('--cache <dir>', 'where Waymark keeps its state (init keeps none)')
    .addHelpText('after', '\nExample:\n  $ waymark init docs --ci gitlab,pre-commit')
    .action((dir: string, options: { root: string; ci: string }) => init(resolve(options.root, dir), options.ci))
}

async function init(root: string, ci: string): Promise<void> {
  const files = [...starterFiles(new Date().toISOString().slice(0, 10)), ...ciFiles(ci)]
  await makeRoot(root)
  const strays = (await isThere(join(root, 'guidebooks'))) ? [] : await findStrayPages(root)
  for (const file of files) {
    const outcome = await writeFile(root, file.path, file.text)
    process.stdout.write(outcome === 'written' ? `Wrote ${file.path}\n` : `Kept  ${file.path}, which was there\n`)
  }
  if (strays.length > 0) process.stdout.write(aboutStrays(strays))
  process.stdout.write(nextSteps(relative(process.cwd(), root)))
}

async function makeRoot(root: string): Promise<void> {
  try {
    await makeFolder(root)
  } catch (error) {
    throw explain(error, root)
  }
}

async function writeFile(root: string, path: string, text: string): Promise<Outcome> {
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

function aboutStrays(pages: string[]): string {
  const named = pages.slice(0, 3).map((page) => `\`${page}\``)
  const rest = pages.length > named.length ? ` and ${pages.length - named.length} more` : ''
  return `
This folder has Markdown already: ${named.join(', ')}${rest}. It was left as it is.
The site shows what is in guidebooks/: move those pages there, or set \`guidebooks\` in waymark.yaml to their folder.
`
}

/** `folder` is relative to where the user stands, empty when it is there. */
function nextSteps(folder: string): string {
  const named = folder.startsWith('..') ? resolve(folder) : folder
  const enter = named === '' ? '' : `  cd ${/^[\w./-]+$/.test(named) ? named : JSON.stringify(named)}\n`
  return `
Next:
${enter}  npx waymark dev      shows the site and how its services are, and follows your edits
  npx waymark build    builds the site into dist/
  npx waymark serve    serves what was built, and asks its services
  npx waymark check    finds dead links and other slips

Put dist/ and .waymark/ into .gitignore, then make guidebooks/example/ yours.
`
}
