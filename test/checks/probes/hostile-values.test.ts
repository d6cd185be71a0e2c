// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml
import { describe, expect, test } from 'vitest'
import { serveTcp } from '../../network/servers.ts'
import { tell } from './asking.ts'

/** What a value of a variable must not do: nothing of it is sent, or not more than a value. */
const cases: [what: string, probe: string, value: string, told: RegExp][] = [
  [
    'another header',
    "{ http: 'http://AT/', headers: { x: '${V}' } }",
    'a\r\nx-evil: 1',
    /^unknown first-byte http\/invalid-target/,
  ],
  [
    'another request',
    "{ http: 'http://AT/${V}' }",
    ' HTTP/1.1\r\n\r\n',
    /^unknown (?:first-byte )?http\/invalid-target/,
  ],
  ['a file', "{ http: '${V}' }", 'file:///etc/passwd', /^unknown (?:first-byte )?http\/invalid-target/],
  ['an option of a program', "{ ping: '${V}' }", '-c5', /^unknown ping\/invalid-target/],
  ['another name of an address', "{ http: '${V}' }", 'http://0xa9fea9fe/', /forbidden-address.*169\.254\.169\.254/],
  ['an address in another', "{ http: '${V}' }", 'http://[::ffff:a9fe:a9fe]/', /metadata address/],
  ['metadata by way of `connect`', "{ http: 'http://AT/', connect: '${V}' }", '169.254.169.254:80', /metadata address/],
  [
    'the target itself, where `connect` is none',
    "{ http: 'http://AT/', connect: '${V}' }",
    'nonsense',
    /^unknown http\/invalid-target: Not probed: `connect` is no `host:port`$/,
  ],
  [
    'a DNS server by its name',
    "{ dns: A a.lab, resolvers: ['${V}'] }",
    'metadata.google.internal',
    /^unknown dns\/invalid-target: Not probed: a resolver is no IP address$/,
  ],
  [
    'a body of another length',
    "{ http: 'POST http://AT/', headers: { content-length: '${V}' }, body: abc }",
    '5',
    /^unknown first-byte http\/invalid-target/,
  ],
  [
    'a body in chunks',
    "{ http: 'POST http://AT/', headers: { transfer-encoding: '${V}' }, body: abc }",
    'chunked',
    /^unknown first-byte http\/invalid-target/,
  ],
]

describe('The value of a variable makes no', () => {
  for (const [what, probe, value, told] of cases) {
    test(what, async (t) => {
      let received = ''
      const { at } = await serveTcp(t, (socket) => {
        socket.on('data', (bytes) => {
          received += bytes.toString()
          socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')
        })
      })
      const line = await tell(probe.replaceAll('AT', at), { env: { V: value } })
      expect(line).toMatch(told)
      expect(received).toBe('')
    })
  }
})

describe('Probes ask without the proxies of the environment', () => {
  test('http_proxy', async (t) => {
    const { at } = await serveTcp(t, (socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n'))
    const proxy = 'http://127.0.0.1:1'
    const env = { HTTP_PROXY: proxy, http_proxy: proxy, ALL_PROXY: proxy, NODE_USE_ENV_PROXY: '1' }
    expect(await tell(`{ http: 'http://${at}/' }`, { env })).toBe('up')
  })
})
