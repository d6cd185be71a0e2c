import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type ShownFile, shownExamples } from '../../checks/example.ts'
import { z } from 'zod'
import { allCodes, allRules } from '../../checks/registry.ts'
import { reporters } from '../../checks/reporters/registry.ts'
import type { Rule } from '../../checks/rule.ts'
import { membersAt } from '../../src/config/hints/schema-path.ts'
import { servicesSchema } from '../../src/config/schema/services.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { probeMakers } from './probe-regions.ts'

const manual = 'guidebooks/waymark'

/** The manual's pages, relative to the project's root. */
export const manualPages = globSync(`${manual}/**/*.md`).sort()

/** What makes the text of a region from the words in its first comment; the file is the page that has the region. */
const makers: Record<string, (words: readonly string[], file: string) => string> = {
  codes: codeTable,
  rules: ruleSections,
  reporters: reporterTable,
  keys: keyTable,
  ...probeMakers,
}

/**
 * A page with its regions made anew. A region stands between `<!-- made from: MAKER WORD ... -->` and `<!-- made: end -->`,
 * each alone on its line.
 */
export function withRegions(text: string, file: string): string {
  return text.replace(
    /^(<!-- made from: (\S+)([^\n]*?) -->\n)[\s\S]*?^(<!-- made: end -->)$/gm,
    (_, begin: string, name: string, words: string, end: string) => {
      const maker = makers[name]
      if (!maker) throw new Error(`Unexpected region "${name}" in ${file}, expected ${Object.keys(makers).join(', ')}`)
      return `${begin}\n${maker(words.split(' ').filter(Boolean), file).trim()}\n\n${end}`
    },
  )
}

const weights = { error: 'Error', warning: 'Warning', info: 'Info' }

/**
 * A table of the codes that begin with one of these words, such as `structure/`; of all when there is none, and with the
 * word `here` of those that this page explains.
 */
function codeTable(beginnings: readonly string[], file: string): string {
  const sections = sectionPages()
  const isMeant = (code: string) =>
    beginnings.length === 0 ||
    beginnings.some((one) => (one === 'here' ? sections.get(code) === file : code.startsWith(one)))
  const rows = Object.entries(allCodes())
    .filter(([code]) => isMeant(code))
    .map(([code, { severity, summary }]) => {
      const page = path.posix.relative(path.posix.dirname(file), sections.get(code) ?? file)
      const href = `${sections.get(code) === file ? '' : page}#${code.replace('/', '')}`
      return `| [\`${code}\`](${href}) | ${weights[severity]} | ${summary} |`
    })
  return ['| Code | Severity | In short |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The sections of these rules. */
function ruleSections(words: readonly string[], file: string): string {
  return rulesNamed(words, file)
    .map((rule) => {
      const examples = shownExamples(rule).map(exampleText)
      return `### ${rule.code}\n\n${rule.why.trim()}\n\n${examples.join('\n\n')}`
    })
    .join('\n\n')
}

/** Rules by a code, by the first and the last code of a row of them (`a/b..a/f`), or by what their codes begin with (`a/`). */
function rulesNamed(words: readonly string[], file: string): Rule[] {
  const rules = allRules()
  return words.flatMap((word) => {
    const [first, last = first] = word.split('..').map((code) => rules.findIndex((rule) => rule.code === code))
    if (word.endsWith('/')) return rules.filter(({ code }) => code.startsWith(word))
    if (first === undefined || last === undefined || first < 0 || last < first)
      throw new Error(
        `Unexpected rule "${word}" in ${file}, expected one that a check has, or two in the order of its list`,
      )
    return rules.slice(first, last + 1)
  })
}

function exampleText({ label, text, language }: ShownFile): string {
  if (text === undefined) return `${label}.`
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)))
  return `${label}:\n\n${fence}${language}\n${text}\n${fence}`
}

/** The page that explains each code. */
function sectionPages(): Map<string, string> {
  return new Map(
    manualPages.flatMap((file) =>
      Array.from(
        readFileSync(file, 'utf8').matchAll(/^### ([a-z]+\/[a-z-]+)$|^<!-- made from: rules ([^\n]*) -->$/gm),
        ([, code, words = '']) => (code ? [code] : rulesNamed(words.split(' '), file).map((rule) => rule.code)),
      )
        .flat()
        .map((code) => [code, file] as const),
    ),
  )
}

function reporterTable(): string {
  const rows = Object.values(reporters).map(
    ({ name, audience, readers }) => `| [\`${name}\`](#${name}) | ${audience} | ${readers} |`,
  )
  return ['| `--format` | For | Read by |', '| --- | --- | --- |', ...rows].join('\n')
}

/**
 * A table of the keys below a path of `waymark.yaml`, such as `checks.links`, or of a `services.yaml`, such as
 * `services.*`; the `*` stands for a name of the user's. With further words, of these keys alone.
 */
function keyTable([way = '', ...chosen]: readonly string[], file: string): string {
  const members = membersAt(way.startsWith('services.') ? servicesSchema : waymarkSchema, way.split('.'))
  const keys = chosen.length > 0 ? chosen : Object.keys(members)
  const rows = keys.map((key) => {
    const schema = members[key]
    const meta = schema instanceof z.ZodType ? schema.meta() : undefined
    if (!meta?.description)
      throw new Error(`Unexpected key "${way}.${key}" in ${file}, expected one with a description`)
    const absent = typeof meta.absent === 'string' ? meta.absent : absentText(schema)
    return `| \`${key}\` | ${fromPage(meta.description, file)} | ${fromPage(absent, file)} |`
  })
  return ['| Key | Value | When absent |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The default of a schema, as a table shows it. */
function absentText(schema: unknown): string {
  if (schema instanceof z.ZodType && !schema.safeParse(undefined).success) return 'Required'
  if (!(schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)) return 'None'
  const value: unknown = schema.def.defaultValue
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? 'None' : `\`${String(value)}\``
}

/** Links of a description lead from the folder of the manual on. */
function fromPage(text: string, file: string): string {
  return text.replace(/\]\((?!\w+:)([^)#]*)(#[^)]*)?\)/g, (_, target: string, anchor = '') => {
    const whole = path.posix.join(manual, target)
    return `](${whole === file ? '' : path.posix.relative(path.posix.dirname(file), whole)}${anchor})`
  })
}
