import { createServer } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

// Listens, tells its port, and then sleeps, so that nothing is ever accepted.
const { port, gate, isShared }: { port: number; gate: Int32Array; isShared: boolean } = workerData
const server = createServer((socket) => socket.destroy())

server.listen({ port, host: '127.0.0.1', backlog: 1, reusePort: isShared }, () => {
  const address = server.address()
  parentPort?.postMessage(typeof address === 'string' ? port : address?.port)
  setImmediate(() => {
    Atomics.wait(gate, 0, 0)
    server.close()
  })
})
