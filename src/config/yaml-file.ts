import type { z } from 'zod'
import { type Finding, wholeFile } from '../finding/finding.ts'
import { type Locate, readDocument, type YamlDocument } from '../yaml/document.ts'
import type { Path } from '../yaml/path.ts'
import { comparePlaces, findingsOf, type YamlProblem } from '../yaml/problem.ts'
import { describe, type Issue, issuesOf } from './hints/issue.ts'
import { prune } from './prune.ts'

/** What a kind of file holds, and which check tells what is wrong in it. */
export interface Format<T> {
  schema: z.ZodType<T>
  check: string
  /** The smallest whole around a mistake that is left out with it; the wrong value alone when absent. */
  whole?: (path: Path) => Path
}

export interface Reading<T> {
  /** What is valid of the file, with defaults for the rest; `undefined` when the schema has no defaults. */
  value: T | undefined
  findings: Finding[]
  locate: Locate
}

/** Longer files are refused, in bytes of UTF-8. */
export const largestFile = 1_000_000

/** Reads a YAML text against a schema and tells all that is wrong in it at once. Never throws. */
export function readYaml<T>(text: string, file: string, format: Format<T>): Reading<T> {
  const { problems: early, locate, value } = open(text)
  const syntax = early.filter(({ code }) => code !== 'config/duplicate-key')
  const parsed = parse(format.schema, value)
  const problems = [...early]
  if (!parsed.success && value !== undefined) {
    const issues = issuesOf(parsed.error, format.schema).map((issue) => placed(issue, locate))
    problems.push(...trusted(issues, syntax))
  }
  const kept = syntax.length > 0 ? format.schema.safeParse({}).data : salvage(value, format)
  return { value: kept, findings: findingsOf(problems, file, format.check), locate }
}

/** What is said of a file that is not read at all. */
export function tooLarge(bytes: number): YamlProblem {
  const message = `Unexpected file of ${bytes} bytes, expected at most ${largestFile}`
  return { code: 'config/too-large', message, place: wholeFile }
}

function open(text: string): YamlDocument {
  const bytes = Buffer.byteLength(text)
  if (bytes <= largestFile) return readDocument(text)
  return { value: undefined, problems: [tooLarge(bytes)], locate: () => wholeFile }
}

function parse<T>(schema: z.ZodType<T>, value: unknown) {
  return schema.safeParse(value, { error: describe, reportInput: true })
}

function placed({ path, side, ...issue }: Issue, locate: Locate): YamlProblem {
  return { ...issue, place: locate(path, side) }
}

/** After a syntax error the text may have been read as something else, so only what stands before it is held against the schema. */
function trusted(problems: YamlProblem[], syntax: readonly YamlProblem[]): YamlProblem[] {
  const first = syntax.map(({ place }) => place).toSorted(comparePlaces)[0]
  return first ? problems.filter(({ place }) => place.line < first.line) : problems
}

/** Leaves out what is wrong until the rest is right; each round reaches one level further up at least. */
function salvage<T>(value: unknown, { schema, whole = (path) => path }: Format<T>): T | undefined {
  let rest = value
  for (let round = 0; round < 8 && rest !== undefined; round += 1) {
    const parsed = parse(schema, rest)
    if (parsed.success) return parsed.data
    rest = prune(
      rest,
      issuesOf(parsed.error, schema).map((issue) => whole(issue.path)),
    )
  }
  return schema.safeParse({}).data
}
