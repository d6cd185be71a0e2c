import { promises as fs } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Failure } from '../finding/failure.ts'
import { type GitOptions, gitText, runGit, wholeClone } from './git.ts'

/** What differs between a commit and the work tree. Paths are relative to the repository. */
export interface Changes {
  base: string
  /** Files of the commit that have other content now, or are not there any more. */
  touched: ReadonlySet<string>
  deleted: ReadonlySet<string>
  /** Files that the commit has not, and that are no others under a new name. */
  added: ReadonlySet<string>
  /** New names by old ones. */
  renamed: ReadonlyMap<string, string>
  /** The commit that last touched a file since, shortened; `undefined` for a change that is not committed yet. */
  lastCommit: (file: string) => Promise<string | undefined>
}

/** Compares the work tree with a commit, without touching either. Files that git does not know yet may be others under a new name. */
export async function readChanges(repository: string, base: string, options: GitOptions): Promise<Changes> {
  const known = await readDifference(repository, base, options)
  const all = known.deleted.size === 0 ? undefined : await differenceOfAll(repository, base, options)
  const lastCommit = (file: string) =>
    gitText(repository, ['log', '-1', '--format=%h', `${base}..HEAD`, '--', `:(top,literal)${file}`], options).then(
      (found) => found || undefined,
    )
  return { base, ...(all ? withRenames(known, all) : known), lastCommit }
}

type Difference = Pick<Changes, 'touched' | 'deleted' | 'added' | 'renamed'>

async function readDifference(repository: string, base: string, options: GitOptions): Promise<Difference> {
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
  const [touched, deleted, added] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const renamed = new Map<string, string>()
  for (let index = 0; index + 1 < fields.length; index += 2) {
    const [kind = '', file = ''] = [fields[index]?.[0], fields[index + 1]]
    if (kind === 'R' || kind === 'C') {
      const name = fields[index + 2] ?? ''
      index += 1
      if (kind === 'R') renamed.set(file, name)
      if (kind === 'R') touched.add(file)
    } else if (kind === 'A') added.add(file)
    else touched.add(file)
    if (kind === 'D') deleted.add(file)
  }
  return { touched, deleted, added, renamed }
}

/** To look at more files that git does not know takes longer than it is worth. */
const mostUnknown = 5_000

/** With what else became another file. */
function withRenames(known: Difference, { added, renamed }: Difference): Difference {
  const found = new Map([...renamed].filter(([from]) => known.deleted.has(from)))
  return {
    touched: known.touched,
    deleted: new Set([...known.deleted].filter((file) => !found.has(file))),
    added,
    renamed: new Map([...known.renamed, ...found]),
  }
}

/**
 * The same with the files that git does not know, for which it needs an index that has them: one of our own, without their
 * contents. What it takes for touched need not be. Undefined where there are none, or git cannot tell.
 */
async function differenceOfAll(
  repository: string,
  base: string,
  { signal }: GitOptions,
): Promise<Difference | undefined> {
  const unknown = await runGit(repository, ['ls-files', '-z', '--others', '--exclude-standard'], { signal })
  const count = unknown.stdout.toString('utf8').split('\0').length - 1
  if (unknown.status !== 0 || count === 0 || count > mostUnknown) return undefined
  const folder = await fs.mkdtemp(path.join(tmpdir(), 'waymark-index-')).catch(() => undefined)
  if (folder === undefined) return undefined
  try {
    const options = { signal, index: path.join(folder, 'index') }
    const { status } = await runGit(repository, ['read-tree', base], options)
    const others = await runGit(repository, ['ls-files', '-z', '--others', '--exclude-standard'], options)
    if (status !== 0 || others.status !== 0) return undefined
    const input = others.stdout.toString('utf8')
    const add = await runGit(repository, ['update-index', '--add', '--info-only', '-z', '--stdin'], {
      ...options,
      input,
    })
    return add.status === 0 ? await readDifference(repository, base, options) : undefined
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}
