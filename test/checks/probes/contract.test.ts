// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of services.yaml

import type { RequestListener } from 'node:http'
import type { Socket } from 'node:net'
import type { TestContext } from 'vitest'
import { closedPort, serveHttp, serveHttps, serveTcp } from '../../network/servers.ts'
import { type Case, hold } from './contract.ts'

/** For what never comes. */
const soon = ', timeout: 250ms'

const http = (listener: RequestListener, more = '', path = '/') => {
  return async (t: TestContext) => {
    const { at } = await serveHttp(t, listener)
    return { probe: `{ http: "http://${at}${path}"${more} }` }
  }
}

const tcp = (kind: 'http' | 'https' | 'tls' | 'tcp', onConnection: (socket: Socket) => void, more = '') => {
  return async (t: TestContext) => {
    const { at } = await serveTcp(t, onConnection)
    const target = kind === 'http' || kind === 'https' ? `http: "${kind}://${at}/"` : `${kind}: "${at}"`
    return { probe: `{ ${target}${more} }` }
  }
}

const certificate = (kind: 'expired' | 'self-signed' | 'wrong-name', probe: 'http' | 'tls') => {
  return async (t: TestContext) => {
    const { port } = await serveHttps(t, (_, response) => response.end('fine'), kind)
    const target = probe === 'http' ? `http: "https://secure.lab:${port}/"` : `tls: "secure.lab:${port}"`
    return { probe: `{ ${target} }`, setting: { hosts: { 'secure.lab': ['127.0.0.1'] } } }
  }
}

const cases: Case[] = [
  {
    fault: 'a port that refuses (http)',
    meet: async () => ({ probe: `{ http: "http://127.0.0.1:${await closedPort()}/" }` }),
    told: 'down connect http/refused: Connection refused by AT',
  },
  {
    fault: 'a port that refuses (tcp)',
    meet: async () => ({ probe: `{ tcp: "127.0.0.1:${await closedPort()}" }` }),
    told: 'down connect tcp/refused: Connection refused by AT',
  },
  {
    fault: 'a port that refuses (tls)',
    meet: async () => ({ probe: `{ tls: "127.0.0.1:${await closedPort()}" }` }),
    told: 'down connect tls/refused: Connection refused by AT',
  },
  {
    fault: 'no first byte',
    meet: http(() => {}, soon),
    told: 'down first-byte http/timeout: No first byte within 250 ms',
  },
  {
    fault: 'a body that drips',
    meet: http((_, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    }, soon),
    told: 'down body http/timeout: No end of the body within 250 ms',
  },
  {
    fault: 'a head that drips',
    meet: tcp(
      'http',
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const timer = setInterval(() => socket.write('x: y\r\n'), 20)
        socket.on('close', () => clearInterval(timer))
      },
      soon,
    ),
    told: 'down first-byte http/timeout: No first byte within 250 ms',
  },
  {
    fault: 'a TLS handshake without an end (http)',
    meet: tcp('https', () => {}, soon),
    told: 'down tls http/timeout: No end of the TLS handshake within 250 ms',
  },
  {
    fault: 'a TLS handshake without an end (tls)',
    meet: tcp('tls', () => {}, soon),
    told: 'down tls tls/timeout: No end of the TLS handshake within 250 ms',
  },
  {
    fault: '500',
    meet: http((_, response) => response.writeHead(500).end()),
    told: 'down conditions http/unfit-answer: `status` is 500, expected below 400',
  },
  {
    fault: '503 where a condition wants 200',
    meet: http((_, response) => response.writeHead(503).end(), ', expect: ["status == 200"]'),
    told: 'down conditions http/expect: `status` is 503, expected 200',
  },
  {
    fault: 'a wrong body',
    meet: http((_, response) => response.end('Maintenance'), `, expect: ["body.contains('Odoo')"]`),
    told: "down conditions http/expect: `body` is Maintenance, expected `body.contains('Odoo')`",
  },
  {
    fault: 'a body that is not JSON',
    meet: http((_, response) => response.end('<html>'), `, expect: ["json.version == '22'"]`),
    told: "down conditions http/expect: Cannot judge `json.version == '22'`: the body is not JSON",
  },
  {
    fault: 'JSON without the field',
    meet: http((_, response) => response.end('{"a":1}'), `, expect: ["json.version == '22'"]`),
    told: "down conditions http/expect: Cannot judge `json.version == '22'`: there is no `version`",
  },
  {
    fault: 'redirects in a circle',
    meet: http((_, response) => response.writeHead(302, { location: '/' }).end()),
    told: 'down first-byte http/redirect-loop: Redirects in a circle, to `http://AT/`',
  },
  {
    fault: 'redirects without end',
    meet: http((request, response) => response.writeHead(302, { location: `${request.url}x` }).end()),
    told: 'down first-byte http/redirect-loop: More than 10 redirects',
  },
  {
    fault: 'a redirect to a file',
    meet: http((_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end()),
    told: 'down first-byte http/redirect: Redirect to `file:`, which is no web address',
  },
  {
    fault: 'a redirect to the metadata of a cloud',
    meet: http((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest/' }).end()),
    told: 'down dns http/forbidden-address: Not probed: `169.254.169.254` is a metadata address, where a redirect leads',
  },
  {
    fault: 'a body of 3 MB, of which JSON is wanted',
    meet: http((_, response) => response.end(`["${'x'.repeat(3_000_000)}"]`), ', expect: ["size(json) == 1"]'),
    told: 'down body http/too-large: Body is longer than 1048576 bytes, too long to read as JSON',
  },
  {
    fault: 'a connection that is reset before an answer',
    meet: tcp('http', (socket) => socket.once('data', () => socket.resetAndDestroy())),
    told: 'down first-byte http/closed: Connection reset without an answer',
  },
  {
    fault: 'a connection that closes in the midst of the body',
    meet: tcp('http', (socket) => {
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\nhalf'))
    }),
    told: 'down body http/closed: Connection closed in the midst of the body',
  },
  {
    fault: 'an answer that is not HTTP',
    meet: tcp('http', (socket) => socket.once('data', () => socket.end('220 mail.lab ESMTP\r\n'))),
    told: 'down first-byte http/malformed: Answer is not HTTP',
  },
  {
    fault: 'a port that does not speak TLS',
    meet: tcp('tls', (socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))),
    told: 'down tls tls/handshake: Port does not speak TLS',
  },
  {
    fault: 'a connection that is reset in the handshake',
    meet: tcp('https', (socket) => socket.once('data', () => socket.resetAndDestroy())),
    told: 'down tls http/handshake: Connection reset in the TLS handshake',
  },
  {
    fault: 'a certificate that has ended (http)',
    meet: certificate('expired', 'http'),
    told: 'down tls http/expired-certificate: Certificate expired on 2021-01-01',
  },
  {
    fault: 'a certificate that has ended (tls)',
    meet: certificate('expired', 'tls'),
    told: 'down tls tls/expired-certificate: Certificate expired on 2021-01-01',
  },
  {
    fault: 'a self-signed certificate (http)',
    meet: certificate('self-signed', 'http'),
    told: 'down tls http/untrusted-certificate: Self-signed certificate',
  },
  {
    fault: 'a self-signed certificate (tls)',
    meet: certificate('self-signed', 'tls'),
    told: 'down tls tls/untrusted-certificate: Self-signed certificate',
  },
  {
    fault: 'a certificate for other names (http)',
    meet: certificate('wrong-name', 'http'),
    told: 'down tls http/wrong-name: Certificate is for `elsewhere.lab`, not for `secure.lab`',
  },
  {
    fault: 'a certificate for other names (tls)',
    meet: certificate('wrong-name', 'tls'),
    told: 'down tls tls/wrong-name: Certificate is for `elsewhere.lab`, not for `secure.lab`',
  },
  {
    fault: 'nothing received where something is waited for (tcp)',
    meet: tcp('tcp', () => {}, `${soon}, expect: ["received.startsWith('220')"]`),
    told: 'down first-byte tcp/timeout: No first byte within 250 ms',
  },
  {
    fault: 'something else received than is waited for (tcp)',
    meet: tcp('tcp', (socket) => socket.write('554 No'), `${soon}, expect: ["received.startsWith('220')"]`),
    told: "down conditions tcp/expect: `received` is 554 No, expected `received.startsWith('220')`",
  },
  {
    fault: 'the address of a neighbour on the link',
    meet: async () => ({ probe: '{ tcp: "[fe80::1]:22" }' }),
    told: 'unknown dns tcp/forbidden-address: Not probed: `fe80::1` is a link-local address',
  },
  {
    fault: 'an address outside of `networks`',
    meet: async () => ({ probe: '{ tls: "10.0.0.1:443" }', setting: { environment: { networks: ['127.0.0.0/8'] } } }),
    told: 'unknown dns tls/forbidden-address: Not probed: `10.0.0.1` is an address outside of 127.0.0.0/8',
  },
  {
    fault: 'a machine without `ping`',
    meet: async () => ({ probe: '{ ping: 127.0.0.1 }' }),
    told: 'unknown dns ping/no-tool: Not probed: this machine has neither `ping` nor `fping`; install `iputils-ping`, or let the group of this process send by `net.ipv4.ping_group_range`',
  },
  {
    fault: 'a variable without a value',
    meet: async () => ({ probe: '{ http: "https://${HOST}/", headers: { Key: "${KEY}" } }' }),
    told: 'unknown http/unset-variable: Not probed: `${HOST}`, `${KEY}` have no value; set it in the environment',
  },
  {
    fault: 'variables that give no target',
    meet: async () => ({ probe: '{ tcp: "${HOST}:22" }', setting: { env: { HOST: 'a b' } } }),
    told: 'unknown tcp/invalid-target: Not probed: the target is no `host:port`',
  },
]

hold('Each fault has its state, its phase, its code and its reason, within the time', cases)
