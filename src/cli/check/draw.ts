import type { Draw } from '../../../checks/diagrams/drawn-problems.ts'
import type { Project } from '../../config/project.ts'
import { drawAll } from '../../diagrams/drawings.ts'
import { Failure } from '../../finding/failure.ts'
import type { CheckOptions } from './options.ts'

/** How diagrams are drawn: not at all, unless it is asked for. What is drawn here, a build draws no more. */
export function drawMode(options: CheckOptions, { cache }: Project, signal: AbortSignal): Draw | undefined {
  const { draw, only, skip = [] } = options
  if (!draw) return undefined
  if (skip.includes('diagrams') || only?.includes('diagrams') === false)
    throw new Failure(
      'Unexpected `--draw` without the check `diagrams`, expected both',
      'Leave out `--draw`, or let `--only` and `--skip` leave `diagrams`',
    )
  return (sources) => drawAll(sources, { cache: options.cache === false ? undefined : cache, signal })
}
