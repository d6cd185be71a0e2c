import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this package, whether it runs from its sources or as it was published. */
export function packageRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder)
  return folder
}

/** The absolute folder `src`: of what is written, or of what was made from it for the published package. */
export function sourceFolder(): string {
  return path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
}

/** The absolute path of a module in `src`, named without its ending, such as `widgets/main`. */
export function sourceModule(name: string): string {
  return path.join(sourceFolder(), name + path.extname(fileURLToPath(import.meta.url)))
}

/** The version of this package, such as `0.1.0`. */
export function packageVersion(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path.join(packageRoot(), 'package.json'), 'utf8'))
  return version
}
