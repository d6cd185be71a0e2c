import path from 'node:path'
import { Failure } from '../finding/failure.ts'
import { type GitOptions, runGit, wholeClone } from './git.ts'
import { makeGitFolder } from './git-folder.ts'

/**
 * Writes the files of a commit into an empty folder, in which git then knows that commit as HEAD. No program runs that
 * the repository, the user or the machine names for its files; the repository itself is not touched. Both folders are
 * absolute.
 *
 * @throws Failure where git cannot read the commit, or the files cannot be written
 */
export async function checkOut(
  repository: string,
  commit: string,
  folder: string,
  { signal }: Pick<GitOptions, 'signal'>,
): Promise<void> {
  makeGitFolder(folder, repository, commit)
  const options = { signal, index: path.join(folder, '.git', 'index') }
  for (const args of [
    ['read-tree', commit],
    ['checkout-index', '--all', '--force', '--quiet', '--index'],
  ]) {
    const { status, stderr } = await runGit(folder, args, options)
    signal.throwIfAborted()
    if (status === 0) continue
    const said = stderr.split('\n')[0]?.slice(0, 200) ?? ''
    throw new Failure(`Git cannot write the files of \`${commit.slice(0, 12)}\`: ${said}`, wholeClone)
  }
}
