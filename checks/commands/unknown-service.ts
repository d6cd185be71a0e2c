import { posix } from 'node:path'
import { entriesOf } from '../../src/inventory/entry.ts'
import { oneOf, quote } from '../../src/text/quote.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawFinding } from '../check.ts'
import { servicesIn } from './compose-services.ts'
import { type Commands, isPlaceholder, whenOf } from './named-commands.ts'
import type { CommandRule } from './rule.ts'

/** `docker compose logs envoy`, where the service is called `gateway` now. */
export const unknownService = {
  code: 'commands/unknown-service',
  severity: 'warning',
  summary: 'A service of Compose that there is not',
  why: `
A command names a service of Docker Compose, and no Compose file of the repository has it. It is told where one of them had it once, or where it is one letter away from one that there is: a name that is merely absent may stand in a file of another repository. Write what the service is called now.
`,
  wrong: {
    'guidebooks/README.md': '# Shop\n\n```sh\ndocker compose logs --tail 50 gatway\n```\n',
    'compose.yaml': 'services:\n  gateway:\n    image: envoy:1\n  shop:\n    image: shop:1\n',
  },
  right: {
    'guidebooks/README.md': '# Shop\n\n```sh\ndocker compose logs --tail 50 gateway\n```\n',
    'compose.yaml': 'services:\n  gateway:\n    image: envoy:1\n  shop:\n    image: shop:1\n',
  },
  check: ({ inventory, past, pages }: Commands): RawFinding[] => {
    const services = entriesOf(inventory.entries, 'resource').filter(({ type }) => type === 'compose service')
    if (services.length === 0) return []
    const names = [...new Set(services.map(({ name }) => name))]
    // Of several files of one name an override says less than the first.
    const known = new Set([...names, ...services.flatMap(({ name }) => name.toLowerCase())])
    return pages.flatMap((page) =>
      page.commands.flatMap((command): RawFinding[] => {
        if (command.isElsewhere) return []
        return servicesIn(command).flatMap((word): RawFinding[] => {
          const { value, isOpen, line, column, endLine, endColumn } = word
          if (isOpen || !/^[\w.-]{3,}$/.test(value) || known.has(value) || isPlaceholder(value)) return []
          const former = past.find('resource', `compose service/${value}`)
          const near = value.length >= 4 ? typoOf(value, names) : undefined
          if (!former && near === undefined) return []
          if (former ? page.isSaidGone(word, command.isFenced) : page.isExcused(word, command.isFenced)) return []
          const own = services.filter(({ file }) => file === former?.file || page.folders.includes(folderOf(file)))
          const some = [...new Set(own.map(({ name }) => name))].slice(0, 6)
          return [
            {
              code: unknownService.code,
              message: `Unexpected service ${quote(value)}, expected ${near !== undefined ? quote(near) : some.length > 0 ? oneOf(some) : 'one that a Compose file has'}`,
              hint: former
                ? `It was taken out of ${quote(former.file)} ${whenOf(former)}`
                : `No Compose file of the repository has it`,
              ...{ file: page.file, line, column, endLine, endColumn },
            },
          ]
        })
      }),
    )
  },
} as const satisfies CommandRule

function folderOf(file: string): string {
  return posix.dirname(file).replace(/^\.$/, '')
}
