import { resolve } from 'node:path'
import type { ExternalMode } from '../../../checks/context.ts'
import { Failure } from '../../finding/failure.ts'

/** How external links are looked at: not at all, unless one of the options asks for it. */
export function externalMode(options: {
  external?: boolean
  record?: string
  replay?: string
}): ExternalMode | undefined {
  const { external, record, replay } = options
  if (record !== undefined && replay !== undefined)
    throw new Failure(
      'Unexpected `--record` beside `--replay`, expected one of them',
      'A replay asks nothing that could be recorded',
    )
  if (!external && record === undefined && replay === undefined) return undefined
  return {
    ...(record !== undefined && { record: resolve(record) }),
    ...(replay !== undefined && { replay: resolve(replay) }),
  }
}
