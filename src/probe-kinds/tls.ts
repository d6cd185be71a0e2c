import { parseEndpoint } from '../network/endpoint.ts'
import { validateEndpoint } from '../schema/network.ts'
import { text } from '../schema/text.ts'
import { certificateProblem } from './connection/certificate.ts'
import { connect, connectionKeys, secure } from './connection/connect.ts'
import { invalidTarget, isFault } from './fault.ts'
import { defineKind } from './kind.ts'

/** Does the handshake with a port that speaks TLS, whatever its certificate is, and tells what was shown. */
export const tls = defineKind({
  name: 'tls',
  summary: "A port's certificate",
  example: 'shop.example.org:443',
  target: text(validateEndpoint).describe('A port that speaks TLS, as `host:port`; for its certificate'),
  keys: connectionKeys,
  vocabulary: {
    certificate: { type: 'certificate', text: '[See below](#a-certificate)' },
    protocol: { type: 'string', text: 'Such as `TLSv1.3`' },
    cipher: { type: 'string', text: 'Such as `TLS_AES_256_GCM_SHA384`' },
    address: { type: 'string', text: 'The IP address that was connected to' },
  },
  hostOf: (target) => parseEndpoint(target)?.host,
  run: async (probe, context, signal) => {
    const endpoint = parseEndpoint(probe.target)
    if (!endpoint) return invalidTarget('`host:port`')
    const plain = await connect(endpoint, probe, context, signal)
    if (isFault(plain)) return { fault: plain }
    const address = plain.remoteAddress ?? ''
    const connection = await secure(plain, endpoint.host, context, signal, [])
    if (isFault(connection)) return { fault: connection }
    const { socket, certificate } = connection
    const values = {
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher().name,
      address,
      ...(certificate && { certificate }),
    }
    socket.destroy()
    const fault = certificate && certificateProblem(certificate, endpoint.host)
    const absent = { certificate: 'the server has shown none' }
    return { answer: { values, absent, ...(fault && { defaultState: { state: 'down', fault } }) } }
  },
})
