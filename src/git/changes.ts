import { Failure } from '../finding/failure.ts'
import { type GitOptions, gitText, runGit, wholeClone } from './git.ts'

/** What differs between a commit and the work tree. Paths are relative to the repository. */
export interface Changes {
  base: string
  /** Files of the commit that have other content now, or are not there any more. */
  touched: ReadonlySet<string>
  deleted: ReadonlySet<string>
  /** New names by old ones. */
  renamed: ReadonlyMap<string, string>
  /** The commit that last touched a file since, shortened; `undefined` for a change that is not committed yet. */
  lastCommit: (file: string) => Promise<string | undefined>
}

/** Compares the work tree with a commit, without touching either. */
export async function readChanges(repository: string, base: string, options: GitOptions): Promise<Changes> {
  const args = [
    'diff',
    '--name-status',
    '-z',
    '--find-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules',
    base,
    '--',
  ]
  const { status, stdout, stderr } = await runGit(repository, args, options)
  if (status !== 0) throw new Failure(`Git cannot compare with \`${base.slice(0, 12)}\`: ${stderr}`, wholeClone)
  const fields = stdout.toString('utf8').split('\0')
  const [touched, deleted, renamed] = [new Set<string>(), new Set<string>(), new Map<string, string>()]
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [kind = '', file = ''] = [fields[index]?.[0], fields[index + 1]]
    if (kind === 'R' || kind === 'C') {
      const name = fields[index + 2] ?? ''
      index += 1
      if (kind === 'R') renamed.set(file, name)
      if (kind === 'R') touched.add(file)
    } else if (kind !== 'A') touched.add(file)
    if (kind === 'D') deleted.add(file)
  }
  const lastCommit = (file: string) =>
    gitText(repository, ['log', '-1', '--format=%h', `${base}..HEAD`, '--', `:(top,literal)${file}`], options).then(
      (found) => found || undefined,
    )
  return { base, touched, deleted, renamed, lastCommit }
}
