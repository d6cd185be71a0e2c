import { posix } from 'node:path'
import type { ReadEntry } from '../entry.ts'
import type { InventoryFile } from '../file.ts'
import type { InventoryReader } from '../reader.ts'

/** Justfiles: recipes and aliases, whatever their parameters are. */
export const justfile: InventoryReader = {
  name: 'justfile',
  title: 'Justfiles',
  files: '`justfile`, `.justfile`, `*.just`',
  tells: 'Recipes, aliases, and the files that it imports. Recipes of a module may be called anything',
  claims: (path) => isJustfile(path),
  read: (file) => ({ entries: entriesIn(file) }),
  formerly: (line, path) => {
    const name = isJustfile(path) ? nameIn(line) : undefined
    return name === undefined ? [] : [{ kind: 'target', name: `just ${name}` }]
  },
}

function isJustfile(path: string): boolean {
  return /^\.?justfile$|\.just$/i.test(posix.basename(path))
}

const longestLine = 20_000

/** The recipe or alias that a line declares. */
function nameIn(line: string): string | undefined {
  if (line.length > longestLine) return undefined
  const [, alias] = /^alias\s+([A-Za-z_][\w-]*)\s*:=/.exec(line) ?? []
  if (alias !== undefined) return alias
  const [, recipe, rest = ''] = /^@?([A-Za-z_][\w-]*)(?=[\s:])(.*)$/.exec(line) ?? []
  if (recipe === undefined || /^\s*:=/.test(rest) || /^(?:set|export|unexport|import|mod)$/.test(recipe))
    return undefined
  // Defaults of parameters are strings, which may hold a colon.
  const bare = rest.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|`[^`]*`/g, '')
  return /:(?!=)/.test(bare) ? recipe : undefined
}

function entriesIn(file: InventoryFile): ReadEntry[] {
  const entries: ReadEntry[] = []
  for (const { index, 0: line } of file.text.matchAll(/^[^\r\n]+/gm)) {
    const place = (text: string) => {
      const at = index + Math.max(0, line.indexOf(text))
      return file.place(at, at + text.length)
    }
    const name = nameIn(line)
    const [, imported] = /^import\??\s+["']([^"']+)["']/.exec(line) ?? []
    const [, module] = /^mod\??\s+([A-Za-z_][\w-]*)/.exec(line) ?? []
    if (name !== undefined) entries.push({ kind: 'target', tool: 'just', name, ...place(name) })
    else if (imported !== undefined) entries.push({ kind: 'include', tool: 'just', name: imported, ...place(imported) })
    else if (module !== undefined) entries.push(...[module, `${module}::%`].map((one) => target(one, place(module))))
  }
  return entries
}

function target(name: string, place: ReturnType<InventoryFile['place']>): ReadEntry {
  return { kind: 'target', tool: 'just', name, ...place }
}
