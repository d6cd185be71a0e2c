import { packageVersion } from '../files/package.ts'

/** What asks for the version. */
export const versionOptions = ['-V', '--version']

/** Whether the version is all that is asked for: then nothing else is loaded, not even what reads options. */
export function asksForVersion(argv: readonly string[]): boolean {
  return argv.length === 1 && versionOptions.includes(argv[0] ?? '')
}

/** Prints the version of this package. */
export function printVersion(): void {
  process.stdout.write(`${packageVersion()}\n`)
}
