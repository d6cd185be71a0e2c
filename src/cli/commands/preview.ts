import { type Command, Option } from 'commander'
import type { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { commandOptions } from '../command-options.ts'
import type { PreviewOptions } from '../preview/run.ts'

/** Adds the options of `waymark preview`, and what it does. */
export function register(command: Command, idleThread: IdleThread): void {
  command
    .option(...commandOptions.root)
    .option(...commandOptions.cache)
    .option('--base <commit>', 'what to compare with: the change begins where HEAD and this commit part')
    .option('--worktree', 'compare the files as they are, in place of HEAD')
    .option('--out <dir>', 'build the site of the change into this folder')
    .addOption(new Option('--only <pages>', 'with --out: build the pages alone that changed').choices(['changed']))
    .option('--single <file>', 'write one HTML file with all of it')
    .option('--comment <file>', 'write Markdown for the pull request')
    .addOption(new Option('--format <format>', 'print the comparison as data').choices(['json']))
    .option('--output <file>', 'with --format: where it goes (default: the terminal)')
    .option('--path <path>', 'the path that the preview is published under (default: base of waymark.yaml)')
    .option('--site <url>', 'where the preview is published: the comment links to it')
    .option(
      '--environment <name>',
      'whose last known states the pages show (default: environment of waymark.yaml, else production)',
    )
    .option('--status <file>', 'the last known states, as `waymark probe --snapshot` wrote them')
    .addOption(new Option('--fail-on <findings>', 'exit with 1 where findings are new').choices(['new']))
    .option('--open', 'serve it on this machine, and open it in the browser')
    .option('--port <number>', 'with --open: the port to listen on, 0 for any free one', '0')
    .addHelpText('after', '\nExample:\n  $ waymark preview --base origin/main --out preview --comment comment.md')
    .action(async (options: PreviewOptions) => {
      const { runPreviewCommand } = await import('../preview/run.ts')
      process.exitCode = await runPreviewCommand(options, idleThread)
    })
}
