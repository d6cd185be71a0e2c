import { runGit } from '../../src/git/git.ts'
import type { CheckInput } from '../check-input.ts'

/** More names than these are looked for in several rounds. */
const mostNames = 500

/**
 * Those of some names that stand as a word in any file that is no page: in a program, a template, a test. All of them
 * where git cannot tell. What is not committed counts too.
 */
export async function namesInText(
  { project: { repository } }: Pick<CheckInput, 'project'>,
  names: readonly string[],
  signal: AbortSignal,
): Promise<Set<string>> {
  const found = new Set<string>()
  for (let start = 0; start < names.length; start += mostNames) {
    const some = names.slice(start, start + mostNames)
    const patterns = some.flatMap((name) => ['-e', name])
    const args = ['grep', '--no-color', '--no-textconv', '--untracked', '-I', '-h', '-o', '-w', '-F', ...patterns]
    const { status, stdout } = await runGit(repository, [...args, '--', '.', ...noPages], { signal })
    // 1 says that there is none.
    if (status !== 0 && status !== 1) return new Set(names)
    for (const name of stdout.toString('utf8').split('\n')) found.add(name)
  }
  return found
}

const noPages = ['md', 'mdx', 'markdown', 'adoc', 'rst', 'txt', 'html'].map((ending) => `:(exclude,icase)*.${ending}`)
