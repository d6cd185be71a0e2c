import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What a folder lives as long as: a test, or a suite. */
interface Lifetime {
  onTestFinished(step: () => unknown): void
}

/** Makes a folder with these files, by path, that lives as long as the test. Returns its path. */
export async function builtFolder(t: Lifetime, files: Record<string, string | Uint8Array>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'waymark-'))
  t.onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return folder
}
