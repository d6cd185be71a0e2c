import { randomInt } from 'node:crypto'
import { type Answer, decode, encode, RECURSION_DESIRED } from 'dns-packet'

/** Types of records that a question can name. */
export const recordTypes = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SRV', 'CAA', 'SOA'] as const

export type RecordType = (typeof recordTypes)[number]

export type AddressType = 'A' | 'AAAA'

/** Names of response codes: RFC 1035, section 4.1.1, and RFC 2136, section 2.2. */
export const responseCodes: Readonly<Record<number, string>> = {
  0: 'NOERROR',
  1: 'FORMERR',
  2: 'SERVFAIL',
  3: 'NXDOMAIN',
  4: 'NOTIMP',
  5: 'REFUSED',
  6: 'YXDOMAIN',
  7: 'YXRRSET',
  8: 'NXRRSET',
  9: 'NOTAUTH',
  10: 'NOTZONE',
}

/** A question to a DNS server, with its bytes. */
export interface Question {
  id: number
  name: string
  type: RecordType
  bytes: Buffer
}

/** The answer of a DNS server. */
export interface Reply {
  /** RFC 1035, section 4.1.1: 0 no error, 2 server failure, 3 no such name, … */
  responseCode: number
  /** The rest did not fit, and must be fetched over TCP. */
  isTruncated: boolean
  /** The server keeps the name itself. */
  isAuthoritative: boolean
  answers: Answer[]
}

/** Whether a name fits into a question: RFC 1035, section 2.3.4. */
export function isQueryable(name: string): boolean {
  return name.length <= 253 && name.split('.').every((label) => label.length >= 1 && Buffer.byteLength(label) <= 63)
}

/** `name` without a dot at its end. The id cannot be guessed, so that nobody else can answer. */
export function makeQuestion(name: string, type: RecordType): Question {
  const id = randomInt(65_536)
  const bytes = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ type, name }] })
  return { id, name, type, bytes }
}

/** Reads the answer to a question; `undefined` when the bytes are none, or answer another one. */
export function readReply(bytes: Buffer, question: Question): Reply | undefined {
  try {
    const packet = decode(bytes)
    const [repeated, ...more] = packet.questions ?? []
    if (!packet.flag_qr || packet.id !== question.id || !repeated || more.length > 0) return undefined
    if (repeated.type !== question.type || repeated.name.toLowerCase() !== question.name.toLowerCase()) return undefined
    return {
      responseCode: (packet.flags ?? 0) & 15,
      isTruncated: packet.flag_tc,
      isAuthoritative: packet.flag_aa,
      answers: packet.answers ?? [],
    }
  } catch {
    return undefined
  }
}

/**
 * Where the aliases of an answer lead, and the addresses there.
 *
 * @returns `undefined` when the aliases lead in a circle, or through more than 16
 */
export function followAliases(name: string, type: AddressType, answers: readonly Answer[]) {
  const aliases = new Map<string, string>()
  for (const answer of answers) if (answer.type === 'CNAME') aliases.set(keyOf(answer.name), keyOf(answer.data))
  let end = keyOf(name)
  for (let hops = 0; aliases.has(end); hops++) {
    if (hops === 16) return undefined
    end = aliases.get(end) ?? end
  }
  const addresses = answers.flatMap((answer) =>
    answer.type === type && typeof answer.data === 'string' && keyOf(answer.name) === end ? [answer.data] : [],
  )
  return { end, addresses: [...new Set(addresses)].slice(0, 32) }
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/\.$/, '')
}
