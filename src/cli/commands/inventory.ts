import { type Command, Option } from 'commander'
import { commandOptions } from '../command-options.ts'
import type { InventoryOptions } from '../inventory/run.ts'

/** Adds the options of `waymark inventory`, and what it does. */
export function register(command: Command): void {
  command
    .argument('[host]', 'a host: who serves it, and who documents it (default: lists all that is known)')
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option('--no-cache', 'neither use nor keep what was read before')
    .addOption(new Option('--format <format>', 'table or json').choices(['table', 'json']).default('table'))
    .addHelpText('after', '\nExample:\n  $ waymark inventory erp.example.org')
    .action(async (host: string | undefined, options: InventoryOptions) => {
      const { runInventoryCommand } = await import('../inventory/run.ts')
      process.exitCode = await runInventoryCommand(host, options)
    })
}
