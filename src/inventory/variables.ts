// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of a compose file
import { posix } from 'node:path'
import { type Entry, type EntryOf, entriesOf } from './entry.ts'
import { hostName, isVariable } from './host-name.ts'

/**
 * Entries whose `${NAME}` has a value in the nearest `.env.example`, in their folder or above it, or a default in their
 * own file, with that value. Of those without one the variable stays; what is nothing but one is left out.
 */
export function withVariables(entries: readonly Entry[]): readonly Entry[] {
  if (!entriesOf(entries, 'host').some(hasVariable)) return entries
  const variables = new Map<string, string>()
  for (const { file, name, value } of entriesOf(entries, 'variable')) {
    // What stands in an example holds for its folder, a default for the file that has it.
    const key = `${isExample(file) ? folderOf(file) : file}\0${name}`
    if (!variables.has(key) && !value.includes('${')) variables.set(key, value)
  }
  const lookUp = (file: string, name: string): string | undefined => {
    for (let folder = folderOf(file); ; folder = folderOf(folder)) {
      const found = variables.get(`${folder}\0${name}`)
      if (found !== undefined) return found
      if (folder === '') return variables.get(`${file}\0${name}`)
    }
  }
  return entries.flatMap((entry) => {
    if (entry.kind !== 'host' || !hasVariable(entry)) return [entry]
    const filled = entry.host.replace(/\$\{(\w+)\}/g, (written, name: string) => lookUp(entry.file, name) ?? written)
    const host = hostName(filled)
    return host === undefined || isVariable(host) ? [] : [{ ...entry, host }]
  })
}

function hasVariable({ host }: EntryOf<'host'>): boolean {
  return host.includes('${')
}

/** Whether a file is an example of an environment: its values hold for its folder and below. */
export function isExample(file: string): boolean {
  return /^\.?env(?:\.[\w-]+)*\.(?:example|sample|dist|template)$/i.test(posix.basename(file))
}

function folderOf(path: string): string {
  const folder = posix.dirname(path)
  return folder === '.' ? '' : folder
}

/** A variable of a Compose file: `$NAME`, `${NAME}`, `${NAME:-default}`; `$$` is a dollar sign. */
const written = /\$(?:\$|\{(\w+)(?::?-([^{}]*)|:?[?+][^{}]*)?\}|([A-Za-z_]\w*))/g

/** A text of a Compose file with each variable as `${NAME}`. */
export function openText(text: string): string {
  return text.replace(written, (_, name?: string, __?: string, bare?: string) => {
    const known = name ?? bare
    return known === undefined ? '$' : `\${${known}}`
  })
}

/** A text of a Compose file with the defaults of its variables; those without one stay as `${NAME}`. */
export function defaultText(text: string): string {
  return text.replace(written, (_, name?: string, fallback?: string, bare?: string) => {
    const known = name ?? bare
    return fallback ?? (known === undefined ? '$' : `\${${known}}`)
  })
}

/** The defaults that a text gives its variables. */
export function defaultsIn(text: string): { name: string; value: string }[] {
  return Array.from(text.matchAll(written), ([, name, value]) => ({ name, value })).flatMap(({ name, value }) =>
    name !== undefined && value ? [{ name, value }] : [],
  )
}
