import type { Command } from 'commander'
import { commandOptions } from '../command-options.ts'
import type { McpOptions } from '../mcp/run.ts'

/** Adds the options of `waymark mcp`, and what it does. */
export function register(command: Command): void {
  command
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option(...commandOptions.environment)
    .addHelpText('after', '\nExample, as an agent starts it:\n  $ waymark mcp --root docs')
    .action(async (options: McpOptions) => {
      const { runMcp } = await import('../mcp/run.ts')
      await runMcp(options)
    })
}
