/** Options that several commands have, in the same words: flags, description, and what holds without them. */
export const commandOptions = {
  root: ['--root <dir>', 'the project', '.'],
  cache: ['--cache <dir>', 'where Waymark keeps its state (default: .waymark in the root)'],
  environment: [
    '--environment <name>',
    'the environment to probe (default: environment of waymark.yaml, else production)',
  ],
  host: ['--host <address>', 'the address to listen on', '127.0.0.1'],
  port: ['--port <number>', 'the port to listen on, 0 for any free one', '4321'],
  site: ['--site <url>', 'where the site is published (default: site of waymark.yaml)'],
} as const

/** All values of an option that may be given more than once. */
export function collected(value: string, before: string[] = []): string[] {
  return [...before, value]
}
