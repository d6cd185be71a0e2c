import { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import type { ProbeKind } from '../../../src/config/schema/probe.ts'

/** Types of what conditions can name, in the words of CEL. */
export type Vocabulary = Readonly<Record<string, string>>

const duration = { duration: 'google.protobuf.Duration' }

/** What the conditions of each kind of probe can name. */
export const vocabularies: Readonly<Record<ProbeKind, Vocabulary>> = {
  http: {
    ...duration,
    status: 'int',
    headers: 'map<string, string>',
    body: 'string',
    json: 'dyn',
    redirects: 'list<string>',
    url: 'string',
    certificate: 'Certificate',
  },
  dns: {
    ...duration,
    rcode: 'string',
    answers: 'list<string>',
    aliases: 'list<string>',
    ttl: 'int',
    authoritative: 'bool',
    resolver: 'string',
  },
  tcp: { ...duration, received: 'string', address: 'string' },
  tls: { ...duration, certificate: 'Certificate', protocol: 'string', cipher: 'string', address: 'string' },
  ping: { ...duration, rtt: 'google.protobuf.Duration', address: 'string' },
}

/** What a certificate tells, in the words of conditions. */
export const certificateFields: Vocabulary = {
  daysLeft: 'int',
  validFrom: 'google.protobuf.Timestamp',
  validTo: 'google.protobuf.Timestamp',
  subject: 'string',
  issuer: 'string',
  names: 'list<string>',
  serial: 'string',
  fingerprint: 'string',
  trusted: 'bool',
  nameMatches: 'bool',
  expired: 'bool',
}

/**
 * CEL's `matches` is RE2, which takes linear time; the library's own one is JavaScript's, which a text of 30 characters
 * can keep busy for half a minute. A name of the same length is put in its place, so that all offsets stay.
 */
export const matchesName = 're2find'

/** More than any condition needs; what is longer is no condition. */
export const limits = { maxAstNodes: 500, maxDepth: 32, maxListElements: 200, maxMapEntries: 100, maxCallArguments: 8 }

/** The language of the conditions of each kind of probe. */
export const languages: Readonly<Record<ProbeKind, Environment>> = {
  http: languageOf('http'),
  dns: languageOf('dns'),
  tcp: languageOf('tcp'),
  tls: languageOf('tls'),
  ping: languageOf('ping'),
}

function languageOf(kind: ProbeKind): Environment {
  const language = new Environment({ homogeneousAggregateLiterals: false, limits })
  language.registerType('Certificate', { fields: { ...certificateFields } })
  for (const [name, type] of Object.entries(vocabularies[kind])) language.registerVariable(name, type)
  language.registerFunction(`string.${matchesName}(string): bool`, (text: string, pattern: string) =>
    RE2JS.compile(pattern).matcher(text).find(),
  )
  return language
}
