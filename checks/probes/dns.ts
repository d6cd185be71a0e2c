import { parseQuestion } from '../../src/config/target.ts'
import { kindOf } from '../network/address-range.ts'
import { type Exchanged, exchange } from '../network/dns-exchange.ts'
import { makeQuestion, type Reply } from '../network/dns-message.ts'
import { askInTurn } from '../network/dns-turns.ts'
import type { Answer } from './answer.ts'
import type { Ask, ProbeOf } from './asked.ts'
import { recordsOf } from './dns-records.ts'
import type { Fault } from './fault.ts'
import { patience } from './way.ts'

/** Names of the codes of RFC 1035, section 4.1.1, and of RFC 2136, section 2.2. */
const responseCodes: Readonly<Record<number, string>> = {
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

/** Codes after which another server may know more: FORMERR, SERVFAIL, NOTIMP, REFUSED. */
const poor = new Set([1, 2, 4, 5])

/** Asks DNS servers one after the other for records of a name, until one of them says something of it. */
export const askDns: Ask<'dns'> = async (probe, means, signal) => {
  const question = parseQuestion(probe.target)
  if (!question)
    return { fault: { what: 'invalid-target', reason: 'Not asked: the target is no question', blame: 'prober' } }
  const servers = probe.resolvers.length > 0 ? probe.resolvers : means.surroundings.dns.servers
  const refused = refusal(probe, servers)
  if (refused) return { fault: refused }
  means.stopwatch.enter('dns')
  const name = question.name.replace(/\.$/, '')
  const ask = (server: string, milliseconds: number, inner: AbortSignal) =>
    exchange(server, makeQuestion(name, question.type), milliseconds, inner)
  const isUseful = (exchanged: Exchanged) => 'reply' in exchanged && !poor.has(exchanged.reply.responseCode)
  const said = await askInTurn(servers, patience(means.timeout), ask, isUseful, signal)
  if (said && 'reply' in said.exchanged)
    return { answer: answerOf(said.exchanged.reply, { ...question, name, server: said.server }) }
  return { fault: silence(probe, said && 'failure' in said.exchanged ? failures[said.exchanged.failure] : 'no server') }
}

const failures = { timeout: 'no answer', nonsense: 'nonsense', unreachable: 'server out of reach' }

/** Servers that a probe names are what it asks; the machine's own are its means. */
function silence({ resolvers }: ProbeOf<'dns'>, failure: string): Fault {
  const what = failure === 'nonsense' ? 'malformed' : 'timeout'
  const reason = `Unexpected failure of DNS (${failure}), expected an answer`
  return { what, reason, blame: resolvers.length > 0 && failure === 'nonsense' ? 'service' : 'network' }
}

function refusal({ resolvers }: ProbeOf<'dns'>, servers: readonly string[]): Fault | undefined {
  if (servers.length === 0)
    return { what: 'prober', reason: 'Not asked: this machine knows no DNS server', blame: 'prober' }
  const bad = resolvers.find((server) => isForbidden(server))
  if (bad === undefined) return undefined
  return {
    what: 'forbidden-address',
    reason: `Not asked: \`${bad.slice(0, 60)}\` is a link-local or a metadata address`,
    blame: 'prober',
  }
}

/** Those of the machine may well be: clouds answer DNS there. */
function isForbidden(server: string): boolean {
  const host = server.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
  return ['link-local', 'metadata'].includes(kindOf(host))
}

function answerOf(reply: Reply, { type, name, server }: { type: string; name: string; server: string }): Answer {
  const rcode = responseCodes[reply.responseCode] ?? `RCODE${reply.responseCode}`
  const { answers, aliases, ttl } = recordsOf(name, type, reply.answers)
  const values = { rcode, answers, aliases, ttl: BigInt(ttl), authoritative: reply.isAuthoritative, resolver: server }
  const byDefault = rcode === 'NOERROR' && answers.length > 0 ? undefined : unfit(rcode, type)
  return { values, absent: {}, ...(byDefault && { byDefault }), ...(rcode !== 'NOERROR' && { says: rcode }) }
}

function unfit(rcode: string, type: string): Answer['byDefault'] {
  const found = rcode === 'NOERROR' ? `lack of ${type} records` : `\`rcode\` of \`${rcode}\``
  const reason = `Unexpected ${found}, expected an answer`
  return { state: 'down', fault: { what: 'unfit-answer', reason, blame: 'service' } }
}
