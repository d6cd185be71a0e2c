import { isRecord } from '../schema/settings.ts'
import type { Path } from '../yaml/path.ts'

/** A copy of a value without what the paths lead to; where a path leads to nothing, without what should have held it. */
export function prune(value: unknown, paths: readonly Path[]): unknown {
  const byKey = new Map<string, Path[]>()
  for (const [key, ...rest] of paths) {
    if (key === undefined) return undefined
    const known = byKey.get(String(key))
    if (known) known.push(rest)
    else byKey.set(String(key), [rest])
  }
  return pruneInside(value, byKey)
}

function pruneInside(value: unknown, byKey: Map<string, Path[]>): unknown {
  const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : []
  const present = new Set(entries.map(([key]) => String(key)))
  if ([...byKey.keys()].some((key) => !present.has(key))) return undefined
  const kept = entries.flatMap(([key, one]) => {
    const inner = byKey.get(String(key))
    const left = inner ? prune(one, inner) : one
    return inner && left === undefined ? [] : [[key, left] as const]
  })
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept)
}
