import { nulFields, streamGit } from './git.ts'

/**
 * The files of a repository that git holds or would take, relative to it: no ignored ones, also by the rules of this
 * machine and this user. `undefined` where git cannot tell.
 */
export async function readListedFiles(repository: string, signal?: AbortSignal): Promise<string[] | undefined> {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--full-name']
  const child = streamGit(repository, args, { signal, ignoresOfUser: true })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
    child.once('error', () => resolve(null))
  })
  child.stdin.end()
  const files = new Set<string>()
  for await (const field of nulFields(child.stdout)) files.add(field)
  return (await ended) === 0 ? [...files] : undefined
}
