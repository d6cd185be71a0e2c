import { type Command, InvalidArgumentError, Option } from 'commander'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { reporters } from '../../../checks/reporters/registry.ts'
import { checkNames } from '../../config/schema/check-settings.ts'
import { severities } from '../../finding/finding.ts'
import { orList } from '../../text/quote.ts'
import type { CheckOptions } from '../check/options.ts'
import { collected, commandOptions } from '../command-options.ts'

/** Adds the options of `waymark check`, and what it does. */
export function register(command: Command, idleThread: IdleThread): void {
  command
    .argument('[path...]', 'files and folders to tell about (default: all); - for a diagram on standard input')
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option('--no-cache', 'neither use nor keep what was found before')
    .option('--only <checks>', `these checks alone: ${checkNames.join(', ')}`, listed)
    .option('--skip <checks>', 'all but these checks', listed)
    .option('--external', 'ask the network about external links')
    .option('--resolve', 'ask DNS about the hosts of your own domains that pages name')
    .option('--status <file>', 'how runs through pages have ended, as `waymark serve` keeps it in runs.json')
    .option('--draw', 'draw the diagrams in a browser, and look at what comes of them')
    .option('--record <file>', 'with --external: write what was asked and found')
    .option('--replay <file>', 'use a file of --record in place of the network')
    .option('--since <commit>', 'fail only on what is new since HEAD and this commit parted')
    .option('--baseline <file>', 'fail only on what this file does not know')
    .option('--write-baseline', 'write all that is found into the file of --baseline')
    .option('--prune', 'forget what is mended in the file of --baseline')
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails the command')
        .choices(severities)
        .default('error'),
    )
    .addOption(
      new Option('--severity <severity>', 'tell what weighs at least so much; the exit status stays').choices(
        severities,
      ),
    )
    .option('--summary', 'the numbers alone, by code and by folder')
    .option('--all', 'each finding, where the report would show ten of a code')
    .option('--fix', 'write the fixes that are certain, and print what changed')
    .option('--fix-dates', 'as --fix, and set outdated `Last Updated` lines to the day that git knows')
    .option('--built', 'look at the built site in place of its sources')
    .option('--out <dir>', 'with --built: the folder of the site (default: dist in the root)')
    .option('--format <format[=file]>', `${orList(Object.keys(reporters))}; several with a file each`, collected)
    .option('--output <file>', 'where the report goes (default: the terminal)')
    .addHelpText(
      'after',
      '\nExample:\n  $ waymark check --since origin/main --format pretty --format sarif=waymark.sarif',
    )
    .action(async (paths: string[], options: CheckOptions) => {
      // Loaded only here: `--help` needs none of the checks.
      const { runCheckCommand } = await import('../check/run.ts')
      process.exitCode = await runCheckCommand(paths, options, idleThread)
    })
}

function listed(value: string, before: string[] = []): string[] {
  const names = value.split(',').map((name) => name.trim())
  if (names.includes('')) throw new InvalidArgumentError('expected names of checks, such as `lint,links`')
  return [...before, ...names]
}
