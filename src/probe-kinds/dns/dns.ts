import { z } from 'zod'
import {
  makeQuestion,
  type QueryFailure,
  type QueryResult,
  queryServer,
  queryServers,
  type RecordType,
  type Reply,
  recordTypes,
  responseCodes,
} from '../../network/dns/query.ts'
import { failureReasons } from '../../network/dns/resolver.ts'
import { asciiHost, isDomainName, isResolver } from '../../network/endpoint.ts'
import { validateResolver } from '../../schema/network.ts'
import { validateShape } from '../../schema/template.ts'
import { text, type Validate } from '../../schema/text.ts'
import { oneOf, quote } from '../../text/quote.ts'
import { forbiddenAddress, isPermitted, querySchedule } from '../connection/connect.ts'
import type { Answer, DefaultState, ProbeMachine } from '../context.ts'
import { type Fault, invalidTarget, notProbed, proberFault } from '../fault.ts'
import { defineKind } from '../kind.ts'
import { recordsOf } from './dns-records.ts'

/** Reads `A erp.example.org`. The name is as DNS has it: `xn--bcher-kva.example` for `bücher.example`. */
export function parseQuestion(text: string): { type: RecordType; name: string } | undefined {
  const [, word = '', name = ''] = /^([A-Z]+)\s+(\S+)$/.exec(text.trim()) ?? []
  const type = recordTypes.find((known) => known === word)
  return type && isDomainName(name) ? { type, name: asciiHost(name) } : undefined
}

const validateQuestion: Validate = (text) => {
  const word = /^([A-Za-z]+)\s+\S+$/.exec(text)?.[1]
  if (word && !recordTypes.some((type) => type === word)) {
    return `Unexpected record type ${quote(word)}, expected ${oneOf(recordTypes)}`
  }
  return validateQuestionShape(text)
}

const validateQuestionShape = validateShape(
  (text) => parseQuestion(text) !== undefined,
  '`TYPE name` such as `A erp.example.org`',
)

/** Codes after which another server may know more: FORMERR, SERVFAIL, NOTIMP, REFUSED. */
const poor = new Set([1, 2, 4, 5])

/** Queries DNS servers one after the other for records of a name, until one of them says something of it. */
export const dns = defineKind({
  name: 'dns',
  summary: 'A name',
  example: 'A shop.example.org',
  target: text(validateQuestion).describe('A question, as `TYPE name`'),
  keys: {
    resolvers: z
      .array(text(validateResolver))
      .default([])
      .describe('DNS servers to query in place of the environment’s, by IP address'),
  },
  vocabulary: {
    rcode: { type: 'string', text: '`NOERROR`, `NXDOMAIN`, `SERVFAIL`, …' },
    answers: {
      type: 'list of strings',
      text: 'The records of the type that the question names, as zone files write them, without the dot at the end: `192.0.2.10`, `10 mail.example.org`. The text of a `TXT` record is one, in however many parts it came',
    },
    aliases: { type: 'list of strings', text: 'The names that `CNAME` records led through' },
    ttl: { type: 'int', text: 'Seconds: the least of the records; `0` without any' },
    authoritative: { type: 'bool', text: 'Whether the server is one of the zone' },
    resolver: { type: 'string', text: 'The server that answered' },
  },
  hostOf: (target) => parseQuestion(target)?.name,
  run: async ({ target, resolvers }, context, signal) => {
    const question = parseQuestion(target)
    if (!question) return invalidTarget('question')
    const servers = resolvers.length > 0 ? resolvers : context.dns.servers
    const fault = unfitServers(resolvers, context)
    if (fault) return { fault }
    const name = question.name.replace(/\.$/, '')
    context.stopwatch.enter('dns', name)
    const query = (server: string, milliseconds: number, inner: AbortSignal) =>
      queryServer(server, makeQuestion(name, question.type), milliseconds, inner)
    const schedule = querySchedule(context.timeout, servers.length)
    const last = await queryServers(servers, schedule, query, isUseful, signal)
    if (!last) throw new Error('No server was queried')
    if ('failure' in last.result) return { fault: failedQuery(resolvers, last.result) }
    const answer = answerOf(last.result.reply, { ...question, name, server: last.server })
    // The servers of the machine may be what fails, and not the name.
    const isOfMachine = resolvers.length === 0 && !isUseful(last.result)
    return { answer: isOfMachine ? { ...answer, networkFault: 'lookup' } : answer }
  },
})

function isUseful(result: QueryResult): boolean {
  return 'reply' in result && !poor.has(result.reply.responseCode)
}

/** Servers that a probe names are what it probes; the machine's own only lead there. */
function failedQuery(resolvers: readonly string[], { failure, errno = '' }: QueryFailure): Fault {
  const own = proberFault(errno)
  if (own !== undefined) return own
  const code = failure === 'nonsense' ? 'malformed' : 'timeout'
  const reason = `DNS gives ${failure === 'timeout' ? 'no answer' : `no answer that can be used: ${failureReasons[failure]}`}`
  return { code, reason, blame: resolvers.length > 0 && failure === 'nonsense' ? 'service' : 'network' }
}

/** Servers that a probe names must be permitted, as whatever else it probes. */
function unfitServers(resolvers: readonly string[], { dns, networks }: ProbeMachine): Fault | undefined {
  if (resolvers.length === 0)
    return dns.servers.length > 0 ? undefined : notProbed('prober', 'this machine knows no DNS server')
  // A name would be looked up by the system, which permits any address.
  if (!resolvers.every(isResolver)) return notProbed('invalid-target', 'a resolver is no IP address')
  // Those of the machine may well be link-local: clouds answer DNS there.
  const forbidden = resolvers.map(hostOf).find((host) => !isPermitted(host, networks))
  return forbidden === undefined ? undefined : forbiddenAddress(forbidden, networks)
}

function hostOf(server: string): string {
  return server.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/^([\d.]+):\d+$/, '$1')
}

function answerOf(reply: Reply, { type, name, server }: { type: string; name: string; server: string }): Answer {
  const rcode = responseCodes[reply.responseCode] ?? `RCODE${reply.responseCode}`
  const { answers, aliases, ttl } = recordsOf(name, type, reply.answers)
  const values = { rcode, answers, aliases, ttl: BigInt(ttl), authoritative: reply.isAuthoritative, resolver: server }
  const defaultState = rcode === 'NOERROR' && answers.length > 0 ? undefined : unfit(rcode, type)
  return { values, absent: {}, ...(defaultState && { defaultState }), ...(rcode !== 'NOERROR' && { message: rcode }) }
}

function unfit(rcode: string, type: string): DefaultState {
  const reason = rcode === 'NOERROR' ? `DNS has no ${type} record of this name` : `DNS says ${rcode}`
  return { state: 'down', fault: { code: 'unfit-answer', reason, blame: 'service' } }
}
