// One of the threads that read pages: takes batches of files with their bytes, answers with pages and what is wrong with each.
import { parentPort, workerData } from 'node:worker_threads'
import { checks } from '../registry.ts'
import type { WorkerBatch, WorkerData } from './page-checks.ts'
import { checkPage } from './page-checks.ts'

const { settings }: WorkerData = workerData
const chosen = checks.filter(({ name }) => settings[name])
await Promise.all(chosen.map((check) => check.load?.()))

parentPort?.on('message', (batch: WorkerBatch) => {
  parentPort?.postMessage(batch.map((page) => checkPage(page, chosen, settings)))
})
