import type { ReadEntry, ReadProblem } from './entry.ts'
import { InventoryFile } from './file.ts'
import { configuredHosts, openHosts } from './mentioned-hosts.ts'
import { inventoryReaders } from './registry.ts'

/** What one file says; kept by its content. */
export interface Contents {
  entries: { reader: string; entry: ReadEntry }[]
  problem?: ReadProblem
  mentioned: string[]
}

/** What a file says, by each reader that claims it. With `names`, by these readers alone, and no mentioned hosts. */
export async function readText(path: string, text: string, names?: readonly string[]): Promise<Contents> {
  const file = new InventoryFile(path, text)
  const contents: Contents = { entries: [], mentioned: [] }
  for (const reader of inventoryReaders) {
    if ((names && !names.includes(reader.name)) || !reader.claims(path, text)) continue
    const { entries, problem } = await reader.read(file)
    for (const entry of entries) contents.entries.push({ reader: reader.name, entry })
    if (problem) contents.problem ??= problem
  }
  if (!names) contents.mentioned = [...configuredHosts(text), ...openHosts(text)]
  return contents
}
