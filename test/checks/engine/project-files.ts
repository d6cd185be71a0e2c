import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Check } from '../../../checks/check.ts'
import type { CheckContext } from '../../../checks/context.ts'
import { IdleThread } from '../../../checks/diagrams/reader/idle-thread.ts'
import { type RunOptions, runChecks } from '../../../checks/engine/engine.ts'
import { openProject } from '../../../src/config/project.ts'
import { MemoryCache } from '../../../src/files/section-cache.ts'
import type { Finding } from '../../../src/finding/finding.ts'

/** Whoever is checked next in this process need not load Mermaid again. */
const idleThread = new IdleThread()

/** A context with nothing in it, for checks that ask for little. */
export function quietContext(changes: Partial<CheckContext> = {}): CheckContext {
  const signal = new AbortController().signal
  const now = () => Date.UTC(2026, 11, 31)
  return { cache: new MemoryCache(), now, env: {}, signal, note: () => {}, idleThread, ...changes }
}

/** Writes a project into a folder of its own; `remove` takes it away. */
export function writeProject(files: Record<string, string | Uint8Array>): { root: string; remove: () => void } {
  const root = mkdtempSync(path.join(tmpdir(), 'waymark-project-'))
  writeFiles(root, files)
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** Writes files into a folder. */
export function writeFiles(root: string, files: Record<string, string | Uint8Array>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
    writeFileSync(path.join(root, file), content)
  }
}

export interface CheckedProject {
  checks: readonly Check[]
  context?: Partial<CheckContext>
  since?: string
  inScope?: (file: string) => boolean
  threadsFor?: RunOptions['threadsFor']
  claims?: true
}

/** Runs checks on the project in a folder. */
export async function checkFolder(
  root: string,
  { checks, context, since, inScope, threadsFor, claims }: CheckedProject,
) {
  const { project, findings } = await openProject({ root })
  return runChecks(project, findings, {
    checks,
    context: quietContext(context),
    inScope: inScope ?? (() => true),
    since,
    threadsFor,
    ...(claims && { claims }),
  })
}

/** Runs checks on files, which are written for it. */
export async function checkFiles(
  files: Record<string, string | Uint8Array>,
  asked: CheckedProject,
): Promise<Finding[]> {
  const { root, remove } = writeProject(files)
  try {
    return (await checkFolder(root, asked)).findings
  } finally {
    remove()
  }
}

/** `file:line:column severity code`, one a finding. */
export function rows(findings: readonly Finding[]): string[] {
  return findings.map(({ file, line, column, severity, code }) => `${file}:${line}:${column} ${severity} ${code}`)
}
