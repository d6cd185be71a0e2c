import { join, resolve } from 'node:path'
import { auditOf } from '../../../checks/built/audit.ts'
import type { Check } from '../../../checks/check.ts'
import type { Project } from '../../config/project.ts'
import { Failure } from '../../finding/failure.ts'
import type { CheckOptions } from './options.ts'

/** What says how sources are looked at, and so nothing to the built site. */
const forSources = ['only', 'skip', 'external', 'draw', 'record', 'replay', 'since', 'fix', 'fixDates'] as const

/** The checks of the built site, in place of those of its sources. */
export function builtChecks(paths: readonly string[], options: CheckOptions, { root }: Project): Check[] {
  if (paths.length > 0)
    throw new Failure(
      `Unexpected path \`${paths[0]}\` beside \`--built\`, expected the whole site`,
      'Leave out the path; a site in another folder is named with `--out DIR`',
    )
  const other = forSources.find((name) => options[name] !== undefined)
  if (other !== undefined) {
    const flag = other.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    throw new Failure(
      `Unexpected \`--${flag}\` beside \`--built\`, expected one of them`,
      'Run `waymark check` once for the sources, and once for the built site',
    )
  }
  return [auditOf({ folder: resolve(options.out ?? join(root, 'dist')) })]
}
