import type { Verdict } from '../../../checks/probes/verdict.ts'

/** Which probes somebody wants to hear of: all, or those named by their own ids or by their services'. */
export interface ProbeFilter {
  /** The same for the same ids, in whatever order they were named. */
  key: string
  wants(verdict: Pick<Verdict, 'id' | 'service'>): boolean
}

/** Who names more is told of all: some would miss what was left out. */
const mostIds = 500

/** Reads the parameter `of`: ids with commas between them; nothing for all. */
export function probeFilterOf(of: string | undefined): ProbeFilter {
  const ids = [...new Set((of ?? '').split(',').filter(Boolean))].sort()
  if (ids.length === 0 || ids.length > mostIds) return { key: '', wants: () => true }
  const wanted = new Set(ids)
  return { key: ids.join(','), wants: ({ id, service }) => wanted.has(id) || wanted.has(service) }
}
