import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import { portOf } from '../network/port.ts'

// Listens, tells its port, and then sleeps, so that nothing is ever accepted.
const { port, gate, isShared }: { port: number; gate: Int32Array; isShared: boolean } = workerData
const server = createServer((socket) => socket.destroy())

server.listen({ port, host: '127.0.0.1', backlog: 1, reusePort: isShared }, () => {
  parentPort?.postMessage(portOf(server))
  setImmediate(() => {
    Atomics.wait(gate, 0, 0)
    server.close()
  })
})
