import { posix } from 'node:path'
import { quote } from '../../src/text/quote.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawFinding } from '../check.ts'
import { type CommandPage, type Commands, whenOf } from './named-commands.ts'
import type { PageCommand, PageWord } from './page-commands.ts'
import type { CommandRule } from './rule.ts'
import { Targets, type Tool } from './targets.ts'

/** A build file says all that it can be asked for. */
export const unknownTarget = {
  code: 'commands/unknown-target',
  severity: 'warning',
  summary: 'A target of make, a recipe of just or a script of a package that there is not',
  why: `
A command on the page runs \`make\`, \`just\`, or \`npm run\` and its siblings with a name that no file of the repository declares. It is told where Git's history knew the name, or where it is one letter away from one that is there, on a page that runs another one of them: then it is about these files. Included files, aliases, pattern rules and parameters are followed; where a file may declare anything, as with \`$(eval)\`, nothing is told. Write the name that it has now.

Behind a \`cd\` to another place, \`git clone\`, \`ssh\` and the like, nothing is judged.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\nmake build\nmake biuld-image\n```\n',
    Makefile: 'build:\n\tgo build\nbuild-image:\n\tdocker build .\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\nmake build\nmake build-image\n```\n',
    Makefile: 'build:\n\tgo build\nbuild-image:\n\tdocker build .\n',
  },
  check: (commands: Commands): RawFinding[] => {
    const targets = new Targets(commands.inventory)
    return commands.pages.flatMap((page) => findingsOn(page, targets, commands))
  },
} as const satisfies CommandRule

/** A name that a command asks a tool for. */
interface Asked {
  tool: Tool
  word: PageWord
  command: PageCommand
  /** Folders of the repository that the tool may stand in. */
  folders: readonly string[]
}

function findingsOn(page: CommandPage, targets: Targets, { past }: Commands): RawFinding[] {
  const asked = page.commands.flatMap((command) => askedOf(command, page))
  const isOurs = (tool: Tool) => asked.some((one) => one.tool === tool && targets.names(tool).includes(one.word.value))
  return asked.flatMap(({ tool, word, command, folders }): RawFinding[] => {
    const { value, isOpen } = word
    if (command.isElsewhere || isOpen || !/^[A-Za-z][\w:.-]*$/.test(value) || targets.has(tool, value)) return []
    const files = targets.filesIn(tool, folders)
    if (files.length === 0 || targets.isOpen(files)) return []
    const known = past.find('target', `${tool} ${value}`)
    // A file of another folder had one of its own.
    const former = known && folders.includes(posix.dirname(known.file).replace(/^\.$/, '')) ? known : undefined
    // Of short names too many are near.
    const near = value.length >= 4 ? typoOf(value, targets.names(tool)) : undefined
    if (!former && (near === undefined || !isOurs(tool))) return []
    if (page.isExcused(word, command.isFenced)) return []
    const gone = former && `It was taken out of ${quote(former.file)} ${whenOf(former)}`
    const { line, column, endLine, endColumn } = word
    return [
      {
        code: unknownTarget.code,
        message: `Unexpected ${kinds[tool]} ${quote(value)}, expected one that ${quote(files[0])} declares`,
        hint: gone ?? `Did you mean ${quote(near)}?`,
        ...{ file: page.file, line, column, endLine, endColumn },
      },
    ]
  })
}

const kinds: Readonly<Record<Tool, string>> = { make: 'target', just: 'recipe', npm: 'script' }

const makeValued = /^-[CfIoWl]$|^--(?:directory|file|makefile|include-dir|old-file|what-if|assume-new|load-average)$/
const justValued =
  /^-[fdEs]$|^--(?:justfile|working-directory|dotenv-path|dotenv-filename|shell|set|command|show|usage|color)$/

/** What a command asks a tool for. */
export function askedOf(command: PageCommand, { folders }: CommandPage): Asked[] {
  const [name, ...words] = command.words
  switch (name?.value) {
    case 'make':
    case 'gmake':
      return makeTargets(words, folders).map((one) => ({ tool: 'make', command, ...one }))
    case 'just': {
      const positional = withoutOptions(words, justValued)
      const [word] = positional.words
      return word && !positional.options.some((option) => justValued.test(option) || /^--\w+=/.test(option))
        ? [{ tool: 'just', command, word, folders }]
        : []
    }
    case 'npm':
    case 'pnpm':
    case 'yarn':
      return scripts(name.value, words).map((word) => ({ tool: 'npm', command, word, folders }))
    default:
      return []
  }
}

function makeTargets(words: readonly PageWord[], folders: readonly string[]): Pick<Asked, 'word' | 'folders'>[] {
  const all = words.map(({ value }) => value)
  if (all.some((value) => /^-f|^--(?:file|makefile)|^--eval/.test(value))) return []
  const at = all.findIndex((value) => /^(?:-C|--directory)/.test(value))
  const [, joined] = /^(?:-C|--directory=)(.+)$/.exec(all[at] ?? '') ?? []
  const written = at < 0 ? undefined : (joined ?? all[at + 1] ?? '')
  if (words[at + 1]?.isOpen && at >= 0) return []
  const stands =
    written === undefined ? folders : folders.map((folder) => posix.join(folder, written).replace(/^\.?\/?$|\/$/g, ''))
  // `NAME=value` is a variable, and a path is a file that may be there.
  return withoutOptions(words, makeValued)
    .words.filter(({ value }) => !/[=/]|\.\w{1,4}$/.test(value))
    .map((word) => ({ word, folders: stands }))
}

function scripts(manager: string, words: readonly PageWord[]): PageWord[] {
  const { words: plain, options } = withoutOptions(words, /^(?:-[CFw]|--(?:prefix|workspace|filter|dir|cwd))$/)
  const [run, script] = plain
  if (!run || !/^run(?:-script)?$/.test(run.value) || !script) return []
  // Those run programs of packages by the same words.
  if (manager !== 'npm' && options.length > 0) return []
  return [script]
}

/** Arguments up to `--`, without options and their values. */
function withoutOptions(all: readonly PageWord[], valued: RegExp): { words: PageWord[]; options: string[] } {
  const words: PageWord[] = []
  const options: string[] = []
  for (let at = 0; at < all.length; at++) {
    const word = all[at]
    if (!word || word.value === '--') break
    if (!word.value.startsWith('-')) words.push(word)
    else {
      options.push(word.value)
      if (valued.test(word.value)) at++
    }
  }
  return { words, options }
}
