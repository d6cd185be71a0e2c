import { promises as fs } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { Failure } from '../../finding/failure.ts'

/**
 * Where Astro and Vite have their root: an empty folder of their own, and never one of the project. Both look for their
 * configuration, for packages and for lock files from there upwards, and would run or obey what a stranger has put
 * into the project.
 */
export interface Workplace {
  /** Absolute, without symbolic links. */
  folder: string
  /** What TypeScript is translated by, in place of what is found beside a file or above it. Absolute. */
  tsconfig: string
  remove(): Promise<void>
}

/** What ends each way upwards: the temporary folder above belongs to everybody. */
const ends = {
  'package.json': { private: true, type: 'module', workspaces: [] },
  'package-lock.json': {},
  'tsconfig.json': { compilerOptions: { target: 'es2024', verbatimModuleSyntax: true } },
}

/**
 * Makes a workplace that no other user of the machine may enter.
 *
 * @throws Failure where the system's temporary folder cannot be used
 */
export async function makeWorkplace(): Promise<Workplace> {
  const folder = await makeFolder()
  for (const [name, content] of Object.entries(ends)) {
    await fs.writeFile(path.join(folder, name), JSON.stringify(content))
  }
  await fs.symlink(packagesFolder(), path.join(folder, 'node_modules'), 'junction')
  return {
    folder,
    tsconfig: path.join(folder, 'tsconfig.json'),
    remove: () => fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  }
}

async function makeFolder(): Promise<string> {
  try {
    return await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'waymark-site-')))
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new Failure(
      `Unexpected temporary folder \`${os.tmpdir()}\` (${reason}), expected one that can be written to`,
      'Name another with the environment variable TMPDIR',
    )
  }
}

/** The folder of packages that Astro is in: what it looks for by its name alone is found there. */
function packagesFolder(): string {
  const { resolve } = createRequire(import.meta.url)
  return path.resolve(resolve('astro/package.json'), '..', '..')
}
