import { checkServerIdentity, type PeerCertificate, type TLSSocket } from 'node:tls'
import { codeOf } from '../../network/network-failure.ts'
import { certificateErrorText } from '../../network/transport.ts'
import type { Fault } from '../fault.ts'
import type { FaultCode } from '../fault-codes.ts'
import type { Vocabulary } from '../kind.ts'

/** A server's certificate, as conditions see it; each of its virtues by itself. */
export interface Certificate {
  /** Whole days until it ends, rounded down; negative when it has ended. */
  daysLeft: bigint
  validFrom: Date
  validTo: Date
  /** The common name, which may be empty. */
  subject: string
  issuer: string
  /** DNS names and IP addresses that it is for. */
  names: string[]
  serial: string
  /** SHA-256, in hexadecimal. */
  fingerprint: string
  /** Whether a trusted authority has signed it; its end does not matter here. */
  trusted: boolean
  nameMatches: boolean
  /** Whether it has ended, or does not hold yet. */
  expired: boolean
  /** Why it is not trusted, as a message says it. */
  distrust: string
}

/** What conditions can name of it. */
export const certificateFields = {
  daysLeft: { type: 'int', text: 'Whole days until it ends, negative afterwards' },
  validFrom: { type: 'timestamp', text: 'When it begins' },
  validTo: { type: 'timestamp', text: 'When it ends' },
  subject: { type: 'string', text: 'The common name of whom it is for' },
  issuer: { type: 'string', text: 'The common name of who has signed it' },
  names: { type: 'list of strings', text: 'The names and IP addresses that it is for' },
  serial: { type: 'string', text: 'Its serial number, in hexadecimal' },
  fingerprint: { type: 'string', text: 'Its fingerprint: SHA-256, in hexadecimal' },
  trusted: { type: 'bool', text: 'Whether an authority that is trusted has signed it, whatever its time' },
  nameMatches: { type: 'bool', text: 'Whether it is for the host of the probe' },
  expired: { type: 'bool', text: 'Whether it has ended, or does not hold yet' },
} as const satisfies Vocabulary

const day = 86_400_000

/** What a handshake has shown. `now` is in milliseconds since 1970; `undefined` when the server has no certificate. */
export function certificateOf(socket: TLSSocket, host: string, now: number): Certificate | undefined {
  const peer = socket.getPeerCertificate()
  if (!peer.valid_to) return undefined
  const [validFrom, validTo] = [new Date(peer.valid_from), new Date(peer.valid_to)]
  const expired = now < validFrom.getTime() || now >= validTo.getTime()
  const error = codeOfError(socket.authorizationError)
  // OpenSSL looks at times after the chain; where the time of the leaf is what it complains of, the chain was good.
  const isTime = expired && /^CERT_(?:HAS_EXPIRED|NOT_YET_VALID)$/.test(error)
  const trusted = error === '' || error === 'ERR_TLS_CERT_ALTNAME_INVALID' || isTime
  return {
    daysLeft: BigInt(Math.floor((validTo.getTime() - now) / day)),
    validFrom,
    validTo,
    subject: firstOf(peer.subject?.CN),
    issuer: firstOf(peer.issuer?.CN ?? peer.issuer?.O),
    names: namesOf(peer),
    serial: peer.serialNumber ?? '',
    fingerprint: (peer.fingerprint256 ?? '').replaceAll(':', '').toLowerCase(),
    trusted,
    nameMatches: matches(host, peer),
    expired,
    distrust: trusted ? '' : distrustFor(error),
  }
}

/** A time that is wrong, where that of the certificate is not, is that of an authority on its way to a trusted one. */
function distrustFor(error: string): string {
  if (error === 'CERT_HAS_EXPIRED') return 'certificate of an authority that has ended'
  return error === 'CERT_NOT_YET_VALID'
    ? 'certificate of an authority that does not hold yet'
    : certificateErrorText(error)
}

/** What is wrong with a certificate by itself: who signed it, then its name, then its time. */
export function certificateProblem(certificate: Certificate, host: string): Fault | undefined {
  const { trusted, distrust, nameMatches, names, expired, validFrom, validTo, daysLeft } = certificate
  if (!trusted) return problem('untrusted-certificate', `${distrust.slice(0, 1).toUpperCase()}${distrust.slice(1)}`)
  if (!nameMatches)
    return problem('wrong-name', `Certificate is for ${listed(names)}, not for \`${host.slice(0, 255)}\``)
  if (!expired) return undefined
  const began = validFrom.toISOString().slice(0, 10)
  const ended = validTo.toISOString().slice(0, 10)
  const reason = daysLeft < 0n ? `Certificate expired on ${ended}` : `Certificate is not valid before ${began}`
  return problem('expired-certificate', reason)
}

function problem(code: FaultCode, reason: string): Fault {
  return { code, reason, blame: 'service' }
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 2).map((name) => `\`${name.slice(0, 100).replaceAll('`', "'")}\``)
  return shown.length === 0 ? 'no name' : `${shown.join(', ')}${names.length > 2 ? ' and others' : ''}`
}

/** Names that are no text would make it throw. */
function matches(host: string, peer: PeerCertificate): boolean {
  try {
    return checkServerIdentity(host, peer) === undefined
  } catch {
    return false
  }
}

function namesOf({ subjectaltname: names = '' }: PeerCertificate): string[] {
  // In a name, Node writes a comma as `\u002c`: those that are left stand between names.
  const written = names.slice(0, 20_000).split(', ')
  return written.flatMap((name) => /^(?:DNS|IP Address):(.+)$/s.exec(name)?.[1] ?? [])
}

function codeOfError(error: unknown): string {
  if (!error) return ''
  return error instanceof Error ? codeOf(error) || error.message : String(error)
}

function firstOf(value: string | string[] | undefined): string {
  return [value].flat()[0] ?? ''
}
