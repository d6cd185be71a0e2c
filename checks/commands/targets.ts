import { posix } from 'node:path'
import { type EntryOf, entriesOf } from '../../src/inventory/entry.ts'
import type { Inventory } from '../../src/inventory/inventory.ts'

export type Tool = 'make' | 'just' | 'npm'

/** What tools of a repository can be asked for, by the files that say so. */
export class Targets {
  readonly #byFile = new Map<string, EntryOf<'target'>[]>()
  readonly #includes = new Map<string, EntryOf<'include'>[]>()
  readonly #names = new Map<string, Set<string>>()

  constructor({ entries }: Pick<Inventory, 'entries'>) {
    for (const entry of entriesOf(entries, 'target')) {
      this.#byFile.set(entry.file, [...(this.#byFile.get(entry.file) ?? []), entry])
      this.#names.set(entry.tool, (this.#names.get(entry.tool) ?? new Set()).add(entry.name))
    }
    for (const entry of entriesOf(entries, 'include'))
      this.#includes.set(entry.file, [...(this.#includes.get(entry.file) ?? []), entry])
  }

  /** The files in some folders that a tool reads when it is run there, in the order of the folders. */
  filesIn(tool: Tool, folders: readonly string[]): string[] {
    const names = { make: /^(?:gnu)?makefile$/i, just: /^\.?justfile$/i, npm: /^package\.json$/ }[tool]
    const files = [...new Set([...this.#byFile.keys(), ...this.#includes.keys()])].filter((file) =>
      names.test(posix.basename(file)),
    )
    const byFolder = Map.groupBy(files, (file) => posix.dirname(file).replace(/^\.$/, ''))
    return folders.flatMap((folder) => byFolder.get(folder) ?? [])
  }

  /** Names that are written out, of any file. */
  names(tool: Tool): string[] {
    return [...(this.#names.get(tool) ?? [])].filter((name) => !name.includes('%'))
  }

  /** Whether any file declares a name, as it is or by a pattern that says something of it. */
  has(tool: Tool, name: string): boolean {
    const known = this.#names.get(tool)
    if (!known) return false
    return known.has(name) || [...known].some((one) => one.includes('%') && one !== '%' && patternOf(one).test(name))
  }

  /** Whether one of some files may declare any name: by what it makes, or by a file of which nothing is known. */
  isOpen(files: readonly string[]): boolean {
    const seen = new Set<string>()
    const left = [...files]
    while (left.length > 0) {
      const file = left.pop() ?? ''
      if (seen.has(file)) continue
      seen.add(file)
      if (this.#byFile.get(file)?.some(({ name }) => /^%+$/.test(name))) return true
      for (const { name } of this.#includes.get(file) ?? []) {
        // Variables of an environment, and what a compiler writes of its files.
        if (/(?:^|[/.])env\b|\.d$/i.test(name)) continue
        const path = posix.join(posix.dirname(file), name)
        if (!this.#byFile.has(path) && !this.#includes.has(path)) return true
        left.push(path)
      }
    }
    return false
  }
}

function patternOf(name: string): RegExp {
  return new RegExp(
    `^${name
      .split(/%+/)
      .map((part) => part.replace(/[^\w]/g, '\\$&'))
      .join('.*')}$`,
  )
}
