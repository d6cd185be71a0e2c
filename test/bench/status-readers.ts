// Readers of an event stream: `node status-readers.ts ORIGIN COUNT`. Prints a line when all are connected, and one each
// time that all have heard of a new state: when the first and the last did, in milliseconds since 1970.
import { connect } from 'node:net'

const [origin = '', written = ''] = process.argv.slice(2)
const { hostname, port, host } = new URL(origin)
const count = Number(written)
const request = `GET /_waymark/events?of=web HTTP/1.1\r\nHost: ${host}\r\n\r\n`

let ready = 0
const heard = new Map<string, { first: number; count: number }>()

/** Looks for a settled state in a piece of the stream: `pending` is on its way only. */
function hear(piece: string): void {
  for (const [, state = '', rest = ''] of piece.matchAll(/event: change\ndata: [^\n]*?"state":"(up|down)"([^\n]*)/g)) {
    if (rest.includes('"pending"')) continue
    const before = heard.get(state) ?? { first: Date.now(), count: 0 }
    const now = { ...before, count: before.count + 1 }
    heard.set(state, now)
    if (now.count < count) continue
    heard.delete(state)
    process.stdout.write(`${JSON.stringify({ state, first: now.first, last: Date.now() })}\n`)
  }
}

function read(): void {
  const socket = connect(Number(port), hostname)
  let unread = ''
  socket.setEncoding('utf8')
  socket.on('connect', () => socket.write(request))
  socket.on('data', (piece: string) => {
    unread += piece
    const end = unread.lastIndexOf('\n\n')
    if (end < 0) return
    if (unread.includes('event: snapshot') && ++ready === count) process.stdout.write('connected\n')
    hear(unread.slice(0, end))
    unread = unread.slice(end + 2)
  })
  socket.on('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  })
}

for (let index = 0; index < count; index++) {
  read()
  if (index % 100 === 99) await new Promise((resolve) => setTimeout(resolve, 20))
}
