import { posix } from 'node:path'
import { argumentsOf } from './arguments.ts'
import type { PageCommand, PageWord } from './page-commands.ts'
import type { Tool } from './targets.ts'

/** A name that a command asks a tool for. */
export interface AskedTarget {
  tool: Tool
  word: PageWord
  command: PageCommand
  /** Folders of the repository that the tool may stand in. */
  folders: readonly string[]
}

const makeValued = /^-[CfIoWl]$|^--(?:directory|file|makefile|include-dir|old-file|what-if|assume-new|load-average)$/
const justValued =
  /^-[fdEs]$|^--(?:justfile|working-directory|dotenv-path|dotenv-filename|shell|set|command|show|usage|color)$/

/** What a command asks `make` and its siblings for. `folders` are those that its reader may stand in. */
export function askedOf(command: PageCommand, folders: readonly string[]): AskedTarget[] {
  const [name, ...words] = command.words
  switch (name?.value) {
    case 'make':
    case 'gmake':
      return makeTargets(words, folders).map((one) => ({ tool: 'make', command, ...one }))
    case 'just': {
      const { words: plain, options } = argumentsOf(words, justValued)
      const [word] = plain
      // Another file, another folder, another word for the recipe.
      return word && options.every(({ value }) => value === undefined) ? [{ tool: 'just', command, word, folders }] : []
    }
    case 'npm':
    case 'pnpm':
    case 'yarn':
      return scripts(name.value, words).map((word) => ({ tool: 'npm', command, word, folders }))
    default:
      return []
  }
}

function makeTargets(all: readonly PageWord[], folders: readonly string[]): Pick<AskedTarget, 'word' | 'folders'>[] {
  const { words, options } = argumentsOf(all, makeValued)
  if (options.some(({ name }) => /^(?:-f|--(?:file|makefile|eval))$/.test(name))) return []
  const led = options.find(({ name }) => /^(?:-C|--directory)$/.test(name))?.value
  if (led?.isOpen) return []
  const stands = led ? folders.map((folder) => posix.join(folder, led.value).replace(/^\.?\/?$|\/$/g, '')) : folders
  // `NAME=value` is a variable, and a path is a file that may be there.
  return words.filter(({ value }) => !/[=/]|\.\w{1,4}$/.test(value)).map((word) => ({ word, folders: stands }))
}

function scripts(manager: string, all: readonly PageWord[]): PageWord[] {
  const { words, options } = argumentsOf(all, /^(?:-[CFw]|--(?:prefix|workspace|filter|dir|cwd))$/)
  const [run, script] = words
  if (!run || !/^run(?:-script)?$/.test(run.value) || !script) return []
  // Those run programs of packages by the same words.
  if (manager !== 'npm' && options.length > 0) return []
  return [script]
}
