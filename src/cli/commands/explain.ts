import { type Command, Option } from 'commander'
import { type ExplainOptions, explain } from '../explain/explain.ts'

/** Adds the options of `waymark explain`, and what it does. */
export function register(command: Command): void {
  command
    .argument(
      '[code...]',
      'codes such as links/missing-file, or beginnings of codes such as links (default: lists all)',
    )
    .addOption(new Option('--format <format>', 'text or json').choices(['text', 'json']).default('text'))
    .addHelpText('after', '\nExample:\n  $ waymark explain structure/orphan')
    .action((codes: string[], options: ExplainOptions) => explain(codes, options))
}
