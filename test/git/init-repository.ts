import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What `git init` makes, by its path; a folder has no content. */
type Entries = Map<string, Buffer | undefined>

let known: Entries | undefined

/** Makes a repository of a folder, as `git init` does, with the branch `main` and without samples of hooks; git itself does it once. */
export function initRepository(root: string): void {
  known ??= newRepository()
  for (const [file, content] of known) {
    if (content === undefined) mkdirSync(path.join(root, file), { recursive: true })
    else writeFileSync(path.join(root, file), content)
  }
}

function newRepository(): Entries {
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-new-repository-'))
  try {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' }
    execFileSync('git', ['init', '--quiet', '--initial-branch=main', folder], { env })
    const made = readdirSync(folder, { recursive: true, withFileTypes: true })
    const entries = made.flatMap((entry) => {
      if (entry.name.endsWith('.sample')) return []
      const file = path.join(entry.parentPath, entry.name)
      return [[path.relative(folder, file), entry.isFile() ? readFileSync(file) : undefined] as const]
    })
    // A folder comes before what is in it.
    return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The commit that is checked out in a repository whose branches have not been packed. */
export function headOf(root: string): string {
  const read = (file: string) => readFileSync(path.join(root, '.git', file), 'utf8').trim()
  const [, ref] = /^ref: (.*)$/.exec(read('HEAD')) ?? []
  return ref === undefined ? read('HEAD') : read(ref)
}
