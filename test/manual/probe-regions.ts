import type { z } from 'zod'
import { commonKeys, kindsOfKey } from '../../src/config/schema/probe.ts'
import { serviceKeys } from '../../src/config/schema/services.ts'
import { thresholdKeys } from '../../src/config/schema/thresholds.ts'
import { certificateFields } from '../../src/probe-kinds/connection/certificate.ts'
import { faultDocs } from '../../src/probe-kinds/fault-codes.ts'
import type { Vocabulary } from '../../src/probe-kinds/kind.ts'
import { probeKinds } from '../../src/probe-kinds/registry.ts'
import { phaseDocs } from '../../src/probe-kinds/stopwatch.ts'

/** What makes the tables of the pages about services and probes. */
export const probeMakers = {
  'probe-kinds': () =>
    table(
      ['Key', 'Probes', 'Example'],
      Object.values(probeKinds).map(({ name, summary, example }) => [
        `[\`${name}\`](#${name})`,
        summary,
        code(example),
      ]),
    ),
  'probe-keys': kindKeys,
  'service-keys': ([which = '']: readonly string[]) => keyTable(keysOf(which)),
  vocabularies: vocabularySections,
  'certificate-fields': () => vocabularyTable(certificateFields),
  'fault-codes': ([blame = '']: readonly string[]) => faultTable(blame),
  phases: () =>
    table(
      ['Phase', 'Ends when'],
      Object.entries(phaseDocs).map(([phase, ends]) => [code(phase), ends]),
    ),
}

type Keys = Record<string, z.ZodType>

/** Keys whose values have sections of their own in services.md. */
const sections: Readonly<Record<string, string>> = {
  thresholds: 'how-many-answers-make-a-state',
  maintenance: 'maintenance-windows',
  probes: 'keys-of-a-probe',
}

function keysOf(which: string): Keys {
  const keys: Readonly<Record<string, Keys>> = { service: serviceKeys, probe: commonKeys, thresholds: thresholdKeys }
  return named(keys, which)
}

function keyTable(keys: Keys): string {
  const rows = Object.entries(keys).map(([key, schema]) => {
    return [sections[key] === undefined ? code(key) : `[${code(key)}](#${sections[key]})`, descriptionOf(key, schema)]
  })
  return table(['Key', 'Value'], rows)
}

/** The keys that stand beside some kinds of probes, each once. */
function kindKeys(): string {
  const keys = new Map<string, z.ZodType>(
    Object.values(probeKinds).flatMap(({ keys }) => Object.entries<z.ZodType>(keys)),
  )
  const rows = Array.from(keys, ([key, schema]) => {
    return [code(key), kindsOfKey(key).map(code).join(', '), descriptionOf(key, schema)]
  })
  return table(['Key', 'Beside', 'Value'], rows)
}

function descriptionOf(key: string, { description }: z.ZodType): string {
  if (description === undefined) throw new Error(`Unexpected key "${key}" without a description`)
  return description
}

/** What conditions can name, with a section for each kind of probe. */
function vocabularySections(): string {
  const sections = Object.values(probeKinds).map(
    ({ name, vocabulary }) => `### Names of ${name}\n\n${vocabularyTable(vocabulary)}`,
  )
  return sections.join('\n\n')
}

function vocabularyTable(vocabulary: Vocabulary): string {
  const rows = Object.entries(vocabulary).map(([name, { type, text }]) => [code(name), type, text])
  return table(['Name', 'Type', 'Value'], rows)
}

/** The codes of faults for which a `service`, the `network` or the `prober` is to blame. */
function faultTable(blame: string): string {
  const docs: Readonly<Record<string, (typeof faultDocs)[keyof typeof faultDocs]>> = faultDocs
  const rows = named(docs, blame).map((doc) => {
    const codes = doc.codes.map(code).join(', ')
    return 'wrong' in doc ? [codes, doc.state, doc.wrong, doc.look] : [codes, doc.state, doc.look]
  })
  const isLong = rows[0]?.length === 4
  return table(['Code ends with', 'State', ...(isLong ? ['What is wrong', 'Look at'] : ['What to do'])], rows)
}

function named<T>(record: Readonly<Record<string, T>>, name: string): T {
  const found = record[name]
  if (found === undefined) throw new Error(`Unexpected word "${name}", expected ${Object.keys(record).join(', ')}`)
  return found
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function code(text: string): string {
  return `\`${text}\``
}
