// A service to be asked, in a process of its own: answers every request at once. Prints its origin. `/counts` tells
// what was asked of it so far, and on how many connections; `/intervals` how many milliseconds lay between two requests
// for one address, since it was asked for that last.
import { createServer } from 'node:http'
import type { Socket } from 'node:net'

const counts = { requests: 0, connections: 0 }
const known = new WeakSet<Socket>()
const lastAt = new Map<string, number>()
let intervals: number[] = []

function count(url: string, socket: Socket): void {
  counts.requests++
  if (!known.has(socket)) counts.connections++
  known.add(socket)
  const [now, before] = [performance.now(), lastAt.get(url)]
  if (before !== undefined) intervals.push(now - before)
  lastAt.set(url, now)
}

function takeIntervals(): number[] {
  const taken = intervals
  intervals = []
  lastAt.clear()
  return taken
}

const server = createServer(({ url = '', socket }, response) => {
  response.setHeader('Content-Type', 'application/json')
  if (url === '/counts') response.end(JSON.stringify(counts))
  else if (url === '/intervals') response.end(JSON.stringify(takeIntervals()))
  else {
    count(url, socket)
    response.end('{"status":"ok"}')
  }
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`)
})
