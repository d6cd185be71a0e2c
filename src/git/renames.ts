import { git } from './git.ts'
import { nulFields } from './nul-fields.ts'

/** What a commit renamed in the whole repository: former paths by new ones. */
export async function renamesOf(repository: string, hash: string, signal?: AbortSignal): Promise<Map<string, string>> {
  const options = ['-r', '-z', '-M', '--diff-filter=R', '--name-status', '--no-commit-id']
  const diff = git(repository, ['diff-tree', ...options, '--end-of-options', hash], signal)
  const renames = new Map<string, string>()
  let fields: string[] = []
  for await (const field of nulFields(diff.stdout)) {
    fields.push(field)
    const [, before, now] = fields
    if (before === undefined || now === undefined) continue
    renames.set(now, before)
    fields = []
  }
  return renames
}
