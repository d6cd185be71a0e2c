/** A workflow command as GitHub's runner reads it from a log. */
export interface LogCommand {
  name: string
  properties: Record<string, string>
  data: string
}

const unescaped: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }
const known = new Set([
  'error',
  'warning',
  'notice',
  'debug',
  'group',
  'add-mask',
  'stop-commands',
  'echo',
  'set-output',
])

/** The commands in a log, by the rules of actions/runner (ActionCommand.cs): at the start of a line, or `##[…]` at any place. */
export function commandsIn(log: string): LogCommand[] {
  return log
    .split(/\r\n|\r|\n/)
    .flatMap((line) => [modern(line) ?? old(line)].filter((command) => command !== undefined))
}

function modern(line: string): LogCommand | undefined {
  const [, name = '', rest = '', data = ''] = /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/s.exec(line) ?? []
  if (!known.has(name)) return undefined
  const pairs = rest.split(',').filter(Boolean)
  const properties = pairs.map((pair) => /^([^=]*)=(.*)$/s.exec(pair)?.slice(1) ?? [pair, ''])
  return {
    name,
    properties: Object.fromEntries(
      properties.map(([key, value = '']) => [key, value.replace(/%(0D|0A|3A|2C|25)/g, decoded)]),
    ),
    data: data.replace(/%(0D|0A|25)/g, decoded),
  }
}

function old(line: string): LogCommand | undefined {
  const [, name = '', data = ''] = /##(?:vso|teamcity)?\[([^\s\].]+)[^\]]*\](.*)$/s.exec(line) ?? []
  return name === '' ? undefined : { name, properties: {}, data }
}

function decoded(sequence: string): string {
  return unescaped[sequence] ?? ''
}
