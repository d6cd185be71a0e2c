import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { packageRoot } from './package.ts'
import { vendorFolder } from './vendored.ts'

/** Where our own code stands: as it is written, and as the package holds it. */
const codeFolders = { sources: ['src', 'checks', 'public/site'], package: ['lib', 'public/site'] }

const kind = import.meta.url.endsWith('.ts') ? 'sources' : 'package'

let known: string | undefined

/**
 * What made an entry of a cache: changes with every byte of our own code, as it was packed where a package holds it, and
 * with the version of every package that it stands on. What was made under another digest is made again. The code of a
 * process stays the same, so it is computed once; of sources that takes a twentieth of a second.
 */
export function codeDigest(): string {
  known ??= digestOf(packageRoot(), kind)
  return known
}

/** Whether our own sources are others by now than those that this process runs. What a package holds stays what it is. */
export function isCodeChanged(): boolean {
  return kind === 'sources' && known !== undefined && known !== digestOf(packageRoot(), kind)
}

/** The digest of the code in a folder, and of all that it stands on: 64 hexadecimal digits. */
export function digestOf(root: string, kind: keyof typeof codeFolders): string {
  const packed = kind === 'package' ? readIfThere(path.join(root, packedDigest)) : undefined
  const hash = createHash('sha256').update(`${process.version}\0`)
  return hash
    .update(packed ?? ownDigest(root, kind))
    .update(installed(root))
    .digest('hex')
}

/** Where a package says what its code is, so that no command reads all of it: written once all the rest is there. */
const packedDigest = 'lib/code-digest'

/** Writes down the digest of what a package holds, which stays what it is. */
export function writePackedDigest(root: string): void {
  rmSync(path.join(root, packedDigest), { force: true })
  writeFileSync(path.join(root, packedDigest), ownDigest(root, 'package'))
}

/** The digest of our own code alone. */
function ownDigest(root: string, kind: keyof typeof codeFolders): string {
  const hash = createHash('sha256')
  for (const file of ['package.json', ...codeFolders[kind].flatMap((folder) => filesIn(root, folder))]) {
    const content = readFileSync(path.join(root, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * What is vendored is as large as all the rest; the notice beside it names its versions. Folder by folder, since Node's own
 * recursive listing takes three times as long.
 */
function filesIn(root: string, folder: string): string[] {
  const files: string[] = []
  const waiting = [folder]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of readdirSync(path.join(root, at), { withFileTypes: true })) {
      const found = at + path.sep + entry.name
      if (entry.isFile()) files.push(found)
      else if (entry.isDirectory() && found !== vendorFolder) waiting.push(found)
    }
  }
  return files.sort()
}

const manifest = z.object({
  version: z.string().default(''),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

/** One that npm puts beside all the others. */
const onePackage = 'satteri'

/** npm's own record of what it installed, where there is one: asking every package takes fifty times as long. */
function installed(root: string): string | Buffer {
  const folder = packageFolder(onePackage, root)
  const record = folder && readIfThere(path.join(path.dirname(folder), '.package-lock.json'))
  return record ?? versionsBelow(root)
}

/** The name and the version of every package that a package stands on, at any distance. */
function versionsBelow(root: string): string {
  const versions = new Map<string, string>()
  const waiting = [root]
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const text = versions.has(folder) ? undefined : readIfThere(path.join(folder, 'package.json'))
    if (text === undefined) continue
    const { version, dependencies, optionalDependencies } = manifest.parse(JSON.parse(text.toString()))
    versions.set(folder, version)
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = packageFolder(name, folder)
      if (found !== undefined) waiting.push(found)
    }
  }
  return JSON.stringify([...versions].map(([folder, version]) => [path.relative(root, folder), version]).sort())
}

/** Where Node finds a package: in the nearest `node_modules` that has it. Its `exports` may hide its own description. */
function packageFolder(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = path.join(folder, 'node_modules', name)
    if (existsSync(path.join(found, 'package.json'))) return realpathSync(found)
    if (folder === path.dirname(folder)) return undefined
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    return undefined
  }
}
