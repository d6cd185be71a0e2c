import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const execute = promisify(execFile)
const repository = path.join(import.meta.dirname, '..', '..')

/**
 * Packs Waymark, and installs it into a folder that is there, as a user would, with packages beside it such as
 * `@sparticuz/chromium@1.0.0`. Returns the absolute file of the program.
 */
export async function installPacked(folder: string, signal: AbortSignal, beside: string[] = []): Promise<string> {
  const npm = (cwd: string, args: string[]) => execute('npm', args, { cwd, signal })
  const packed = await npm(repository, ['pack', '--json', '--pack-destination', folder])
  const [{ filename }] = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')))
  writeFileSync(path.join(folder, 'package.json'), '{ "private": true }\n')
  const options = ['--omit=dev', '--no-audit', '--no-fund', '--prefer-offline']
  await npm(folder, ['install', ...options, path.join(folder, filename), ...beside])
  return path.join(folder, 'node_modules', 'waymark', 'lib', 'src', 'cli', 'bin.js')
}

/** The browser that draws in a clone, as npm names it. */
export function packagedBrowser(): string {
  const { version } = JSON.parse(
    readFileSync(path.join(repository, 'node_modules/@sparticuz/chromium/package.json'), 'utf8'),
  )
  return `@sparticuz/chromium@${version}`
}
