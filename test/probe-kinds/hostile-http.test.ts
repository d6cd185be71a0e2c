import type { Socket } from 'node:net'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { tell } from '../checks/probes/asking.ts'
import { serveTcp } from '../network/servers.ts'

const ok = 'HTTP/1.1 200 OK\r\n'

/** What a server says to a request, and whether it stays on the line. */
interface Said {
  bytes: string | Buffer
  stays?: boolean
}

async function answered(t: Parameters<typeof serveTcp>[0], { bytes, stays }: Said, more = ''): Promise<string> {
  const { at } = await serveTcp(t, (socket) => {
    socket.once('data', () => (stays ? socket.write(bytes) : socket.end(bytes)))
  })
  return tell(`{ http: "http://${at}/", timeout: 5s${more} }`)
}

const body = `, expect: ["body.contains('hello')"]`

describe('An answer that is of HTTP, but odd', () => {
  const cases: [name: string, said: Said][] = [
    ['of HTTP/1.0, without a length', { bytes: 'HTTP/1.0 200 OK\r\n\r\nhello' }],
    ['without a length', { bytes: `${ok}\r\nhello` }],
    [
      'after early hints',
      { bytes: `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${ok}content-length: 5\r\n\r\nhello` },
    ],
    [
      'after `100 Continue` that nobody asked for',
      { bytes: `HTTP/1.1 100 Continue\r\n\r\n${ok}content-length: 5\r\n\r\nhello` },
    ],
    ['with bytes behind it', { bytes: `${ok}content-length: 5\r\n\r\nhelloNONSENSE\r\n\r\n`, stays: true }],
    [
      'with a second one behind it',
      { bytes: `${ok}content-length: 5\r\n\r\nhello${ok}content-length: 5\r\n\r\nworld`, stays: true },
    ],
    ['with a header of 50 KB', { bytes: `${ok}x: ${'y'.repeat(50_000)}\r\ncontent-length: 5\r\n\r\nhello` }],
  ]
  for (const [name, said] of cases) test(name, async (t) => expect(await answered(t, said, body)).toBe('up'))

  test('of a method that has no body', async (t) => {
    const { at } = await serveTcp(t, (socket) =>
      socket.once('data', () => socket.end(`${ok}content-length: 5\r\n\r\nhello`)),
    )
    expect(await tell(`{ http: "HEAD http://${at}/" }`)).toBe('up')
  })

  for (const status of [204, 304]) {
    test(`${status} with a body`, async (t) => {
      const said = { bytes: `HTTP/1.1 ${status} Odd\r\ncontent-length: 5\r\n\r\nhello` }
      expect(await answered(t, said, `, expect: ["status == ${status} && body == ''"]`)).toBe('up')
    })
  }
})

describe('An answer that lies', () => {
  const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`
  const contradiction = /^down first-byte http\/malformed: Lengths of the body contradict each other/
  const noHttp = /^down first-byte http\/malformed: Answer is not HTTP$/
  const noChunk = /^down body http\/malformed: Body is not in the form of HTTP$/
  const noRest = /^down body http\/closed: Connection closed in the midst of the body/
  const cases: [name: string, said: Said, told: RegExp][] = [
    ['of HTTP/0.9', { bytes: '<html>hello</html>' }, noHttp],
    ['with two lengths', { bytes: `${ok}content-length: 5\r\ncontent-length: 6\r\n\r\nhello` }, contradiction],
    [
      'with a length and chunks',
      { bytes: `${ok}content-length: 3\r\ntransfer-encoding: chunked\r\n\r\n` },
      contradiction,
    ],
    [
      'with a length beyond all numbers',
      { bytes: `${ok}content-length: 99999999999999999999999\r\n\r\nx` },
      contradiction,
    ],
    ['with a length below none', { bytes: `${ok}content-length: -5\r\n\r\nhello` }, noHttp],
    ['with a length that is too large', { bytes: `${ok}content-length: 20\r\n\r\nhello` }, noRest],
    ['with a chunk that is too short', { bytes: `${chunked}2\r\nhello\r\n0\r\n\r\n` }, noChunk],
    ['with a chunk of no number', { bytes: `${chunked}zz\r\nhello\r\n0\r\n\r\n` }, noChunk],
    ['with a chunk that never comes', { bytes: `${chunked}ffffffff\r\nhello` }, noRest],
    [
      'with another protocol in place of the answer',
      { bytes: 'HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n', stays: true },
      /^down first-byte http\/malformed: Status 100 or 101 that nobody asked for/,
    ],
    ['that ends in its first line', { bytes: 'HTTP/1.1 2' }, /^down first-byte http\/closed: /],
    ['that ends in its head', { bytes: `${ok}a: b\r\n` }, /^down first-byte http\/closed: /],
    [
      'with a header of 100 KB',
      { bytes: `${ok}x: ${'y'.repeat(100_000)}\r\n\r\n`, stays: true },
      /^down first-byte http\/malformed: Headers without end/,
    ],
  ]
  for (const [name, said, told] of cases) test(name, async (t) => expect(await answered(t, said, body)).toMatch(told))

  const noEnd = (phase: string, what: string) => new RegExp(`^down ${phase} http/malformed: ${what} without end$`)
  const floods: [name: string, begin: string, again: string, told: RegExp][] = [
    ['headers', ok, `x: ${'y'.repeat(1000)}\r\n`, /^down first-byte http\/malformed: Headers without end/],
    ['trailers', `${chunked}0\r\n`, `x: ${'y'.repeat(1000)}\r\n`, /^down body http\/malformed: Headers/],
    ['answers before the answer', '', 'HTTP/1.1 102 Processing\r\n\r\n', noEnd('first-byte', 'Answer')],
    ['a first line', 'HTTP/1.1 200 ', 'y'.repeat(1000), noEnd('first-byte', 'Answer')],
    ['empty lines', '', '\r\n', noEnd('first-byte', 'Answer')],
    ['an extension of a chunk', `${chunked}5;`, 'y'.repeat(1000), noEnd('body', 'Body')],
    ['extensions of chunks', chunked, `1;${'y'.repeat(1000)}\r\nx\r\n`, noEnd('body', 'Body')],
  ]
  for (const [name, begin, again, told] of floods) {
    test(`without end: ${name}`, async (t) => {
      const { at } = await serveTcp(t, (socket) => socket.once('data', () => pour(socket, begin, again)))
      expect(await tell(`{ http: "http://${at}/", timeout: 20s }`)).toMatch(told)
    })
  }

  test('without a length, on a connection that breaks', async (t) => {
    const { at } = await serveTcp(t, (socket) =>
      socket.once('data', () => socket.write(`${ok}\r\nhello`, () => setTimeout(() => socket.resetAndDestroy(), 20))),
    )
    expect(await tell(`{ http: "http://${at}/", timeout: 5s${body} }`)).toMatch(
      /^down body http\/closed: Connection reset in the midst of the body/,
    )
  })
})

test('A body in chunks of one byte is whole', async (t) => {
  const bytes = `${ok}transfer-encoding: chunked\r\n\r\n${'1\r\nx\r\n'.repeat(5000)}5\r\nhello\r\n0\r\n\r\n`
  expect(await answered(t, { bytes }, `, expect: ["size(body) == 5005 && body.endsWith('xhello')"]`)).toBe('up')
})

/** Writes for as long as somebody reads. */
function pour(socket: Socket, begin: string, again: string): void {
  const more = () => {
    while (!socket.destroyed && socket.write(again.repeat(20)));
  }
  socket.on('drain', more).write(begin)
  more()
}

describe('A body that cannot be unpacked is told as one, and not as empty', () => {
  const packed = (coding: string, bytes: Buffer): Said => ({
    bytes: Buffer.concat([
      Buffer.from(`${ok}content-encoding: ${coding}\r\ncontent-length: ${bytes.length}\r\n\r\n`),
      bytes,
    ]),
  })
  const zeros = Buffer.alloc(20_000_000)
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }
  const tooLong = 'the body has more than 1048576 bytes when it is unpacked'
  const cases: [name: string, said: Said, why: string][] = [
    ['a bomb of gzip', packed('gzip', gzipSync(zeros)), tooLong],
    ['a bomb of Brotli', packed('br', brotliCompressSync(zeros, quick)), tooLong],
    ['what is not gzip', packed('gzip', Buffer.from('hello')), 'the body is not in `gzip`, as its header says'],
    ['what is unknown', packed('frob', Buffer.from('hello')), 'the body is in `frob`, which nobody asked for'],
    [
      'what is packed twice',
      packed('gzip, gzip', gzipSync('x')),
      'the body is in `gzip, gzip`, which nobody asked for',
    ],
  ]
  for (const [name, said, why] of cases) {
    test(name, async (t) => {
      const expected = "down conditions http/expect: Cannot judge `body.contains('hello')`: "
      expect(await answered(t, said, body)).toBe(`${expected}${why}`)
      // And whoever does not ask for it does not care.
      expect(await answered(t, said, ', expect: ["status == 200"]')).toBe('up')
    })
  }
})
