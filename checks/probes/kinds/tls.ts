import { parseEndpoint } from '../../../src/network/target.ts'
import type { Answer } from '../answer.ts'
import { openWay } from '../environment/connect.ts'
import { isFault } from '../fault.ts'
import type { Ask } from '../result.ts'
import { certificateOf, certificateProblem } from './certificate.ts'
import { shake } from './handshake.ts'

/** Shakes hands with a port that speaks TLS, whatever its certificate is, and tells what was shown. */
export const askTls: Ask<'tls'> = async (probe, means, signal) => {
  const endpoint = parseEndpoint(probe.target)
  if (!endpoint)
    return { fault: { what: 'invalid-target', reason: 'Not asked: the target is no `host:port`', blame: 'prober' } }
  const plain = await openWay(endpoint, probe, means, signal)
  if (isFault(plain)) return { fault: plain }
  const address = plain.remoteAddress ?? ''
  const socket = await shake(plain, endpoint.host, means, signal, [])
  if (isFault(socket)) return { fault: socket }
  const certificate = certificateOf(socket, endpoint.host, means.surroundings.now())
  const values = {
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    address,
    ...(certificate && { certificate }),
  }
  socket.destroy()
  const problem = certificate && certificateProblem(certificate, endpoint.host)
  const answer: Answer = {
    values,
    absent: { certificate: 'the server has shown none' },
    ...(problem && { byDefault: { state: 'down', fault: problem } }),
  }
  return { answer }
}
