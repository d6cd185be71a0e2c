import { dirname, resolve } from 'node:path'
import type { Project } from '../../config/project.ts'
import { markCache } from '../../files/cache-folder.ts'
import { Failure } from '../../finding/failure.ts'
import { historyPath } from '../../status/history/history-file.ts'
import { SqliteStore } from '../../status/history/sqlite-store.ts'
import { StoreError } from '../../status/history/store.ts'

/** Of a project, what decides where its history is kept, and how. */
export type HistoryPlace = Pick<Project, 'cache' | 'config'>

/** Where the history is kept: in `data` where that is named. Absolute. */
export function historyFile({ cache }: HistoryPlace, environment: string | null, data: string | undefined): string {
  return data === undefined ? historyPath(cache, environment) : resolve(data)
}

/**
 * Opens the history of an environment, null for the hosts as written.
 *
 * @throws Failure where it cannot be used
 */
export async function openHistory(
  project: HistoryPlace,
  environment: string | null,
  data: string | undefined,
): Promise<SqliteStore> {
  try {
    if (data === undefined) await markCache(project.cache)
    const { retention } = project.config.status
    return SqliteStore.open({ file: historyFile(project, environment, data), environment, retention })
  } catch (error) {
    if (error instanceof StoreError) throw new Failure(error.message, error.hint)
    if (error instanceof Error && 'code' in error && error.code !== undefined) throw unwritable(error, project.cache)
    throw error
  }
}

function unwritable(error: Error, cache: string): Failure {
  return new Failure(
    `Cannot keep the history in \`${cache}\`: ${error.message}`,
    `Name a folder that may be written to with \`--cache DIR\`, or a file with \`--data FILE\` (in \`${dirname(cache)}\` it may not)`,
  )
}
