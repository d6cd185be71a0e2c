import { posix } from 'node:path'
import { entriesOf } from '../../src/inventory/entry.ts'
import { oneOf, quote } from '../../src/text/quote.ts'
import { typoOf } from '../../src/text/typo.ts'
import type { RawFinding } from '../check.ts'
import { type Commands, whenOf } from './named-commands.ts'
import type { PageCommand, PageWord } from './page-commands.ts'
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
          if ((!former && near === undefined) || page.isExcused(word, command.isFenced)) return []
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

function isPlaceholder(name: string): boolean {
  return /^(?:my|your|new|some)[-_]?\w|^(?:service|services|app|name|container)(?:[-_]?(?:name|\d+))?$|-$/i.test(name)
}

const globalValued =
  /^-[fpcH]$|^--(?:file|project-name|profile|env-file|project-directory|context|ansi|parallel|progress)$/
/** Options with a value, of any subcommand. */
const valued =
  /^-[neuwvplt]$|^--(?:tail|since|until|index|env|user|workdir|volume|publish|name|entrypoint|label|scale|timeout|exit-code-from|attach|no-attach|pull|wait-timeout|signal|build-arg|memory|cap-add|cap-drop|env-from-file|format|filter|status|progress|ssh|builder|protocol|policy|no-attach)$/

/** Those whose words are all services. */
const ofMany =
  /^(?:up|logs|restart|stop|start|build|ps|pull|push|rm|kill|pause|unpause|create|events|images|top|wait|watch|down)$/
/** Those whose first word is a service, and whose others are a command for it. */
const ofOne = /^(?:exec|run|port|attach)$/

/** The words of a command that name services of Compose. */
export function servicesIn({ words }: PageCommand): PageWord[] {
  const [first, second] = words
  const isPlugin = /^(?:docker|podman|nerdctl)$/.test(first?.value ?? '') && second?.value === 'compose'
  if (!isPlugin && !/^(?:docker|podman)-compose$/.test(first?.value ?? '')) return []
  const rest = words.slice(isPlugin ? 2 : 1)
  const at = positionsOf(rest, globalValued)[0]
  const subcommand = at === undefined ? '' : (rest[at]?.value ?? '')
  if (at === undefined || (!ofMany.test(subcommand) && !ofOne.test(subcommand))) return []
  // `rm -f -v` and `up -t 5` are told apart by what follows.
  const own = rest.slice(at + 1)
  const flags =
    subcommand === 'rm' || subcommand === 'down'
      ? /^--(?:timeout|rmi)$|^-t$/
      : subcommand === 'logs'
        ? logsValued
        : valued
  const found = positionsOf(own, flags).flatMap((position) => own[position] ?? [])
  return ofOne.test(subcommand) ? found.slice(0, 1) : found
}

const logsValued = /^-n$|^--(?:tail|since|until|index)$/

/** Where words stand that are no options and none of their values. */
function positionsOf(words: readonly PageWord[], withValue: RegExp): number[] {
  const found: number[] = []
  for (let at = 0; at < words.length; at++) {
    const value = words[at]?.value ?? ''
    if (!value.startsWith('-')) found.push(at)
    else if (withValue.test(value)) at++
  }
  return found
}
