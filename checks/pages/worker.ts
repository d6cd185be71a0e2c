// One of the threads that read pages: takes batches of files with their bytes, answers with pages and what is wrong with each.
import { parentPort, workerData } from 'node:worker_threads'
import { pageChecks } from './page-checks.ts'
import type { WorkerBatch, WorkerData } from './pool.ts'
import { checkPage } from './task.ts'

const { settings }: WorkerData = workerData

parentPort?.on('message', (batch: WorkerBatch) => {
  parentPort?.postMessage(batch.map(({ file, bytes }) => checkPage(file, bytes, pageChecks, settings)))
})
