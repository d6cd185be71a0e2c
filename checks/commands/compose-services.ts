import type { PageCommand, PageWord } from './page-commands.ts'

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

/** The services that a command of Docker Compose names. */
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
