import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import type { InventoryReader } from '../reader.ts'

/** Makefiles: the targets that `make` can be asked for, as far as their text says. */
export const makefile: InventoryReader = {
  name: 'makefile',
  title: 'Makefiles',
  files: '`Makefile`, `GNUmakefile`, `Makefile.*`, `*.mk`',
  tells:
    'Targets, those of `.PHONY` and the files that it includes. Of pattern rules, and where a variable stands in a name, `%` is any text; what `$(eval)` makes may be called anything',
  claims: (path) => isMakefile(path),
  read: (file) => ({ entries: entriesIn(file) }),
  formerly: (line, path) => {
    if (!isMakefile(path)) return []
    return (ruleOf(line)?.names ?? [])
      .filter((name) => !name.includes('%') && !name.startsWith('.') && !/[/\\]/.test(name))
      .map((name) => ({ kind: 'target', name: `make ${name}` }))
  },
}

/** `makefile.ts` is a program about Makefiles, `Makefile.ci` one of several. */
const makefileName =
  /^(?:gnu)?makefile(?:\.(?!(?:md|html?|txt|rst|adoc|[jt]sx?|[cm][jt]s|py|rb|go|rs|java|kt|php|lua|vim|json|ya?ml|toml|snap|svg|png)$)[\w-]+)*$|\.mk$/i

function isMakefile(path: string): boolean {
  return makefileName.test(posix.basename(path))
}

/** A rule's line with what stands before its colon. */
interface Rule {
  names: string[]
  /** What `.PHONY` lists. */
  needs: string[]
}

const longestLine = 20_000

/** GNU make's manual, "Writing Rules": targets, a colon or two, and no assignment. A tab begins a recipe. */
function ruleOf(line: string): Rule | undefined {
  if (line.length > longestLine || /^(?:\t|\s*(?:#|$))/.test(line)) return undefined
  const text = withOpenNames(line.replace(/\\#/g, ' ').replace(/#.*$/, ''))
  const [, written, needs] = /^ *([^:=]*?) *&?::?(?![:=])(.*)$/.exec(text) ?? []
  if (written === undefined || needs === undefined || /[?+!]$/.test(written)) return undefined
  if (/^(?:export|unexport|override|define|-?include|sinclude|vpath|if\w*|else|endif)\b/.test(written)) return undefined
  // `name: VARIABLE = value` says of a target that there is one, too.
  return { names: written.split(/\s+/).filter(Boolean), needs: needs.split(/\s+/).filter(Boolean) }
}

/** Variables and functions as `%`, however deep they are nested. */
function withOpenNames(text: string): string {
  let result = text.replace(/\$\$/g, '%')
  for (let depth = 0; depth < 20 && /\$[({]/.test(result); depth++) {
    const closed = result.replace(/\$\([^()$]*\)|\$\{[^{}$]*\}/g, '%')
    if (closed === result) break
    result = closed
  }
  // What is not closed on its line may be anything.
  return result.replace(/\$[({].*$/, '%').replace(/\$./g, '%')
}

function entriesIn(file: InventoryFile): ReadEntry[] {
  const entries: ReadEntry[] = []
  const known = new Set<string>()
  let isDefinition = false
  const add = (name: string, start: number, end: number) => {
    if (known.has(name)) return
    known.add(name)
    entries.push({ kind: 'target', tool: 'make', name, ...file.place(start, end) })
  }
  for (const { start, end, text } of logicalLines(file.text)) {
    if (/^\s*(?:override\s+)?define\b/.test(text)) isDefinition = true
    if (/^\s*endef\b/.test(text)) isDefinition = false
    if (isDefinition) continue
    // What it makes, or is told to make, has any name.
    if (/\$[({](?:eval|MAKECMDGOALS)\b/.test(text)) add('%', start, start + 1)
    const [, included] = /^ *(?:-|s)?include\s+(.+)$/.exec(text) ?? []
    for (const path of withOpenNames(included ?? '').split(/\s+/)) {
      if (path !== '') entries.push({ kind: 'include', tool: 'make', name: path, ...file.place(start, end) })
    }
    const rule = ruleOf(text)
    if (!rule) continue
    for (const name of rule.names) {
      if (name === '.DEFAULT') add('%', start, start + 1)
      for (const one of name === '.PHONY' ? rule.needs : [name]) {
        if (one.startsWith('.') && /^\.[A-Z_]+$/.test(one)) continue
        const at = text.indexOf(one)
        add(one, start + Math.max(0, at), start + Math.max(0, at) + (at < 0 ? 1 : one.length))
      }
    }
  }
  return entries
}

/** Lines, joined where a backslash ends them. */
function* logicalLines(text: string): Iterable<{ start: number; end: number; text: string }> {
  let start = 0
  let joined = ''
  for (const { index, 0: line, 1: content = '' } of text.matchAll(/([^\n]*)(?:\n|$)/g)) {
    const own = content.replace(/\r$/, '')
    if (joined === '') start = index
    const isOpen = /(?:^|[^\\])(?:\\\\)*\\$/.test(own) && joined.length < longestLine
    joined += isOpen ? `${own.slice(0, -1)} ` : own
    if (isOpen && line !== content) continue
    if (joined !== '') yield { start, end: start + joined.length, text: joined }
    joined = ''
    if (index + line.length >= text.length) return
  }
}
