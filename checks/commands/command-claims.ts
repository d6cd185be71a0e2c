import { barePlace } from '../../src/finding/finding.ts'
import { entriesOf } from '../../src/inventory/entry.ts'
import type { CheckContext } from '../context.ts'
import { askedOf } from './asked-targets.ts'
import { servicesIn } from './compose-services.ts'
import type { Commands } from './named-commands.ts'
import type { PageWord } from './page-commands.ts'
import { SuffixIndex } from './removed-file.ts'
import { filesIn } from './run-files.ts'
import { Targets } from './targets.ts'

/** Tells each word of a command that names something of the repository, and whether the repository has it. */
export function tellCommandClaims(commands: Commands, claim: NonNullable<CheckContext['claim']>): void {
  const { inventory, pages, files } = commands
  const targets = new Targets(inventory)
  const services = entriesOf(inventory.entries, 'resource').filter(({ type }) => type === 'compose service')
  const names = new Set(services.flatMap(({ name }) => [name, name.toLowerCase()]))
  const suffixes = new SuffixIndex(files)
  for (const page of pages) {
    for (const command of page.commands) {
      const tell = (word: PageWord, isThere: boolean) => {
        const unchecked = command.isElsewhere
          ? 'what stands before it leads to another place'
          : word.isOpen
            ? 'it has a blank'
            : isThere
              ? undefined
              : 'nothing in the repository declares it'
        claim({
          ...{ kind: 'command', file: page.file, text: word.value, ...barePlace(word) },
          ...(unchecked !== undefined && { unchecked }),
        })
      }
      for (const { tool, word } of askedOf(command, page.folders)) tell(word, targets.has(tool, word.value))
      for (const word of servicesIn(command)) tell(word, names.has(word.value))
      for (const word of filesIn(command)) tell(word, suffixes.has(word.value.replace(/^\.\//, '')))
    }
  }
}
