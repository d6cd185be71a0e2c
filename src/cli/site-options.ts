import type { Project } from '../config/project.ts'
import { waymarkSchema } from '../config/schema/waymark.ts'
import { Failure } from '../finding/failure.ts'

/** Options of the commands that make a site. */
export interface SiteOptions {
  root: string
  cache?: string
  base?: string
  site?: string
}

/** What the command line says of the site comes before what `waymark.yaml` says. `flags` are what the options are called. */
export function applySiteOptions(
  project: Project,
  { base, site }: Pick<SiteOptions, 'base' | 'site'>,
  flags: Readonly<Record<string, string>> = { base: 'base', site: 'site' },
): Project {
  const read = waymarkSchema.safeParse({ ...(base !== undefined && { base }), ...(site !== undefined && { site }) })
  if (!read.success) {
    const [issue] = read.error.issues
    throw new Failure(`${issue?.message ?? 'Unexpected value'}`, `Mend --${flags[String(issue?.path[0] ?? 'base')]}`)
  }
  const config = {
    ...project.config,
    ...(base !== undefined && { base: read.data.base }),
    ...(read.data.site !== undefined && { site: read.data.site }),
  }
  return { ...project, config }
}
