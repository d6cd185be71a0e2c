import { Command, CommanderError } from 'commander'
import { IdleThread } from '../../checks/diagrams/reader/idle-thread.ts'
import { packageVersion } from '../files/package.ts'
import { Failure } from '../finding/failure.ts'
import { failureText } from './failure-text.ts'
import { versionOptions } from './version.ts'

/** A command as the list of them shows it, and the module that knows its options: only the one that was asked for is loaded. */
interface ListedCommand {
  /** What follows the name in the list: options and arguments. */
  usage: string
  description: string
  load: () => Promise<{ register: (command: Command, idleThread: IdleThread) => void }>
}

const commands: Readonly<Record<string, ListedCommand>> = {
  build: {
    usage: '[options]',
    description: 'builds the static site',
    load: () => import('./commands/build.ts'),
  },
  check: {
    usage: '[options] [path...]',
    description: 'checks what the guidebooks say: how they are written, where they lead, what they draw',
    load: () => import('./commands/check.ts'),
  },
  dev: {
    usage: '[options]',
    description: 'serves the site as it is written, with live reload',
    load: () => import('./commands/dev.ts'),
  },
  explain: {
    usage: '[options] [code...]',
    description: 'says what a code of a finding means, why it matters, and how it looks wrong and right',
    load: () => import('./commands/explain.ts'),
  },
  init: {
    usage: '[options] [dir]',
    description: 'writes a first guidebook, waymark.yaml and the workflows of CI; never overwrites',
    load: () => import('./commands/init.ts'),
  },
  inventory: {
    usage: '[options] [host]',
    description: 'prints what the configuration of the repository says that runs, and who serves a host',
    load: () => import('./commands/inventory.ts'),
  },
  mcp: {
    usage: '[options]',
    description: 'answers agents about the guidebooks, over standard input and output',
    load: () => import('./commands/mcp.ts'),
  },
  preview: {
    usage: '[options]',
    description: 'builds the site of a change, with what changed on its pages and what that means',
    load: () => import('./commands/preview.ts'),
  },
  probe: {
    usage: '[options] [id...]',
    description: 'probes the services, once and side by side',
    load: () => import('./commands/probe.ts'),
  },
  serve: {
    usage: '[options]',
    description: 'serves the built site, with the live status of its services',
    load: () => import('./commands/serve.ts'),
  },
}

/**
 * Runs the command line. `argv` is what follows the program's name; `idleThread` keeps a thread that reads diagrams, for
 * whoever runs several in one process. Returns the exit status: 0 clean, 1 findings, 2 misuse or a fault.
 */
export async function main(argv: string[], idleThread = new IdleThread()): Promise<number> {
  const program = new Command('waymark')
    .description('Turns a folder of Markdown runbooks into a guidebook site, and keeps it true')
    .version(packageVersion(), versionOptions.join(', '), 'prints the version')
    .showHelpAfterError('(run with --help for the options)')
    .exitOverride()
  const asked = argv.find((word) => Object.hasOwn(commands, word))
  for (const [name, { usage, description, load }] of Object.entries(commands)) {
    const command = program.command(name).description(description)
    if (name === asked) (await load()).register(command, idleThread)
    else command.usage(usage)
  }
  program.configureHelp({ subcommandTerm: (command) => `${command.name()} ${command.usage()}` })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return typeof process.exitCode === 'number' ? process.exitCode : 0
  } catch (error) {
    return report(error)
  }
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd')
    return report(
      new Failure('Unexpected working directory that is gone, expected one that is there', 'Change into another'),
    )
  if (error instanceof Failure) {
    process.stderr.write(failureText(error))
    return 2
  }
  process.stderr.write(
    `waymark: a fault of Waymark itself, please report it\n${error instanceof Error ? error.stack : String(error)}\n`,
  )
  return 2
}
