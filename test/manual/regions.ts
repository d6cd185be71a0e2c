import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { stringify } from 'yaml'
import { z } from 'zod'
import type { Code } from '../../checks/check.ts'
import { type ShownFile, shownExamples } from '../../checks/example.ts'
import { remarkRules } from '../../checks/lint/rules.ts'
import { allCodes, allRules } from '../../checks/registry.ts'
import { reporters } from '../../checks/reporters/registry.ts'
import { membersAt } from '../../src/config/hints/schema-path.ts'
import { servicesSchema } from '../../src/config/schema/services.ts'
import { waymarkSchema } from '../../src/config/schema/waymark.ts'
import { frontmatterSchema } from '../../src/guidebook/parts/frontmatter.ts'
import { headerFields } from '../../src/guidebook/parts/header-block.ts'
import { parameterSchema } from '../../src/guidebook/parts/parameter.ts'
import { statusTones } from '../../src/guidebook/parts/status-word.ts'
import { inventoryReaders } from '../../src/inventory/registry.ts'
import { probeMakers } from './probe-regions.ts'

const manual = 'guidebooks/waymark'

/** The manual's pages, relative to the project's root. */
export const manualPages = globSync(`${manual}/**/*.md`).sort()

/** What makes the text of a region from the words in its first comment; the file is the page that has the region. */
const makers: Record<string, (words: readonly string[], file: string) => string> = {
  codes: codeTable,
  'codes-on': (words, file) => codeTable(words, file, ({ isOptIn }) => !isOptIn),
  'codes-off': (words, file) => codeTable(words, file, ({ isOptIn }) => isOptIn === true),
  'lint-off': lintOffTable,
  reporters: reporterTable,
  readers: readerTable,
  keys: keyTable,
  ...probeMakers,
  rules: ruleSections,
  'rules-on': (words, file) => ruleSections(words, file, ({ isOptIn }) => !isOptIn),
  'rules-off': (words, file) => ruleSections(words, file, ({ isOptIn }) => isOptIn === true),
  frontmatter: frontmatterKeys,
  parameters: parameterTable,
  'header-fields': headerFieldTable,
  'status-signs': statusSignTable,
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

const weights = { error: 'Error', warning: 'Warning', info: 'Info', off: 'Off' }

/** A table of the codes that these words name; of all when there is none, and with the word `here` of those that this page explains. */
function codeTable(words: readonly string[], file: string, isIn: (code: Code) => boolean = () => true): string {
  const sections = sectionPages()
  const isHere = words.includes('here')
  const rows = codesNamed(words.length === 0 || isHere ? [''] : words, file)
    .filter(([name, code]) => isIn(code) && (!isHere || sections.get(name) === file))
    .map(([name, { severity, summary }]) => {
      const page = path.posix.relative(path.posix.dirname(file), sections.get(name) ?? file)
      const href = `${sections.get(name) === file ? '' : page}#${name.replace('/', '')}`
      return `| [\`${name}\`](${href}) | ${weights[severity]} | ${summary} |`
    })
  return ['| Code | Severity | In short |', '| --- | --- | --- |', ...rows].join('\n')
}

/** The rules of remark-lint's presets that are off, and why. */
function lintOffTable(): string {
  const rows = [...remarkRules].flatMap(([name, { off }]) =>
    typeof off === 'string' ? [`| \`${name}\` | ${off} |`] : [],
  )
  return ['| Rule | Why it is off |', '| --- | --- |', ...rows].join('\n')
}

/** The sections of codes that say all of themselves; only those of rules have examples. */
function ruleSections(words: readonly string[], file: string, isIn: (code: Code) => boolean = () => true): string {
  const rules = new Map(allRules().map((rule) => [rule.code, rule]))
  return codesNamed(words, file)
    .filter(([, code]) => isIn(code))
    .map(([name, { why = '' }]) => {
      const rule = rules.get(name)
      const examples = rule ? shownExamples(rule).map(exampleText) : []
      return [`### ${name}`, why.trim(), ...examples].join('\n\n')
    })
    .join('\n\n')
}

/**
 * Codes by their name, by the first and the last of a row of them (`a/b..a/f`), or by what they begin with; a word that
 * begins with `-` leaves codes out.
 */
function codesNamed(words: readonly string[], file: string): [name: string, code: Code][] {
  const codes = Object.entries(allCodes())
  const without = words.filter((word) => word.startsWith('-')).map((word) => word.slice(1))
  const isOut = new Set(without.length > 0 ? codesNamed(without, file).map(([name]) => name) : [])
  return words
    .filter((word) => !word.startsWith('-'))
    .flatMap((word) => {
      const begun = codes.filter(([name]) => name.startsWith(word))
      const [first, last = first] = word.split('..').map((one) => codes.findIndex(([name]) => name === one))
      if (first === undefined || last === undefined) return []
      if (first >= 0 && last >= first) return codes.slice(first, last + 1)
      if (begun.length > 0) return begun
      throw new Error(`Unexpected code "${word}" in ${file}, expected one, or two in the order of their list`)
    })
    .filter(([name]) => !isOut.has(name))
}

function exampleText({ label, text, language }: ShownFile): string {
  if (text === undefined) return `${label}.`
  const fence = '`'.repeat(Math.max(3, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length + 1)))
  return `${label}:\n\n${fence}${language}\n${text}\n${fence}`
}

/** The page that explains each code: by a section that is written by hand, or by one that is made. */
function sectionPages(): Map<string, string> {
  return new Map(
    manualPages.flatMap((file) =>
      Array.from(
        readFileSync(file, 'utf8').matchAll(/^### ([a-z]+\/[a-z-]+)$|^<!-- made from: (rules\S*) ([^\n]*) -->$/gm),
        ([, name, maker = '', words = '']) =>
          name
            ? [name]
            : codesNamed(words.split(' '), file)
                .filter(([, { isOptIn }]) => isIn(maker, isOptIn))
                .map(([one]) => one),
      )
        .flat()
        .map((name) => [name, file] as const),
    ),
  )
}

function isIn(maker: string, isOptIn = false): boolean {
  return maker === 'rules' || isOptIn === (maker === 'rules-off')
}

function reporterTable(): string {
  const rows = Object.values(reporters).map(
    ({ name, audience, readers }) => `| [\`${name}\`](#${name}) | ${audience} | ${readers} |`,
  )
  return ['| `--format` | For | Read by |', '| --- | --- | --- |', ...rows].join('\n')
}

/** What reads the inventory: which files, and what it tells of them. */
function readerTable(): string {
  const rows = inventoryReaders.map(({ title, files, tells }) => `| ${title} | ${files} | ${tells} |`)
  return ['| What | Which files | What it tells |', '| --- | --- | --- |', ...rows].join('\n')
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

/** The example of a whole frontmatter, and the table of its keys. */
function frontmatterKeys(): string {
  const keys = documentedKeys(frontmatterSchema.shape)
  return [
    ...[
      '```yaml',
      '---',
      ...keys.map(({ key, example }) => `${key}:${example.startsWith('\n') ? '' : ' '}${example}`),
      '---',
      '```',
      '',
    ],
    ...tableOf(keys),
  ].join('\n')
}

/** What a page says of a value of its commands. */
function parameterTable(): string {
  return tableOf(documentedKeys(parameterSchema.shape)).join('\n')
}

interface DocumentedKey {
  key: string
  title: string
  description: string
  /** As YAML. */
  example: string
}

function documentedKeys(shape: Readonly<Record<string, z.ZodOptional>>): DocumentedKey[] {
  return Object.entries(shape).map(([key, schema]) => {
    const inner = schema.unwrap()
    const { title, description, examples } = (inner instanceof z.ZodType && inner.meta()) || {}
    if (!title || !description || !Array.isArray(examples))
      throw new Error(`Unexpected key "${key}" without documentation`)
    return { key, title, description, example: yamlOf(examples[0]) }
  })
}

function tableOf(keys: readonly DocumentedKey[]): string[] {
  return [
    ...['| Key | Value | Effect |', '| --- | --- | --- |'],
    ...keys.map(({ key, title, description }) => `| \`${key}\` | ${title} | ${description} |`),
  ]
}

function yamlOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return `\n${stringify(value).trimEnd().replace(/^/gm, '  ')}`
  return Array.isArray(value) ? `[${value.map(String).join(', ')}]` : String(value)
}

/** The fields of the header block that are understood. */
function headerFieldTable(): string {
  const rows = Object.entries(headerFields).map(([key, effect]) => `| \`${key}\` | ${effect} |`)
  return ['| Key | What the site makes of it |', '| --- | --- |', ...rows].join('\n')
}

/** What gives a status its colour. */
function statusSignTable(): string {
  const rows = statusTones.map(({ signs: [sign, ...also], words, means }) => {
    return `| ${sign} | ${also.join(' ')} | ${words.join(', ')} | ${means} |`
  })
  return ['| Sign | Also | Words | Means |', '| --- | --- | --- | --- |', ...rows].join('\n')
}
