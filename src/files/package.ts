import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether this runs from its sources. What is published is JavaScript, most of it in a few files that hold many modules. */
const isSource = import.meta.url.endsWith('.ts')

let root: string | undefined

/** The folder of this package, whether it runs from its sources or as it was published. */
export function packageRoot(): string {
  root ??= folderOfPackage()
  return root
}

function folderOfPackage(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}

/** The absolute folder `src`: of what is written, or of what was made from it for the published package. */
export function sourceFolder(): string {
  return path.join(codeFolder(), 'src')
}

/**
 * The absolute path of a module, named from above `src` and without its ending, such as `src/widgets/main`. Of the
 * published package only what starts a thread or a process and what pages load are files of their own.
 */
export function sourceModule(name: string): string {
  return path.join(codeFolder(), name + (isSource ? '.ts' : '.js'))
}

function codeFolder(): string {
  return isSource ? packageRoot() : path.join(packageRoot(), 'lib')
}

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'))
  return version
}
