import { Failure } from '../finding/failure.ts'
import { quote } from '../text/quote.ts'
import { type GitOptions, gitText, runGit } from './git.ts'

/**
 * The commit where the way of HEAD and that of another commit part. `flag` is the option that named the other commit.
 *
 * @throws Failure where there is no git, no such commit, or no way between the two in what the clone holds
 */
export async function mergeBase(
  repository: string,
  ref: string,
  options: GitOptions,
  flag = '--since',
): Promise<string> {
  if (ref.trim() === '') {
    throw new Failure(
      `Unexpected empty \`${flag}\`, expected a commit`,
      'Name the branch that the change is made for; a variable that it comes from may be unset',
    )
  }
  const shallow = await isShallow(repository, options, flag)
  const commit = await gitText(
    repository,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`],
    options,
  )
  if (commit === undefined) throw unknownRef(`${flag} ${ref}`, shallow, flag)
  const base = await gitText(repository, ['merge-base', 'HEAD', commit], options)
  if (base !== undefined && base !== '') return base
  if (shallow) {
    throw new Failure(
      `Unexpected shallow clone, expected one that holds the commit where HEAD and ${quote(ref)} part`,
      'Fetch the history first: `git fetch --unshallow`, or `fetch-depth: 0` of the checkout action',
    )
  }
  throw new Failure(
    `Unexpected ${quote(`${flag} ${ref}`)}, expected a commit that HEAD has history in common with`,
    `Name the branch that the change is made for, such as \`${flag} origin/main\``,
  )
}

async function isShallow(repository: string, options: GitOptions, flag: string): Promise<boolean> {
  const outside = () =>
    new Failure(
      `Unexpected folder \`${repository}\`, expected a git repository`,
      `\`${flag}\` compares with a commit: run it in a clone`,
    )
  try {
    const { status, stdout } = await runGit(repository, ['rev-parse', '--is-shallow-repository'], options)
    if (status !== 0) throw outside()
    return stdout.toString('utf8').trim() === 'true'
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    throw new Failure(
      'Unexpected machine without `git`, expected the program',
      `\`${flag}\` compares with a commit: install git`,
    )
  }
}

function unknownRef(written: string, shallow: boolean, flag: string): Failure {
  const fetch = 'Fetch the history first: `git fetch --unshallow`, or `fetch-depth: 0` of the checkout action'
  const name = `Name a branch, a tag or a commit that this clone knows, such as \`${flag} origin/main\``
  const where = shallow ? 'a commit that this shallow clone holds' : 'a commit'
  return new Failure(`Unexpected ${quote(written)}, expected ${where}`, shallow ? fetch : name)
}
