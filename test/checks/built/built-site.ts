import { auditOf } from '../../../checks/built/audit.ts'
import type { CheckContext } from '../../../checks/context.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFolder, writeProject } from '../engine/project-files.ts'

export interface BuiltProject {
  /** Of the guidebooks, by paths relative to their folder. */
  sources: Record<string, string>
  /** Of the built site, by paths relative to `dist`. */
  built: Record<string, string>
  base?: string
  settings?: string
  /** Where the site is, relative to the project. */
  out?: string
  /** In place of the crawler, with little memory. */
  script?: URL
  timeout?: number
  context?: Partial<CheckContext>
}

/** Writes a project and its built site, and audits that. */
export async function auditBuilt(project: BuiltProject): Promise<Finding[]> {
  const { sources, built, base = '/', settings, out = 'dist', context, script, timeout } = project
  const { root, remove } = writeProject({
    ...prefixed('guidebooks/', sources),
    ...prefixed(`${out}/`, { ...built, '_waymark/site.json': JSON.stringify({ version: 1, base }) }),
    ...(settings !== undefined && { 'waymark.yaml': settings }),
  })
  try {
    const audit = auditOf({
      folder: `${root}/${out}`,
      ...(script && { script, memory: 64 }),
      ...(timeout !== undefined && { timeout }),
    })
    return (await checkFolder(root, { checks: [audit], ...(context && { context }) })).findings
  } finally {
    remove()
  }
}

/** A page of the built site. */
export function html(body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><title>t</title>${head}</head><body>${body}</body></html>`
}

function prefixed(prefix: string, files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [prefix + file, text]))
}
