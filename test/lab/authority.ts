import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { bits, boolean, identifier, implicit, integer, octets, sequence, set, tagged, time, utf8 } from './der.ts'

/** A certificate with its key, both as PEM. */
export interface Credentials {
  key: string
  cert: string
}

/** What a certificate says. */
export interface Claims {
  /** Names that it is for; the first is its common name too. */
  names: readonly string[]
  begins: Date
  ends: Date
}

interface Party {
  name: string
  keys: { publicKey: KeyObject; privateKey: KeyObject }
}

const ecdsaWithSha256 = sequence(identifier('1.2.840.10045.4.3.2'))

/** An authority that lives as long as its process: it signs certificates (RFC 5280) that nobody else trusts. */
export class Authority {
  /** Its own certificate, as PEM. */
  readonly cert: string
  readonly #party: Party

  /** `now`: the middle of what it is good for. */
  constructor(name: string, now: Date) {
    this.#party = { name, keys: makeKeys() }
    const claims = { names: [name], begins: daysFrom(now, -3650), ends: daysFrom(now, 3650) }
    this.cert = certificate({ claims, subject: this.#party, issuer: this.#party, extensions: authorityExtensions })
  }

  issue(claims: Claims): Credentials {
    return issued(claims, this.#party)
  }
}

/** A certificate that vouches for itself. */
export function selfSigned(claims: Claims): Credentials {
  return issued(claims)
}

export function daysFrom(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * 86_400_000)
}

function issued(claims: Claims, issuer?: Party): Credentials {
  const subject = { name: claims.names[0] ?? '', keys: makeKeys() }
  const extensions = serverExtensions(claims.names)
  const cert = certificate({ claims, subject, issuer: issuer ?? subject, extensions })
  return { cert, key: subject.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

interface Draft {
  claims: Claims
  subject: Party
  issuer: Party
  extensions: Buffer
}

/** RFC 5280, section 4.1: what is signed, how, and the signature. */
function certificate({ claims, subject, issuer, extensions }: Draft): string {
  const signed = sequence(
    tagged(0, integer(Buffer.from([2]))),
    // Twenty bytes at most, and not negative: section 4.1.2.2.
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    distinguishedName(issuer.name),
    sequence(time(claims.begins), time(claims.ends)),
    distinguishedName(subject.name),
    subject.keys.publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, extensions),
  )
  const signature = sign('sha256', signed, issuer.keys.privateKey)
  const base64 = sequence(signed, ecdsaWithSha256, bits(signature)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

function distinguishedName(commonName: string): Buffer {
  return sequence(set(sequence(identifier('2.5.4.3'), utf8(commonName))))
}

/** May sign certificates and nothing else: sections 4.2.1.9 and 4.2.1.3. */
const authorityExtensions = sequence(
  extension('2.5.29.19', sequence(boolean(true)), 'critical'),
  extension('2.5.29.15', bits(Buffer.from([0b0000_0110]), 1), 'critical'),
)

/** For a server of these names: sections 4.2.1.9, 4.2.1.12 and 4.2.1.6. */
function serverExtensions(names: readonly string[]): Buffer {
  const alternatives = names.map((name) =>
    isIP(name) === 4 ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name)),
  )
  return sequence(
    extension('2.5.29.19', sequence(), 'critical'),
    extension('2.5.29.37', sequence(identifier('1.3.6.1.5.5.7.3.1'))),
    extension('2.5.29.17', sequence(...alternatives)),
  )
}

function extension(id: string, value: Buffer, weight?: 'critical'): Buffer {
  return sequence(identifier(id), ...(weight ? [boolean(true)] : []), octets(value))
}

function makeKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}
