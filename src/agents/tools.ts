import type { Tool } from './tool.ts'
import { readPage } from './tools/read-page.ts'
import { runbookForAlert } from './tools/runbook-for-alert.ts'
import { search } from './tools/search.ts'
import { serviceStatus } from './tools/service-status.ts'

/** Every tool that agents may use: the manual's table is made from it. */
export const tools: readonly Tool[] = [search, readPage, runbookForAlert, serviceStatus]
