import { memoize } from '../../shell/memoize.ts'

/** What in code is looked for as it is written: flags, paths, hosts, names with dots, hyphens or humps. */
export interface CodeName {
  kind: 'host' | 'identifier' | 'alert'
  name: string
}

const longestName = 80
const longestCode = 100_000

/** What stands between words of any language of code. */
const between = /[\s"'`=,;(){}<>|&$[\]]+/

const address = /^(?:\d{1,3}\.){3}\d{1,3}(?::\d{1,5})?$/
const hostName = /^(?:[a-z0-9-]+\.){2,}[a-z]{2,}(?::\d{1,5})?$/i
const fileEnding =
  /\.(?:ya?ml|json|toml|md|mdx|sh|py|js|ts|go|rs|txt|conf|cfg|ini|log|service|sock|pem|crt|key|gz|zip|html?)$/i

/** An alert in a rule of Prometheus, and one that is asked for. */
const alert = /(?:^[ \t]*(?:-[ \t]+)?alert:[ \t]*|\balertname[ \t]*=~?[ \t]*)["']?([A-Za-z_][A-Za-z0-9_:]*)/gm

/** The names in a piece of code, each once. Words that prose could have are none: text search finds those. */
export const codeNames: (code: string) => readonly CodeName[] = memoize((code) => {
  const text = code.slice(0, longestCode)
  const alerts = [...text.matchAll(alert)].map(([, name = '']): CodeName => ({ kind: 'alert', name }))
  const known = new Set(alerts.map(({ name }) => name))
  const names = text
    .split(between)
    .flatMap((word) => namesOf(word))
    .filter(({ name }) => !known.has(name))
  return [...new Map([...alerts, ...names].map((one) => [one.name, one])).values()].filter(
    ({ name }) => name.length <= longestName,
  )
})

/** Something that no plain word has: a sign, a digit, or a hump. */
const sign = /[^\p{L}]|\p{Ll}\p{Lu}/u

function namesOf(written: string): CodeName[] {
  if (!sign.test(written)) return []
  const word = written.replace(/^[*\\@#!,:]+/, '').replace(/[.:!?*\\/,#]+$/, '')
  if (word.length < 2 || word.length > 500) return []
  const [, host, path = ''] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/@]*@)?([^/?#]+)([^?#]*)/i.exec(word) ?? []
  if (host !== undefined) {
    const below = path.replace(/\/+$/, '')
    return [...hostsOf(host), ...(isTechnical(below) ? [{ kind: 'identifier' as const, name: below }] : [])]
  }
  if (isHost(word)) return [{ kind: 'host', name: word }]
  return isTechnical(word) ? [{ kind: 'identifier', name: word }] : []
}

/** The host of an address of the web. */
export function hostsOf(host: string): CodeName[] {
  const name = host.toLowerCase()
  return /^[\p{L}\p{N}.:_-]+$/u.test(name) ? [{ kind: 'host', name }] : []
}

function isHost(word: string): boolean {
  return address.test(word) || (hostName.test(word) && !fileEnding.test(word))
}

/** Whether a word is none of prose: it has signs in it or before it, humps, or digits among its letters. */
function isTechnical(word: string): boolean {
  if (!/\p{L}/u.test(word)) return address.test(word)
  return (
    /[\p{L}\p{N}][._/:@+~-]+[\p{L}\p{N}]/u.test(word) ||
    /^(?:--?|\/|\.{1,2}\/?)\p{L}\S/u.test(word) ||
    /\p{Ll}\p{Lu}/u.test(word) ||
    /\p{L}\p{N}|\p{N}\p{L}/u.test(word)
  )
}
