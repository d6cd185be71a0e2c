import { Environment } from '@marcbachmann/cel-js'
import { RE2JS } from 're2js'
import { certificateFields } from '../../../src/probe-kinds/connection/certificate.ts'
import type { Answer } from '../../../src/probe-kinds/context.ts'
import type { ValueType, Vocabulary } from '../../../src/probe-kinds/kind.ts'
import { type ProbeKind, probeKinds } from '../../../src/probe-kinds/registry.ts'

/** The types of a vocabulary in the words of CEL. */
const celTypes: Readonly<Record<ValueType, string>> = {
  any: 'dyn',
  bool: 'bool',
  certificate: 'Certificate',
  duration: 'google.protobuf.Duration',
  int: 'int',
  'list of strings': 'list<string>',
  'map of strings': 'map<string, string>',
  // A number of either type may be compared with it, as `value == 0`.
  number: 'dyn',
  string: 'string',
  timestamp: 'google.protobuf.Timestamp',
}

/** What the conditions of a kind of probe can name: how long all of it took, and what the kind itself brings. */
function vocabularyOf(kind: ProbeKind): Vocabulary {
  return {
    duration: { type: 'duration', text: "How long all of it took, the name's lookup too" },
    ...probeKinds[kind].vocabulary,
  }
}

/** The names of a kind's vocabulary. */
export function namesOfKind(kind: ProbeKind): string[] {
  return Object.keys(vocabularyOf(kind))
}

/**
 * CEL's `matches` is RE2, which takes linear time; the library's own one is JavaScript's, which a text of 30 characters
 * can keep busy for half a minute. A name of the same length is put in its place, so that all offsets stay.
 */
export const matchesName = 're2find'

/** More than any condition needs; what is longer is no condition. */
const limits = { maxAstNodes: 500, maxDepth: 32, maxListElements: 200, maxMapEntries: 100, maxCallArguments: 8 }

const languages = new Map<ProbeKind, Environment>()

/** The language of the conditions of a kind of probe: made when it is first asked for, since most runs read no condition. */
export function languageOf(kind: ProbeKind): Environment {
  const language = languages.get(kind) ?? makeLanguage(vocabularyOf(kind))
  languages.set(kind, language)
  return language
}

function makeLanguage(vocabulary: Vocabulary): Environment {
  const language = new Environment({ homogeneousAggregateLiterals: false, limits })
  language.registerType('Certificate', { fields: typesOf(certificateFields) })
  for (const [name, type] of Object.entries(typesOf(vocabulary))) language.registerVariable(name, type)
  language.registerFunction(`string.${matchesName}(string): bool`, (text: string, pattern: string) =>
    RE2JS.compile(pattern).matcher(text).find(),
  )
  return language
}

function typesOf(vocabulary: Vocabulary): Record<string, string> {
  return Object.fromEntries(Object.entries(vocabulary).map(([name, { type }]) => [name, celTypes[type]]))
}

/** An answer with its durations as CEL has them. How long all of it took is known in the end. */
export function withDurations(answer: Answer, kind: ProbeKind, milliseconds: number): Answer {
  const values = Object.entries({ ...answer.values, duration: milliseconds }).map(([name, value]) => {
    const isDuration = typeof value === 'number' && vocabularyOf(kind)[name]?.type === 'duration'
    return [name, isDuration ? durationValue(value, kind) : value]
  })
  return { ...answer, values: Object.fromEntries(values) }
}

function durationValue(milliseconds: number, kind: ProbeKind): unknown {
  return languageOf(kind).evaluate(`duration('${Math.round(milliseconds * 1000)}us')`)
}
