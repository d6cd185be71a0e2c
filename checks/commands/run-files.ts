import type { PageCommand, PageWord } from './page-commands.ts'

/** Programs whose first argument is a file that they run. */
const interpreters = /^(?:(?:ba|z|da|k)?sh|source|\.|python[\d.]*|node|ruby|perl|php|deno|bun|tsx|Rscript)$/

/** The paths in a command that name a file to run. */
export function filesIn({ words, isFenced }: PageCommand): PageWord[] {
  const [name, ...args] = words
  if (!name) return []
  const found: PageWord[] = []
  // By itself in a line of text, a path is named rather than run; in a fence, what nothing runs is an item of a list.
  const isNamed = isFenced ? isRunnable(name.value) : args.length > 0 || /\.\w{1,10}$/.test(name.value)
  if (name.value.includes('/') && isNamed) found.push(name)
  if (interpreters.test(name.value)) {
    const file = args.find(({ value }) => !value.startsWith('-'))
    // What stands behind `-c` or `-m` is no file.
    if (file && !args.some(({ value }) => /^-(?:[a-z]*c|m|e|s)$/.test(value))) found.push(file)
  }
  if (name.value === 'ansible-playbook') found.push(...args.filter(({ value }) => /^[^-@].*\.ya?ml$/.test(value)))
  return found.filter(({ value, isOpen }) => !isOpen && isPath(value))
}

/** A program, or a script by its ending: a page, a class or a setting is no command. */
function isRunnable(path: string): boolean {
  return !/\.\w+$/.test(path) || scripts.test(path)
}

const scripts = /\.(?:(?:ba|z|k|fi)?sh|py|[cm]?[jt]s|rb|pl|php|ps1|bat|cmd|exe|command|run|bin|R|lua|tcl|exs?|jar)$/

/** A path with a folder or an ending: `./shop` alone is a program that somebody has built. */
function isPath(value: string): boolean {
  return (
    /^(?:\.\/)?[\w@+-][\w@+.-]*(?:\/[\w@+.-]+)*$/.test(value) && /[\w-]\/|\.\w/.test(value) && !/^[\d.]+$/.test(value)
  )
}
