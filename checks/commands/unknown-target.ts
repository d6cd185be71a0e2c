import { posix } from 'node:path'
import { quote } from '../../src/text/quote.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawFinding } from '../check.ts'
import { type AskedTarget, askedOf } from './asked-targets.ts'
import { type CommandPage, type Commands, isPlaceholder, upwards, whenOf } from './named-commands.ts'
import type { CommandRule } from './rule.ts'
import { Targets, type Tool } from './targets.ts'

/** A build file says all that it can be asked for. */
export const unknownTarget = {
  code: 'commands/unknown-target',
  severity: 'warning',
  summary: 'A target of make, a recipe of just or a script of a package that there is not',
  why: `
A command on the page runs \`make\`, \`just\`, or \`npm run\` and its siblings with a name that no file of the repository declares. It is told where Git's history knew the name, or where it is one letter away from one that is there, on a page that is about these files: no fewer of the names that it runs are there than are not. Included files, aliases, pattern rules and parameters are followed; where a file may declare anything, as with \`$(eval)\`, nothing is told. Write the name that it has now.

A \`cd\` to a folder of the repository is followed, and a clone of the repository itself leads nowhere else. Behind a \`cd\` to another place, \`git clone\`, \`ssh\` and the like, nothing is judged.
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

function findingsOn(page: CommandPage, targets: Targets, { past }: Commands): RawFinding[] {
  const asked = page.commands.flatMap((command) =>
    askedOf(command, command.folder === undefined ? page.folders : upwards(command.folder)),
  )
  const tools = new Set(asked.map((one) => one.tool))
  const ours = new Set([...tools].filter((tool) => isAbout(tool, asked, targets)))
  return asked.flatMap(({ tool, word, command, folders }): RawFinding[] => {
    const { value, isOpen } = word
    if (command.isElsewhere || isOpen || !/^[A-Za-z][\w:.-]*$/.test(value) || targets.has(tool, value)) return []
    const files = targets.filesIn(tool, folders)
    if (targets.isOpen(files) || isPlaceholder(value)) return []
    const known = past.find('target', `${tool} ${value}`)
    // A file of another folder had one of its own.
    const former = known && folders.includes(posix.dirname(known.file).replace(/^\.$/, '')) ? known : undefined
    const near = files.length > 0 && ours.has(tool) ? nearName(value, targets.names(tool)) : undefined
    if (!former && near === undefined) return []
    if (former ? page.isSaidGone(word, command.isFenced) : page.isExcused(word, command.isFenced)) return []
    if (isDeclaredOn(page, tool, value)) return []
    const gone = former && `It was taken out of ${quote(former.file)} ${whenOf(former)}`
    const { line, column, endLine, endColumn } = word
    const expected = files[0] === undefined ? 'one that there is' : `one that ${quote(files[0])} declares`
    return [
      {
        code: unknownTarget.code,
        message: `Unexpected ${kinds[tool]} ${quote(value)}, expected ${expected}`,
        hint: gone ?? `Did you mean ${quote(near)}?`,
        ...{ file: page.file, line, column, endLine, endColumn },
      },
    ]
  })
}

/** Whether the page itself shows how to declare it: what it teaches is of another project, or to be made. */
function isDeclaredOn({ page }: CommandPage, tool: Tool, value: string): boolean {
  const lines = page.text.split('\n')
  if (tool === 'npm') return lines.some((line) => /^\s*:/.test(after(`"${value}"`, line.trimStart())))
  return lines.some((line) => /^\s*:(?![:=])/.test(after(value, line)))
}

/** What follows a beginning of a line; nothing where it begins otherwise. */
function after(beginning: string, line: string): string {
  return line.startsWith(beginning) ? line.slice(beginning.length) : ''
}

/** Of short names too many are near. */
function nearName(value: string, names: readonly string[]): string | undefined {
  return value.length >= 4 ? typoOf(value, names) : undefined
}

/** Every project has these: that a page asks for them says nothing of which project it means. */
const common = /^(?:all|help)$/

/** Whether a page is about these files: no fewer of the names that it asks for are there than are not. */
function isAbout(tool: Tool, asked: readonly AskedTarget[], targets: Targets): boolean {
  const names = new Set(asked.flatMap((one) => (one.tool === tool && !one.word.isOpen ? [one.word.value] : [])))
  const [known, others] = [new Set<string>(), new Set<string>()]
  for (const name of names) {
    if (targets.has(tool, name)) known.add(name)
    else if (nearName(name, targets.names(tool)) === undefined) others.add(name)
  }
  return [...known].some((name) => !common.test(name)) && known.size >= others.size
}

const kinds: Readonly<Record<Tool, string>> = { make: 'target', just: 'recipe', npm: 'script' }
