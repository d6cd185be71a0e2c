import type { Command } from 'commander'
import { collected, commandOptions } from '../command-options.ts'
import type { ProbeOptions } from '../probe/run.ts'
import { runProbeCommand } from '../probe/run.ts'

/** Adds the options of `waymark probe`, and what it does. */
export function register(command: Command): void {
  command
    .argument('[id...]', 'services and probes to run, such as erp or erp.ping (default: all)')
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option(...commandOptions.environment)
    .option('--format <format[=file]>', 'table, json, prometheus or junit; several with a file each', collected)
    .option('--output <file>', 'where the result goes (default: the terminal)')
    .option('--snapshot <file>', 'also write all verdicts as JSON, with a hash that changes when what matters does')
    .option('--watch', 'probe again and again, until Ctrl-C')
    .option('--every <duration>', 'with --watch: time from one round to the next', '10s')
    .addHelpText('after', '\nExample:\n  $ waymark probe erp --environment production --format junit=probes.xml')
    .action(async (ids: string[], options: ProbeOptions) => {
      process.exitCode = await runProbeCommand(ids, options)
    })
}
