import { type Exchanged, exchange, type Unanswered } from '../../../src/network/dns/exchange.ts'
import { makeQuestion, type Reply } from '../../../src/network/dns/message.ts'
import { failureReasons } from '../../../src/network/dns/resolver.ts'
import { askInTurn } from '../../../src/network/dns/turns.ts'
import { isResolver, parseQuestion } from '../../../src/network/target.ts'
import type { Answer } from '../answer.ts'
import { forbidden, patience } from '../environment/connect.ts'
import { isPermitted } from '../environment/permitted.ts'
import { type Fault, ownTrouble } from '../fault.ts'
import type { Ask, ProbeOf } from '../result.ts'
import type { Surroundings } from '../surroundings.ts'
import { recordsOf } from './dns-records.ts'

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
  const refused = refusal(probe, servers, means.surroundings)
  if (refused) return { fault: refused }
  const name = question.name.replace(/\.$/, '')
  means.stopwatch.enter('dns', name)
  const ask = (server: string, milliseconds: number, inner: AbortSignal) =>
    exchange(server, makeQuestion(name, question.type), milliseconds, inner)
  const isUseful = (exchanged: Exchanged) => 'reply' in exchanged && !poor.has(exchanged.reply.responseCode)
  const said = await askInTurn(servers, patience(means.timeout, servers.length), ask, isUseful, signal)
  if (!said) throw new Error('No server was asked')
  if ('failure' in said.exchanged) return { fault: silence(probe, said.exchanged) }
  const answer = answerOf(said.exchanged.reply, { ...question, name, server: said.server })
  const isOfMeans = probe.resolvers.length === 0 && !isUseful(said.exchanged)
  return { answer: isOfMeans ? { ...answer, doubt: 'lookup' } : answer }
}

/** Servers that a probe names are what it asks; the machine's own are its means. */
function silence({ resolvers }: ProbeOf<'dns'>, { failure, errno = '' }: Unanswered): Fault {
  const own = ownTrouble(errno)
  if (own !== undefined) return { what: 'prober', reason: `Not asked: ${own} (${errno})`, blame: 'prober' }
  const what = failure === 'nonsense' ? 'malformed' : 'timeout'
  const reason = `DNS gives ${failure === 'timeout' ? 'no answer' : `no answer that can be used: ${failureReasons[failure]}`}`
  return { what, reason, blame: resolvers.length > 0 && failure === 'nonsense' ? 'service' : 'network' }
}

/** Servers that a probe names are judged as whatever else it asks. */
function refusal(
  { resolvers }: ProbeOf<'dns'>,
  servers: readonly string[],
  surroundings: Surroundings,
): Fault | undefined {
  if (servers.length === 0)
    return { what: 'prober', reason: 'Not asked: this machine knows no DNS server', blame: 'prober' }
  // A name would be looked up by the system, which judges no address.
  if (!resolvers.every(isResolver))
    return { what: 'invalid-target', reason: 'Not asked: a resolver is no IP address', blame: 'prober' }
  // Those of the machine may well be link-local: clouds answer DNS there.
  const bad = resolvers.map(hostOf).find((host) => !isPermitted(host, surroundings.networks))
  return bad === undefined ? undefined : forbidden(bad, surroundings)
}

function hostOf(server: string): string {
  return server.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
}

function answerOf(reply: Reply, { type, name, server }: { type: string; name: string; server: string }): Answer {
  const rcode = responseCodes[reply.responseCode] ?? `RCODE${reply.responseCode}`
  const { answers, aliases, ttl } = recordsOf(name, type, reply.answers)
  const values = { rcode, answers, aliases, ttl: BigInt(ttl), authoritative: reply.isAuthoritative, resolver: server }
  const byDefault = rcode === 'NOERROR' && answers.length > 0 ? undefined : unfit(rcode, type)
  return { values, absent: {}, ...(byDefault && { byDefault }), ...(rcode !== 'NOERROR' && { says: rcode }) }
}

function unfit(rcode: string, type: string): Answer['byDefault'] {
  const reason = rcode === 'NOERROR' ? `DNS has no ${type} record of this name` : `DNS says ${rcode}`
  return { state: 'down', fault: { what: 'unfit-answer', reason, blame: 'service' } }
}
