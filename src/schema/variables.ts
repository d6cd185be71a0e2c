/** Gives the value of a variable; `undefined` when it has none. */
export type Lookup = (name: string) => string | undefined

/** A text after its variables were put in. */
export interface Expansion {
  text: string
  /** Names without a value and without a default, each once, in their order. Their references stay in the text as written. */
  missing: string[]
}

/** `$${` (a literal `${`), `${NAME}` or `${NAME:-default}`; a default holds no braces, so matching takes linear time. */
const reference = /\$\$\{|\$\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^{}]*))?\}/g

/** The names of the variables that a text refers to, each once, in their order. */
export function variablesOf(text: string): string[] {
  const names = Array.from(text.matchAll(reference), (match) => match[1]).filter((name) => name !== undefined)
  return [...new Set(names)]
}

/** How many references of a text have no default. */
export function countWithoutDefault(text: string): number {
  return Array.from(text.matchAll(reference)).filter(([, name, fallback]) => name && fallback === undefined).length
}

/** Whether a `${` begins no reference, as in `${A-B}` or in a default that holds another reference. */
export function hasBrokenReference(text: string): boolean {
  return text.replace(reference, '').includes('${')
}

/** Puts values into a text. As in a shell, `:-` gives its default for an empty value too. Values are not expanded again. */
export function expand(text: string, lookup: Lookup): Expansion {
  const missing = new Set<string>()
  const expanded = text.replace(reference, (written: string, name?: string, fallback?: string) => {
    if (name === undefined) return '${'
    const value = lookup(name)
    if (fallback !== undefined) return value || fallback
    // A hole could turn one address into another, so what has no value stays visible.
    if (value === undefined) missing.add(name)
    return value ?? written
  })
  return { text: expanded, missing: [...missing] }
}

/** Looks a name up in each source in turn, such as an environment's variables and then the process's. */
export function lookupIn(...sources: Readonly<Record<string, string | undefined>>[]): Lookup {
  return (name) => sources.find((source) => Object.hasOwn(source, name) && source[name] !== undefined)?.[name]
}
